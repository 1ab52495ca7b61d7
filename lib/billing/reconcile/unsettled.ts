import type { OwnedChange } from "@/lib/billing/reconcile/sync-change";
import { ENDED_STATUSES } from "@/lib/billing/subscription-status";
import type { Sql } from "@/lib/db";
import type { ChangeKind } from "@/lib/stripe/list-changes";

const PAGE = 100;
/** Stripe collects a renewal an hour after its period ends. */
const LATE_MS = 2 * 3_600_000;

/**
 * Recorded objects that are not settled yet, page by page: pending payments, open refunds and disputes, subscriptions whose
 * period should have advanced. `everySubscription` is for looking further back than Stripe's events reach.
 */
export async function* unsettled(sql: Sql, everySubscription: boolean, now: Date): AsyncGenerator<OwnedChange[]> {
  const late = new Date(now.getTime() - LATE_MS);
  for (let after = { kind: "", id: "" }; ; ) {
    const rows = await sql<{ kind: ChangeKind; id: string; user_id: string }>`
      SELECT * FROM (
        SELECT 'subscription' AS kind, stripe_subscription_id AS id, user_id
        FROM subscription
        WHERE stripe_subscription_id IS NOT NULL AND status <> ALL(${ENDED_STATUSES}::subscription_status[])
          AND (${everySubscription}::boolean OR current_period_end < ${late}::timestamptz)
        UNION
        SELECT CASE WHEN stripe_payment_intent_id IS NULL THEN 'checkout' ELSE 'payment' END,
          coalesce(stripe_payment_intent_id, stripe_checkout_session_id), user_id
        FROM payment
        WHERE status = 'PENDING' AND coalesce(stripe_payment_intent_id, stripe_checkout_session_id) IS NOT NULL
        UNION
        SELECT 'payment', p.stripe_payment_intent_id, p.user_id
        FROM payment p
        WHERE p.stripe_payment_intent_id IS NOT NULL AND (
          EXISTS (SELECT FROM refund WHERE payment_id = p.id AND status IN ('PENDING', 'REQUIRES_ACTION'))
          OR EXISTS (SELECT FROM dispute WHERE payment_id = p.id AND status IN ('OPEN', 'INQUIRY')))
          -- What was paid before a move is at another account.
          AND p.created_at >= coalesce((SELECT moved_at FROM stripe_account), '-infinity')
      ) AS ours
      WHERE (kind, id) > (${after.kind}::text, ${after.id}::text)
      ORDER BY kind, id
      LIMIT ${PAGE}::int`;
    const last = rows.at(-1);
    if (!last) return;
    yield rows.map(({ kind, id, user_id: userId }) => ({ kind, id, userId, customerId: null, isOurs: true }));
    after = last;
  }
}
