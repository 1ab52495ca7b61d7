import type { ReactNode } from "react";
import { isRefillDue, nextPayment, planStatus, waitsForMoney } from "@/components/billing/plan-status";
import { words } from "@/components/dashboard/words";
import { LinkButton } from "@/components/ui/button";
import { Card, CardHead } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import { formatCredits } from "@/components/ui/credits";
import { DateTime } from "@/components/ui/date-time";
import { planTitle } from "@/lib/billing/plan-quantity";
import type { SubscriptionView } from "@/lib/billing/types";
import { formatPrice } from "@/lib/format/money";

/** The user's plan in brief: the next refill, the next charge, and what is going to change. */
export function PlanCard({ subscription, now }: { subscription: SubscriptionView | null; now: Date }) {
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
  return (
    <Card aria-label="Your plan" className="flex flex-col">
      <CardHead title={planTitle(plan.name, quantity)} action={<Chip tone={status.tone}>{status.name}</Chip>} />
      <dl className="grid gap-2.5 px-4 sm:px-5">
        <Fact name="Refills">{formatCredits(subscription.monthlyCredits)} a month</Fact>
        <Fact name="Next refill">
          <NextRefill subscription={subscription} now={now} />
        </Fact>
        <NextCharge subscription={subscription} now={now} />
        {scheduledChange && !endsAt ? (
          <Fact name={words.plan.change(planTitle(scheduledChange.plan.name, scheduledChange.quantity))}>
            <DateTime at={scheduledChange.at} show="day" />
          </Fact>
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

function NextRefill({ subscription, now }: { subscription: SubscriptionView; now: Date }) {
  const { nextRefill } = subscription;
  if (!nextRefill) return waitsForMoney(subscription) ? "after payment" : "none scheduled";
  if (isRefillDue(subscription, now)) return "when your renewal is paid";
  return (
    <>
      {formatCredits(nextRefill.credits)} on <DateTime at={nextRefill.at} show="day" />
    </>
  );
}

/** The list price: what discounts and the account balance make of it is on the billing page, because Stripe computes it. */
function NextCharge({ subscription, now }: { subscription: SubscriptionView; now: Date }) {
  const next = nextPayment(subscription, now);
  switch (next.kind) {
    case "none":
    case "paused":
      return null;
    case "ends":
      return (
        <Fact name="Ends">
          <DateTime at={next.at} show="day" />
        </Fact>
      );
    case "overdue":
      return <Fact name="Due now">{formatPrice(next.amountCents, next.currency)}</Fact>;
    case "sent": {
      const { amountCents, currency, dueAt } = next.invoice;
      return (
        <Fact name="Invoice sent">
          {formatPrice(amountCents, currency)}
          {dueAt ? (
            <>
              , due <DateTime at={dueAt} show="day" />
            </>
          ) : null}
        </Fact>
      );
    }
    case "renewing":
      return <Fact name="Renewal">{formatPrice(next.amountCents, next.currency)}, being charged</Fact>;
    case "coming":
      return (
        <Fact name={next.isFirst ? "First payment" : "Renews"}>
          {formatPrice(next.amountCents, next.currency)} on <DateTime at={next.at} show="day" />
        </Fact>
      );
  }
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex flex-wrap items-baseline justify-between gap-x-4">
      <dt className="text-muted">{name}</dt>
      <dd className="font-medium">{children}</dd>
    </div>
  );
}
