import { Check } from "lucide-react";
import type { BillingActions } from "@/components/billing/billing-actions";
import { BillingForm } from "@/components/billing/billing-form";
import { ChangeTo } from "@/components/pricing/change-to";
import type { CurrentPlan } from "@/components/pricing/current-plan";
import {
  type OfferedPlan,
  type OfferedPrice,
  priceOf,
  refillSentence,
  yearlySavingCents,
} from "@/components/pricing/offer";
import { buttonStyle } from "@/components/ui/button";
import { Chip } from "@/components/ui/chip";
import { formatCredits } from "@/components/ui/credits";
import { cx } from "@/components/ui/cx";
import { Level } from "@/components/ui/level";
import type { BillingInterval } from "@/lib/catalog/types";
import { formatMoney, monthOfYear } from "@/lib/format/money";

type PlanCardProps = {
  plan: OfferedPlan;
  interval: BillingInterval;
  /** How full the vessel is drawn, relative to the other plans. */
  share: number;
  signedIn: boolean;
  current: CurrentPlan | null;
  /** Whether the user can still have a free trial. */
  mayHaveTrial: boolean;
  /** Whether the user chose this plan before signing up; null when they chose none. */
  picked: boolean | null;
  actions: BillingActions;
};

/** One plan: price, credits and button. */
export function PlanCard(props: PlanCardProps) {
  const { plan, interval, share, signedIn, current, mayHaveTrial, picked, actions } = props;
  const price = priceOf(plan, interval);
  const mine = current?.planKey === plan.key;
  const stands = picked ?? (plan.highlighted && !current?.paid);
  const outlined = stands || mine;
  return (
    <article
      aria-labelledby={`plan-${plan.key}`}
      className={cx(
        "flex flex-col gap-4 rounded-card border border-line bg-surface p-5",
        outlined && "border-accent ring-1 ring-accent",
      )}
    >
      <div className="flex min-h-[22px] items-center justify-between gap-2">
        <h2 id={`plan-${plan.key}`} className="font-semibold text-base">
          {plan.name}
        </h2>
        {mine ? <Chip tone="good">Your plan</Chip> : plan.highlighted ? <Chip tone="good">Recommended</Chip> : null}
      </div>
      {price ? (
        <PriceTag plan={plan} price={price} />
      ) : (
        <p className="min-h-16 text-muted">Not available with {interval === "YEAR" ? "yearly" : "monthly"} billing.</p>
      )}
      <div className="flex items-center gap-3">
        <Level share={share} className="h-9 w-[11px] rounded-t-[3px] rounded-b-[5px]" />
        <p>
          <span className="font-semibold">{formatCredits(plan.creditsPerMonth)}</span> credits
          <span className="block text-[12.5px] text-faint">refilled every month</span>
        </p>
      </div>
      {price ? (
        <Choose
          plan={plan}
          price={price}
          signedIn={signedIn}
          current={current}
          mayHaveTrial={mayHaveTrial}
          picked={picked}
          actions={actions}
        />
      ) : null}
      <ul className="grid gap-2 text-muted">
        {[...plan.features, `Unused plan credits ${refillSentence(plan)}`].map((feature) => (
          <li key={feature} className="flex gap-2.5">
            <Check aria-hidden className="mt-[3px] size-[15px] shrink-0 text-accent" />
            {feature}
          </li>
        ))}
      </ul>
    </article>
  );
}

function PriceTag({ plan, price }: { plan: OfferedPlan; price: OfferedPrice }) {
  const saving = yearlySavingCents(plan);
  const yearly = price.interval === "YEAR";
  return (
    <div className="min-h-16">
      <p>
        <span className="font-semibold text-[32px] leading-tight tracking-[-0.03em]">
          {formatMoney(price.amountCents, price.currency)}
        </span>{" "}
        <span className="text-muted">/ {yearly ? "year" : "month"}</span>
      </p>
      <p className="text-[13px] text-faint">
        {yearly
          ? `${formatMoney(monthOfYear(price.amountCents, price.currency), price.currency)} a month`
          : "billed monthly"}
        {yearly && saving > 0 ? (
          <span className="font-medium text-accent"> · saves {formatMoney(saving, price.currency)}</span>
        ) : null}
      </p>
    </div>
  );
}

type ChooseProps = Pick<PlanCardProps, "plan" | "signedIn" | "current" | "mayHaveTrial" | "picked" | "actions"> & {
  price: OfferedPrice;
};

function Choose({ plan, price, signedIn, current, mayHaveTrial, picked, actions }: ChooseProps) {
  const look = (picked ?? plan.highlighted) ? "primary" : "plain";
  if (!signedIn) {
    const next = encodeURIComponent(`/pricing?plan=${plan.key}&by=${price.interval.toLowerCase()}`);
    return (
      <a className={buttonStyle({ look })} href={`/signup?next=${next}`}>
        Choose {plan.name}
      </a>
    );
  }
  if (current?.paid) return <ChangeTo plan={plan} price={price} current={current} picked={picked} actions={actions} />;
  const offersTrial = plan.trialDays > 0 && mayHaveTrial;
  return (
    <div className="grid gap-2">
      <BillingForm action={actions.subscribe} fields={{ price: price.id }} look={look} className="w-full">
        {offersTrial ? `Try ${plan.trialDays} days free` : `Choose ${plan.name}`}
      </BillingForm>
      {offersTrial ? (
        <p className="text-[12.5px] text-faint">
          One trial per person and card. You need a card, which is charged when the trial ends.
        </p>
      ) : null}
    </div>
  );
}
