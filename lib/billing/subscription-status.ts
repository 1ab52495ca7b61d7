import type { Subscription } from "@/lib/generated/prisma/client";

/** Every status of a subscription. UNKNOWN is one that Stripe added later. */
export const SUBSCRIPTION_STATUSES = [
  "INCOMPLETE",
  "INCOMPLETE_EXPIRED",
  "TRIALING",
  "ACTIVE",
  "PAST_DUE",
  "UNPAID",
  "PAUSED",
  "CANCELED",
  "UNKNOWN",
] as const;

export type SubscriptionStatus = (typeof SUBSCRIPTION_STATUSES)[number];

/** It is live, even if its last payment failed. INCOMPLETE is not: its first payment never succeeded. */
export const LIVE_STATUSES = ["ACTIVE", "TRIALING", "PAST_DUE", "UNPAID", "PAUSED"] as const;

/** It entitles to the plan. When past due, it keeps what was paid before, and new windows are unpaid. */
export const ENTITLED_STATUSES = ["ACTIVE", "TRIALING", "PAST_DUE"] as const;

/** Nothing is due: it is paid, or free for now. */
const CURRENT_STATUSES = ["ACTIVE", "TRIALING"] as const;

/** It is charged for its plan: when past due, until Stripe gives up. */
const CHARGED_STATUSES = ["ACTIVE", "PAST_DUE"] as const;

/** Its last payment is overdue. */
export const OVERDUE_STATUSES = ["PAST_DUE", "UNPAID"] as const;

/** Its first payment never succeeded. */
export const UNSTARTED_STATUSES = ["INCOMPLETE", "INCOMPLETE_EXPIRED"] as const;

/** It has ended for good: Stripe never leaves these statuses. */
export const ENDED_STATUSES = ["CANCELED", "INCOMPLETE_EXPIRED"] as const;

type WithStatus = { status: SubscriptionStatus };

export const isLive = (subscription: WithStatus): boolean => isOneOf(LIVE_STATUSES, subscription);

export const isEntitled = (subscription: WithStatus): boolean => isOneOf(ENTITLED_STATUSES, subscription);

export const isCurrent = (subscription: WithStatus): boolean => isOneOf(CURRENT_STATUSES, subscription);

export const isCharged = (subscription: WithStatus): boolean => isOneOf(CHARGED_STATUSES, subscription);

export const isOverdue = (subscription: WithStatus): boolean => isOneOf(OVERDUE_STATUSES, subscription);

export const hasEnded = (subscription: WithStatus): boolean => isOneOf(ENDED_STATUSES, subscription);

function isOneOf(statuses: readonly SubscriptionStatus[], { status }: WithStatus): boolean {
  return statuses.includes(status);
}

type WithEnd = Pick<Subscription, "cancelAt" | "cancelAtPeriodEnd" | "currentPeriodEnd">;

/**
 * When a subscription will end, if it will. The portal sets cancel_at, the API cancel_at_period_end, so read both
 * (docs.stripe.com/billing/subscriptions/cancel).
 */
export function endsAt({ cancelAt, cancelAtPeriodEnd, currentPeriodEnd }: WithEnd): Date | null {
  return cancelAt ?? (cancelAtPeriodEnd ? currentPeriodEnd : null);
}

/** The filters for a query of subscriptions whose `endsAt` may be in the range; any of them. */
export function endsWithin(range: { gt: Date; lte: Date }) {
  return [{ cancelAt: range }, { cancelAtPeriodEnd: true, currentPeriodEnd: range }];
}
