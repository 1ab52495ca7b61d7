import { FactLine } from "@/components/billing/fact-line";
import { nextChargeFact, nextRefillFact } from "@/components/billing/next-facts";
import { planStatus } from "@/components/billing/plan-status";
import { PlanLimits } from "@/components/dashboard/plan-limits";
import { words } from "@/components/dashboard/words";
import { LinkButton } from "@/components/ui/button";
import { Card, CardHead } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import { formatCredits } from "@/components/ui/credits";
import { DateTime } from "@/components/ui/date-time";
import { planTitle } from "@/lib/billing/plan-quantity";
import type { SubscriptionView } from "@/lib/billing/types";
import type { Budget } from "@/lib/ledger/budgets/budget";

type PlanCardProps = {
  subscription: SubscriptionView | null;
  /** Those of the plan on what is spent. */
  limits: readonly Budget[];
  now: Date;
};

/** The user's plan in brief: the next refill, the next charge, and what is going to change. */
export function PlanCard({ subscription, limits, now }: PlanCardProps) {
  if (!subscription) {
    return (
      <Card aria-label="Your plan" className="flex flex-col">
        <CardHead title="Your plan" />
        <p className="px-4 text-muted sm:px-5">{words.plan.none}</p>
        <div className="mt-auto p-4 sm:px-5 sm:pb-5">
          <LinkButton href="/pricing">See plans</LinkButton>
        </div>
      </Card>
    );
  }
  const { plan, quantity, scheduledChange, endsAt } = subscription;
  const status = planStatus(subscription);
  const refill = nextRefillFact(subscription, now);
  // At its list price: only Stripe can tell what discounts make of it, and the billing page asks.
  const charge = nextChargeFact(subscription, now, "listed");
  return (
    <Card aria-label="Your plan" className="flex flex-col">
      <CardHead title={planTitle(plan.name, quantity)} action={<Chip tone={status.tone}>{status.name}</Chip>} />
      <dl className="grid gap-2.5 px-4 sm:px-5">
        {endsAt && !subscription.nextRefill ? null : (
          <FactLine name="Refills">{formatCredits(subscription.monthlyCredits)} a month</FactLine>
        )}
        <FactLine name={refill.name}>{refill.text}</FactLine>
        {charge ? <FactLine name={charge.name}>{charge.text}</FactLine> : null}
        <PlanLimits limits={limits} />
        {scheduledChange && !endsAt ? (
          <FactLine name={words.plan.change(planTitle(scheduledChange.plan.name, scheduledChange.quantity))}>
            <DateTime at={scheduledChange.at} show="day" />
          </FactLine>
        ) : null}
      </dl>
      <div className="mt-auto flex flex-wrap gap-2 p-4 pt-5 sm:px-5 sm:pb-5">
        {plan.isFree ? (
          <LinkButton href="/pricing">See plans</LinkButton>
        ) : (
          <LinkButton href="/billing">Manage plan</LinkButton>
        )}
      </div>
    </Card>
  );
}
