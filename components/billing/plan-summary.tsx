import type { ReactNode } from "react";
import type { BillingActions } from "@/components/billing/billing-actions";
import { CancelButton } from "@/components/billing/cancel-button";
import { cancelFacts } from "@/components/billing/cancel-facts";
import { CollectionNotice } from "@/components/billing/collection-notice";
import { NEXT_CHARGE, nextChargeFact, nextRefillFact } from "@/components/billing/next-facts";
import { afterItEnds, isGivenPlan, planStatus, untilItEnds } from "@/components/billing/plan-status";
import { PlanStep } from "@/components/billing/plan-step";
import { SavedCard } from "@/components/billing/saved-card";
import type { BalanceSnapshot } from "@/components/credits/balance-snapshot";
import { LinkButton } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import { creditsText, formatCredits } from "@/components/ui/credits";
import { DateTime } from "@/components/ui/date-time";
import { EmptyState } from "@/components/ui/empty-state";
import { Level } from "@/components/ui/level";
import { Notice } from "@/components/ui/notice";
import { planTitle } from "@/lib/billing/plan-quantity";
import type { SavedCardView, SubscriptionView } from "@/lib/billing/types";
import type { BillingInterval } from "@/lib/catalog/types";
import { formatPrice } from "@/lib/format/money";

type PlanSummaryProps = {
  subscription: SubscriptionView | null;
  snapshot: BalanceSnapshot;
  card: SavedCardView | null;
  /** Whether the user has a Stripe customer. */
  hasCustomer: boolean;
  /** Whether a plan may be canceled before its period ends. */
  canEndNow: boolean;
  now: Date;
  actions: BillingActions;
};

/** The user's plan: its price, its credits, its next dates, and how to change it. */
export function PlanSummary(props: PlanSummaryProps) {
  const { subscription, snapshot, card, hasCustomer, canEndNow, now, actions } = props;
  if (!subscription) {
    return (
      <Card aria-label="Plan">
        <EmptyState
          title="You don't have a plan."
          action={
            <LinkButton href="/pricing" look="primary">
              See plans
            </LinkButton>
          }
        >
          A plan refills your credits every month.
        </EmptyState>
        {hasCustomer ? (
          <div className="px-5 pb-5">
            <SavedCard card={card} charges={false} now={now} actions={actions} />
          </div>
        ) : null}
      </Card>
    );
  }
  const { plan } = subscription;
  const status = planStatus(subscription);
  const refill = nextRefillFact(subscription, now);
  const charge = nextChargeFact(subscription, now, "invoiced") ?? { name: NEXT_CHARGE, text: "none" };
  return (
    <Card aria-label="Plan" className="p-5">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-4">
        <div className="flex gap-4">
          <Level share={1} className="h-12 w-[15px] rounded-t-[4px] rounded-b-[7px]" />
          <div>
            <h2 className="flex items-center gap-2.5 font-semibold text-xl tracking-[-0.015em]">
              {planTitle(plan.name, subscription.quantity)} <Chip tone={status.tone}>{status.name}</Chip>
            </h2>
            <p className="mt-0.5 text-muted">{priceText(subscription)}</p>
          </div>
        </div>
        <PlanActions subscription={subscription} snapshot={snapshot} canEndNow={canEndNow} actions={actions} />
      </div>
      <CollectionNotice subscription={subscription} className="mt-4" />
      <ToCome subscription={subscription} actions={actions} />
      <dl className="mt-5 grid gap-x-6 gap-y-4 border-line border-t pt-4 sm:grid-cols-3">
        <Fact name="Credits">{formatCredits(subscription.monthlyCredits)} a month</Fact>
        <Fact name={refill.name}>{refill.text}</Fact>
        <Fact name={charge.name}>{charge.text}</Fact>
      </dl>
      {hasCustomer ? (
        <SavedCard card={card} charges={!plan.isFree && !subscription.endsAt} now={now} actions={actions} />
      ) : null}
    </Card>
  );
}

function PlanActions({
  subscription,
  snapshot,
  canEndNow,
  actions,
}: Pick<PlanSummaryProps, "snapshot" | "canEndNow" | "actions"> & { subscription: SubscriptionView }) {
  const { plan, endsAt } = subscription;
  if (plan.isFree || isGivenPlan(subscription)) {
    return (
      <LinkButton href="/pricing" look="primary">
        Choose a plan
      </LinkButton>
    );
  }
  if (endsAt) {
    return (
      <PlanStep actions={actions} step="resume" look="primary">
        {`Resume ${plan.name}`}
      </PlanStep>
    );
  }
  const facts = cancelFacts(subscription, snapshot, canEndNow);
  return (
    <div className="flex flex-wrap items-center gap-2">
      <LinkButton href="/pricing">Change plan</LinkButton>
      {facts ? <CancelButton {...facts} cancelPlan={actions.cancelPlan} /> : null}
    </div>
  );
}

/** The scheduled end or change of the plan. */
function ToCome({ subscription, actions }: { subscription: SubscriptionView; actions: BillingActions }) {
  const { plan, price, quantity: now, endsAt, scheduledChange } = subscription;
  if (endsAt && isGivenPlan(subscription)) {
    return (
      <Notice tone="good" className="mt-4">
        You have {plan.name} free of charge until <DateTime at={endsAt} show="day" />. {afterItEnds(subscription)} If
        you buy a plan, that one begins at once.
      </Notice>
    );
  }
  if (endsAt) {
    return (
      <Notice tone="info" className="mt-4">
        {plan.name} ends on <DateTime at={endsAt} show="day" />. {untilItEnds(subscription)} {afterItEnds(subscription)}{" "}
        Resume it to keep everything.
      </Notice>
    );
  }
  if (!scheduledChange || !price) return null;
  const { at, plan: next, price: nextPrice, quantity, monthlyCredits } = scheduledChange;
  const nextName = planTitle(next.name, quantity);
  const isSamePlan = next.key === plan.key;
  const isOtherInterval = isSamePlan && nextPrice.interval !== price.interval;
  const isNewVersion = isSamePlan && !isOtherInterval && quantity === now;
  return (
    <Notice
      tone="info"
      className="mt-4"
      action={
        isNewVersion ? null : (
          <PlanStep actions={actions} step="keep" price={price.id} size="small">
            {isOtherInterval ? `Keep ${price.interval === "YEAR" ? "yearly" : "monthly"} billing` : `Keep ${plan.name}`}
          </PlanStep>
        )
      }
    >
      {isOtherInterval
        ? `${plan.name} switches to ${nextPrice.interval === "YEAR" ? "yearly" : "monthly"} billing`
        : isNewVersion
          ? `The terms of ${nextName} change`
          : `${nextName} starts`}{" "}
      on <DateTime at={at} show="day" />: {creditsText(monthlyCredits)} a month for{" "}
      {formatPrice(nextPrice.amountCents * quantity, nextPrice.currency)} a {per(nextPrice.interval)}. Until then
      nothing changes.
      {isNewVersion ? " If you do not want that, cancel or change your plan before then." : null}
    </Notice>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-[13px] text-faint">{name}</dt>
      <dd className="mt-0.5 font-medium">{children}</dd>
    </div>
  );
}

function priceText({ price, quantity }: SubscriptionView): string {
  if (!price) return "Nothing to pay";
  const each = quantity === 1 ? "" : ` (${quantity} × ${formatPrice(price.amountCents, price.currency)})`;
  return `${formatPrice(price.amountCents * quantity, price.currency)} a ${per(price.interval)}${each}`;
}

const per = (interval: BillingInterval) => (interval === "YEAR" ? "year" : "month");
