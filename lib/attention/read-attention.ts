import { OVERDUE_STATUSES } from "@/lib/billing/subscription-status";
import type { Sql } from "@/lib/db";

export const ATTENTION_KINDS = [
  /** Disputes that nobody has answered. */
  "disputes",
  /** Payments of past-due subscriptions that Stripe does not try again. */
  "uncollected",
  "failed_webhooks",
  /** Endpoints that were disabled by themselves, or that events were given up for. */
  "webhook_endpoints",
  "failed_jobs",
  "broken_invariants",
  /** Differences with Stripe that the last comparison could not heal. */
  "drift",
  /** Products and prices that differ in Stripe. */
  "catalogue_drift",
  /** Plans and packs that Stripe does not have yet. */
  "not_pushed",
] as const;

export type AttentionKind = (typeof ATTENTION_KINDS)[number];

/** Something that needs a person, and how much of it there is. */
export type Attention = {
  kind: AttentionKind;
  count: number;
  /** The earliest deadline among them, where there is one. */
  until: Date | null;
};

/** Counting stops here: it tells admins enough, and costs the same however many there are. */
export const MOST_COUNTED = 1_000;

/** What needs a person now, in one statement that reads no history. Empty when nothing does. */
export async function readAttention(sql: Sql): Promise<Attention[]> {
  const rows = await sql<{ kind: AttentionKind; count: bigint; until: Date | null }>`
    WITH compared AS (
      SELECT drift FROM reconcile_run WHERE checked <> '{}' ORDER BY started_at DESC LIMIT 1
    ), standing AS (
      SELECT one ->> 'object' IN ('product', 'price') AS sold
      FROM compared CROSS JOIN jsonb_array_elements(drift) AS one
      WHERE NOT (one ->> 'healed')::boolean
    )
    SELECT 'disputes' AS kind, count(*), min(evidence_due_at) AS until
    FROM (SELECT evidence_due_at FROM dispute WHERE needs_response ORDER BY evidence_due_at LIMIT ${MOST_COUNTED}::int) AS one
    UNION ALL
    SELECT 'uncollected', count(*), NULL
    FROM (
      SELECT FROM subscription JOIN payment ON payment.user_id = subscription.user_id
      WHERE subscription.status = ANY (${[...OVERDUE_STATUSES]}::subscription_status[]) AND payment.subscription_id = subscription.id
        AND payment.next_attempt_at IS NULL
        AND (payment.status = 'FAILED' OR payment.status = 'PENDING' AND payment.due_at IS NOT NULL)
      LIMIT ${MOST_COUNTED}::int) AS one
    UNION ALL
    SELECT 'failed_webhooks', count(*), NULL
    FROM (SELECT FROM webhook_event WHERE status = 'FAILED' LIMIT ${MOST_COUNTED}::int) AS one
    UNION ALL
    SELECT 'webhook_endpoints', count(*), NULL
    FROM webhook_endpoint AS endpoint
    WHERE disabled_reason IN ('GONE', 'FAILING') OR disabled_at IS NULL AND EXISTS (
      SELECT FROM webhook_delivery WHERE endpoint_id = endpoint.id AND status = 'DEAD')
    UNION ALL
    SELECT 'failed_jobs', count(*), NULL
    FROM (
      SELECT FROM graphile_worker.jobs WHERE locked_at IS NULL AND attempts >= max_attempts LIMIT ${MOST_COUNTED}::int) AS one
    UNION ALL
    SELECT 'broken_invariants', coalesce(sum(violations), 0)::bigint, NULL
    FROM (
      (SELECT violations FROM verify_run WHERE scope = 'NEW' ORDER BY started_at DESC LIMIT 1)
      UNION ALL
      (SELECT violations FROM verify_run WHERE scope = 'ALL' ORDER BY started_at DESC LIMIT 1)) AS one
    UNION ALL
    SELECT 'drift', count(*) FILTER (WHERE NOT sold), NULL FROM standing
    UNION ALL
    SELECT 'catalogue_drift', count(*) FILTER (WHERE sold), NULL FROM standing
    UNION ALL
    SELECT 'not_pushed', count(*), NULL
    FROM (
      SELECT FROM plan JOIN plan_version AS version ON version.plan_id = plan.id AND version.version = plan.current_version
      WHERE plan.archived_at IS NULL AND EXISTS (
        SELECT FROM price
        WHERE price.plan_version_id = version.id AND price.archived_at IS NULL AND price.stripe_price_id IS NULL)
      UNION ALL
      SELECT FROM credit_pack WHERE archived_at IS NULL AND stripe_price_id IS NULL) AS one`;
  const found = rows.map(({ kind, count, until }) => ({ kind, count: Number(count), until }));
  return found
    .filter(({ count }) => count > 0)
    .sort((one, other) => ATTENTION_KINDS.indexOf(one.kind) - ATTENTION_KINDS.indexOf(other.kind));
}
