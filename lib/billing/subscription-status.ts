import type { Subscription } from "@/lib/generated/prisma/client";

/** Every status a subscription can have. UNKNOWN is one that Stripe added after this was written. */
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

/** It goes on, even if its last payment failed. INCOMPLETE is not among them: its first payment never came. */
export const LIVE_STATUSES = ["ACTIVE", "TRIALING", "PAST_DUE", "UNPAID", "PAUSED"] as const;

/** It gives what its plan promises. Past due, it keeps what was paid for before, and new windows are not paid. */
export const ENTITLED_STATUSES = ["ACTIVE", "TRIALING", "PAST_DUE"] as const;

/** Nothing is missing: it is paid for, or free for now. */
const CURRENT_STATUSES = ["ACTIVE", "TRIALING"] as const;

/** Its last payment is missing. */
const OVERDUE_STATUSES = ["PAST_DUE", "UNPAID"] as const;

/** Its first payment never came. */
export const UNSTARTED_STATUSES = ["INCOMPLETE", "INCOMPLETE_EXPIRED"] as const;

/** It is over for good: Stripe leaves neither status. */
export const ENDED_STATUSES = ["CANCELED", "INCOMPLETE_EXPIRED"] as const;

type WithStatus = { status: SubscriptionStatus };

export const isLive = (subscription: WithStatus): boolean => isOneOf(LIVE_STATUSES, subscription);

export const isEntitled = (subscription: WithStatus): boolean => isOneOf(ENTITLED_STATUSES, subscription);

export const isCurrent = (subscription: WithStatus): boolean => isOneOf(CURRENT_STATUSES, subscription);

export const isOverdue = (subscription: WithStatus): boolean => isOneOf(OVERDUE_STATUSES, subscription);

export const hasEnded = (subscription: WithStatus): boolean => isOneOf(ENDED_STATUSES, subscription);

function isOneOf(statuses: readonly SubscriptionStatus[], { status }: WithStatus): boolean {
  return statuses.includes(status);
}

type WithEnd = Pick<Subscription, "cancelAt" | "cancelAtPeriodEnd" | "currentPeriodEnd">;

/**
 * When a subscription will end, if it will. The portal sets cancel_at, the API cancel_at_period_end: read both
 * (docs.stripe.com/billing/subscriptions/cancel).
 */
export function endsAt({ cancelAt, cancelAtPeriodEnd, currentPeriodEnd }: WithEnd): Date | null {
  return cancelAt ?? (cancelAtPeriodEnd ? currentPeriodEnd : null);
}

/** The filters for a query of subscriptions whose `endsAt` may be in the range; any of them. */
export function endsWithin(range: { gt: Date; lte: Date }) {
  return [{ cancelAt: range }, { cancelAtPeriodEnd: true, currentPeriodEnd: range }];
}
