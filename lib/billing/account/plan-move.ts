import { ENDED_STATUSES } from "@/lib/billing/subscription-status";
import type { Sql } from "@/lib/db";

/** What a move would do, in figures. */
export type MovePlan = {
  /** Prices of plans and packs on sale, to be created in the other account. */
  prices: number;
  packs: number;
  /** Users whose customer is forgotten, and those with saved cards. */
  customers: number;
  savedCards: number;
  /** Paid subscriptions that end here, without a refund. */
  subscriptions: number;
  autoTopups: number;
  /** Pending payments, to be marked as failed here. */
  pendingPayments: number;
  /** Open disputes, whose credits stay frozen. */
  openDisputes: number;
};

/** Counts what a move to another account would do. */
export async function planMove(sql: Sql): Promise<MovePlan> {
  const [row] = await sql<Record<keyof MovePlan, number>>`
    SELECT
      (SELECT count(*)::int FROM price
        JOIN plan_version ON plan_version.id = price.plan_version_id
        JOIN plan ON plan.id = plan_version.plan_id AND plan.current_version = plan_version.version
        WHERE price.archived_at IS NULL AND plan.archived_at IS NULL) AS "prices",
      (SELECT count(*)::int FROM credit_pack WHERE archived_at IS NULL) AS "packs",
      (SELECT count(*)::int FROM "user" WHERE stripe_customer_id IS NOT NULL) AS "customers",
      (SELECT count(*)::int FROM saved_card) AS "savedCards",
      (SELECT count(*)::int FROM subscription
        WHERE stripe_subscription_id IS NOT NULL AND status <> ALL(${ENDED_STATUSES}::subscription_status[])) AS "subscriptions",
      (SELECT count(*)::int FROM auto_topup WHERE enabled) AS "autoTopups",
      (SELECT count(*)::int FROM payment WHERE status = 'PENDING') AS "pendingPayments",
      (SELECT count(*)::int FROM dispute WHERE status IN ('OPEN', 'INQUIRY')) AS "openDisputes"`;
  if (!row) throw new Error("Nothing was counted.");
  return row;
}

/** Whether any user has anything in Stripe that a move would affect. */
export function touchesNobody(plan: MovePlan): boolean {
  const { customers, savedCards, subscriptions, autoTopups, pendingPayments, openDisputes } = plan;
  return customers + savedCards + subscriptions + autoTopups + pendingPayments + openDisputes === 0;
}
