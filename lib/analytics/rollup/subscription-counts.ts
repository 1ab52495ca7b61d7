import { ENTITLED_STATUSES } from "@/lib/billing/subscription-status";
import type { Sql } from "@/lib/db";

export type SubscriptionCounts = { active: number; trialing: number; pastDue: number; ending: number };

/**
 * Paid subscriptions by status. An active one whose price is not charged yet is trialing; `ending` counts those that
 * will end and are still running.
 */
export async function subscriptionCounts(sql: Sql): Promise<SubscriptionCounts> {
  const [counts] = await sql<{ active: bigint; trialing: bigint; past_due: bigint; ending: bigint }>`
    SELECT
      count(*) FILTER (WHERE status = 'ACTIVE') AS active,
      count(*) FILTER (WHERE status = 'TRIALING') AS trialing,
      count(*) FILTER (WHERE status = 'PAST_DUE') AS past_due,
      count(*) FILTER (WHERE cancel_at IS NOT NULL OR cancel_at_period_end) AS ending
    FROM subscription
    WHERE stripe_subscription_id IS NOT NULL
      AND NOT duplicate
      AND NOT without_plan
      AND status = ANY (${[...ENTITLED_STATUSES]}::subscription_status[])`;
  return {
    active: Number(counts?.active ?? 0n),
    trialing: Number(counts?.trialing ?? 0n),
    pastDue: Number(counts?.past_due ?? 0n),
    ending: Number(counts?.ending ?? 0n),
  };
}
