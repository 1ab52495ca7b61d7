import type { CancelFacts } from "@/components/billing/cancel-effect";
import { isGivenPlan } from "@/components/billing/plan-status";
import type { BalanceSnapshot } from "@/components/credits/balance-snapshot";
import { isOverdue } from "@/lib/billing/subscription-status";
import type { SubscriptionView } from "@/lib/billing/types";

/** What canceling the user's plan would do; null when there is nothing to cancel. */
export function cancelFacts(
  subscription: SubscriptionView | null,
  snapshot: Pick<BalanceSnapshot, "lots">,
  canEndNow: boolean,
): CancelFacts | null {
  if (!subscription || subscription.plan.isFree || subscription.endsAt || isGivenPlan(subscription)) return null;
  const left = (ofPlan: boolean) =>
    snapshot.lots.filter(({ kind }) => (kind === "PLAN") === ofPlan).reduce((sum, lot) => sum + lot.remaining, 0);
  const planEnds = snapshot.lots
    .flatMap(({ kind, expiresAt }) => (kind === "PLAN" && expiresAt ? expiresAt : []))
    .sort();
  return {
    plan: subscription.plan.name,
    periodEnd: subscription.currentPeriodEnd,
    isOverdue: isOverdue(subscription),
    planCreditsEnd: planEnds[0] ?? null,
    isTrial: subscription.status === "TRIALING" && subscription.freeUntil === null,
    planCredits: left(true),
    otherCredits: left(false),
    canEndNow,
    freePlan: subscription.freePlan,
    scheduledPlan: subscription.scheduledChange?.plan.name ?? null,
  };
}
