import type { SubscriptionView } from "@/lib/billing/types";
import type { BillingInterval } from "@/lib/catalog/types";

/** What the plan cards need to know about the user's plan. */
export type CurrentPlan = {
  planKey: string;
  name: string;
  creditsPerMonth: number;
  /** Null on a free plan. */
  price: { id: string; interval: BillingInterval; amountCents: number } | null;
  paid: boolean;
  /** Set when it is scheduled to end. */
  endsAt: Date | null;
  /** Whether the free plan takes over when it ends: not without a verified address. */
  becomesFree: boolean;
  scheduled: { planKey: string; interval: BillingInterval; at: Date } | null;
};

/** The user's plan, as the plan cards show it. */
export function currentPlan({ plan, price, endsAt, freePlan, scheduledChange }: SubscriptionView): CurrentPlan {
  return {
    planKey: plan.key,
    name: plan.name,
    creditsPerMonth: Number(plan.creditsPerMonth),
    price: price && { id: price.id, interval: price.interval, amountCents: price.amountCents },
    paid: !plan.isFree,
    endsAt,
    becomesFree: freePlan !== null,
    scheduled: scheduledChange && {
      planKey: scheduledChange.plan.key,
      interval: scheduledChange.price.interval,
      at: scheduledChange.at,
    },
  };
}
