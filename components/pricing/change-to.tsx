import type { BillingActions } from "@/components/billing/billing-actions";
import { ChangeButton } from "@/components/billing/change-button";
import { PlanStep } from "@/components/billing/plan-step";
import type { CurrentPlan } from "@/components/pricing/current-plan";
import type { OfferedPlan, OfferedPrice } from "@/components/pricing/offer";
import { LinkButton } from "@/components/ui/button";
import { DateTime } from "@/components/ui/date-time";
import { changeKind } from "@/lib/billing/change-kind";

type ChangeToProps = {
  plan: OfferedPlan;
  price: OfferedPrice;
  current: CurrentPlan;
  picked: boolean | null;
  actions: BillingActions;
};

/** What a user with a paid plan can do about this one. */
export function ChangeTo({ plan, price, current, picked, actions }: ChangeToProps) {
  const { scheduled } = current;
  const isAt = (place: { planKey: string; interval: string }) =>
    place.planKey === plan.key && place.interval === price.interval;
  if (current.price && isAt({ planKey: current.planKey, interval: current.price.interval })) {
    return <Stay current={current} price={current.price} actions={actions} />;
  }
  if (scheduled && isAt(scheduled)) {
    return (
      <p className="flex h-9 items-center text-muted">
        <span>
          Starts on <DateTime at={scheduled.at} show="day" />
        </span>
      </p>
    );
  }
  const { word, title } = wordsFor(plan, price, current);
  const bigger = word === "Upgrade";
  return (
    <ChangeButton
      actions={actions}
      price={price.id}
      title={title}
      look={(picked ?? (plan.highlighted && bigger)) ? "primary" : "plain"}
      className="w-full"
    >
      {word}
    </ChangeButton>
  );
}

type StayProps = Pick<ChangeToProps, "current" | "actions"> & { price: NonNullable<CurrentPlan["price"]> };

/** The user's current plan and billing interval. */
function Stay({ current, price, actions }: StayProps) {
  if (current.endsAt) {
    return (
      <PlanStep actions={actions} step="resume" look="primary" className="w-full">
        {`Resume ${current.name}`}
      </PlanStep>
    );
  }
  if (current.scheduled) {
    return (
      <PlanStep actions={actions} step="keep" price={price.id} look="primary" className="w-full">
        {`Keep ${current.name}`}
      </PlanStep>
    );
  }
  return (
    <LinkButton href="/billing" className="w-full">
      Manage in billing
    </LinkButton>
  );
}

function wordsFor(plan: OfferedPlan, price: OfferedPrice, current: CurrentPlan): { word: string; title: string } {
  const interval = price.interval === "YEAR" ? "yearly" : "monthly";
  const from = current.price;
  if (current.planKey === plan.key && from)
    return { word: `Pay ${interval}`, title: `Switch ${plan.name} to ${interval} billing?` };
  const kind = from
    ? changeKind(
        { ...from, priceId: from.id, quantity: 1, creditsPerMonth: BigInt(current.creditsPerMonth) },
        { ...price, priceId: price.id, quantity: 1, creditsPerMonth: BigInt(plan.creditsPerMonth) },
      )
    : "upgrade";
  if (kind === "interval") return { word: "Switch", title: `Switch to ${plan.name}, billed ${interval}?` };
  const word = kind === "downgrade" ? "Downgrade" : "Upgrade";
  return { word, title: `${word} to ${plan.name}?` };
}
