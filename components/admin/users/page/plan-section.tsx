import type { ComponentProps } from "react";
import { ActButton } from "@/components/admin/users/act-button";
import { ChangePlanForm } from "@/components/admin/users/change-plan-form";
import { GivePlanCard } from "@/components/admin/users/give-plan-card";
import { mayAct, type UserPageData } from "@/components/admin/users/page/user-page-data";
import { UserSection } from "@/components/admin/users/page/user-sections";
import { PlanEnd } from "@/components/admin/users/plan-end";
import { SubscriptionFacts } from "@/components/admin/users/user-facts";
import { isGivenPlan } from "@/components/billing/plan-status";
import { Card, CardHead } from "@/components/ui/card";
import { creditsText } from "@/components/ui/credits";
import type { PlanView } from "@/lib/catalog/types";
import { formatMoney } from "@/lib/format/money";

type Actions = {
  act: ComponentProps<typeof ActButton>["action"];
  give: ComponentProps<typeof GivePlanCard>["action"];
  change: ComponentProps<typeof ChangePlanForm>["action"];
};

type PlanSectionProps = { data: UserPageData; plans: PlanView[]; mostMonths: number; actions: Actions };

/** What the user subscribes to, and what an admin can do about it. */
export function PlanSection({ data, plans, mostMonths, actions }: PlanSectionProps) {
  const { user, subscription } = data;
  const isGiven = subscription !== null && isGivenPlan(subscription);
  const isPaid = subscription !== null && !subscription.plan.isFree && !isGiven;
  const userId = user.id;
  return (
    <UserSection id="plan">
      <SubscriptionFacts
        user={user}
        subscription={subscription}
        actions={mayAct(data) ? <PlanActs data={data} action={actions.act} /> : null}
      />
      {mayAct(data) && !isPaid && !isGiven ? (
        <GivePlanCard
          userId={userId}
          plans={plans
            .filter(({ isFree }) => !isFree)
            .map(({ id, name, creditsPerMonth }) => ({
              value: id,
              label: `${name}, ${creditsText(creditsPerMonth)} a month`,
            }))}
          mostMonths={mostMonths}
          action={actions.give}
        />
      ) : null}
      {isPaid && mayAct(data) ? (
        <Card aria-label="Change the plan">
          <CardHead title="Change the plan" />
          <ChangePlanForm
            userId={userId}
            prices={priceChoices(plans, subscription.price?.id)}
            action={actions.change}
          />
        </Card>
      ) : null}
    </UserSection>
  );
}

function PlanActs({ data, action }: { data: UserPageData; action: Actions["act"] }) {
  const { user, subscription, ledger } = data;
  const act = { userId: user.id, action };
  const lots = ledger?.balance.lots ?? [];
  if (subscription === null) return null;
  if (isGivenPlan(subscription)) {
    return (
      <ActButton {...act} act="end_given" figures={<PlanEnd subscription={subscription} lots={lots} when="now" />} />
    );
  }
  if (subscription.plan.isFree) return null;
  return (
    <div className="flex flex-wrap gap-2">
      {subscription.endsAt || subscription.status === "PAUSED" ? <ActButton {...act} act="resume" /> : null}
      {subscription.endsAt ? null : (
        <ActButton
          {...act}
          act="cancel_at_end"
          figures={<PlanEnd subscription={subscription} lots={lots} when="period end" />}
        />
      )}
      <ActButton {...act} act="cancel_now" figures={<PlanEnd subscription={subscription} lots={lots} when="now" />} />
    </div>
  );
}

/** Every price on sale but the current one. */
function priceChoices(plans: PlanView[], current: string | undefined) {
  return plans.flatMap(({ name, prices }) =>
    prices
      .filter(({ id }) => id !== current)
      .map(({ id, amountCents, currency, interval }) => ({
        value: id,
        label: `${name}, ${formatMoney(amountCents, currency)} ${interval === "YEAR" ? "a year" : "a month"}`,
      })),
  );
}
