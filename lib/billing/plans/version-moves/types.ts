import type { BillingInterval, Limits } from "@/lib/catalog/types";

/**
 * Why a subscriber is left alone: their billing interval or currency is not sold any more, their plan ends, another change
 * is scheduled, they are in a trial or free time, their payment is overdue; and of a move that has begun: they left the
 * version that they were to be moved from, or Stripe refused the change.
 */
export const LEFT_BECAUSE = ["not_sold", "ending", "changing", "trial", "unpaid", "gone", "refused"] as const;
export type LeftBecause = (typeof LEFT_BECAUSE)[number];

/** What one unit of a plan's version costs and gives. */
export type VersionTerms = {
  stripePriceId: string | null;
  version: number;
  name: string;
  interval: BillingInterval;
  amountCents: number;
  currency: string;
  creditsPerMonth: bigint;
  limits: Limits;
  limitsPerUnit: boolean;
};

/** Subscribers who pay the same price now, and what changes for them. */
export type MovedGroup = { from: VersionTerms; to: VersionTerms; subscribers: number };
