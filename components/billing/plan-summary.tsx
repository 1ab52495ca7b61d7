import type { ReactNode } from "react";
import { BillingForm } from "@/components/billing/billing-form";
import { LinkButton } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Chip, type Tone } from "@/components/ui/chip";
import { formatCredits } from "@/components/ui/credits";
import { DateTime } from "@/components/ui/date-time";
import { EmptyState } from "@/components/ui/empty-state";
import { Level } from "@/components/ui/level";
import { formatMoney } from "@/components/ui/money";
import type { SubscriptionStatus, SubscriptionView } from "@/lib/billing/types";

const statuses: Record<SubscriptionStatus, { name: string; tone: Tone }> = {
  TRIALING: { name: "Trial", tone: "good" },
  ACTIVE: { name: "Active", tone: "good" },
  PAST_DUE: { name: "Payment failed", tone: "warn" },
  INCOMPLETE: { name: "Waiting for payment", tone: "warn" },
  UNPAID: { name: "Unpaid", tone: "bad" },
  PAUSED: { name: "Paused", tone: "plain" },
  CANCELED: { name: "Cancelled", tone: "plain" },
  INCOMPLETE_EXPIRED: { name: "Never paid", tone: "plain" },
  UNKNOWN: { name: "Being checked", tone: "plain" },
};

/** The plan someone is on: what it costs, what it gives, what happens next. */
export function PlanSummary({
  subscription,
  canManage,
}: {
  subscription: SubscriptionView | null;
  canManage: boolean;
}) {
  if (!subscription) {
    return (
      <Card aria-label="Plan">
        <EmptyState
          title="You are on no plan."
          action={
            <LinkButton href="/pricing" look="primary">
              See plans
            </LinkButton>
          }
        >
          A plan refills your credits every month.
        </EmptyState>
      </Card>
    );
  }
  const { plan, status } = subscription;
  const shown =
    subscription.endsAt && status === "ACTIVE" ? { name: "Ending", tone: "plain" as const } : statuses[status];
  return (
    <Card aria-label="Plan" className="p-5">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-4">
        <div className="flex gap-4">
          <Level share={1} className="h-12 w-[15px] rounded-t-[4px] rounded-b-[7px]" />
          <div>
            <h2 className="flex items-center gap-2.5 font-semibold text-xl tracking-[-0.015em]">
              {plan.name} <Chip tone={shown.tone}>{shown.name}</Chip>
            </h2>
            <p className="mt-0.5 text-muted">{priceText(subscription)}</p>
          </div>
        </div>
        <div className="flex flex-wrap gap-2">
          {plan.isFree ? (
            <LinkButton href="/pricing" look="primary">
              Choose a plan
            </LinkButton>
          ) : null}
          {canManage ? (
            <BillingForm action="portal">
              {plan.isFree ? "Manage card and invoices" : "Manage plan and card"}
            </BillingForm>
          ) : null}
        </div>
      </div>
      <dl className="mt-5 grid gap-x-6 gap-y-4 border-line border-t pt-4 sm:grid-cols-3">
        <Fact name="Credits">{formatCredits(plan.creditsPerMonth)} a month</Fact>
        <Fact name="Next refill">
          {subscription.nextRefill ? (
            <>
              <DateTime at={subscription.nextRefill.at} show="day" />
              <span className="text-muted">, {formatCredits(subscription.nextRefill.credits)} credits</span>
            </>
          ) : isOwing(subscription) ? (
            "with the payment"
          ) : (
            "none planned"
          )}
        </Fact>
        <NextMoney subscription={subscription} />
      </dl>
    </Card>
  );
}

function NextMoney({ subscription }: { subscription: SubscriptionView }) {
  const { price, endsAt, trialEndsAt, currentPeriodEnd, status } = subscription;
  if (endsAt) {
    return (
      <Fact name="Ends">
        <DateTime at={endsAt} show="day" />
      </Fact>
    );
  }
  if (!price || !currentPeriodEnd) return <Fact name="Next payment">none</Fact>;
  if (isOwing(subscription)) return <Fact name="Due now">{formatMoney(price.amountCents, price.currency)}</Fact>;
  return (
    <Fact name={status === "TRIALING" ? "First payment" : "Renews"}>
      <DateTime at={status === "TRIALING" && trialEndsAt ? trialEndsAt : currentPeriodEnd} show="day" />
      <span className="text-muted">, {formatMoney(price.amountCents, price.currency)}</span>
    </Fact>
  );
}

function isOwing({ status }: SubscriptionView): boolean {
  return status === "PAST_DUE" || status === "UNPAID";
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-[13px] text-faint">{name}</dt>
      <dd className="mt-0.5 font-medium">{children}</dd>
    </div>
  );
}

function priceText({ price }: SubscriptionView): string {
  if (!price) return "Nothing to pay";
  return `${formatMoney(price.amountCents, price.currency)} a ${price.interval === "YEAR" ? "year" : "month"}`;
}
