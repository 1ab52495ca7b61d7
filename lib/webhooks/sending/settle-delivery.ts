import { v7 as newId } from "uuid";
import type { Database, Sql } from "@/lib/db";
import type { WebhookDeliveryStatus, WebhookDisabledReason } from "@/lib/generated/prisma/enums";
import type { Posted } from "@/lib/webhooks/sending/post";
import { GIVE_UP_ENDPOINT_MS, nextAttemptAt } from "@/lib/webhooks/sending/retry";

export type Settled = {
  status: WebhookDeliveryStatus;
  /** When it is tried again; null when it is not. */
  nextAttemptAt: Date | null;
  /** Why the endpoint was disabled for it, if it was. */
  disabled: WebhookDisabledReason | null;
};

type Attempt = { id: string; claimId: string; endpointId: string; posted: Posted; durationMs: number };

/**
 * Records what came of an attempt: delivered, to be tried again, or given up; the account's next message is due in the last and in
 * the first case. Null when the claim was lost meanwhile: then another process sends it, or nobody is to.
 */
export async function settleDelivery(
  { transaction }: Pick<Database, "transaction">,
  { id, claimId, endpointId, posted, durationMs }: Attempt,
  now: Date,
): Promise<Settled | null> {
  return transaction(async (_db, sql) => {
    const [endpoint] = await sql<{ failingSince: Date | null; isDisabled: boolean }>`
      SELECT failing_since AS "failingSince", disabled_at IS NOT NULL AS "isDisabled"
      FROM webhook_endpoint WHERE id = ${endpointId}::uuid FOR UPDATE`;
    const error = errorOf(posted);
    await sql`
      INSERT INTO webhook_delivery_attempt (id, delivery_id, at, status, error, duration_ms)
      SELECT ${newId()}::uuid, id, ${now}::timestamptz, ${posted.status}::integer, ${error}::text, ${durationMs}::integer
      FROM webhook_delivery WHERE id = ${id}::uuid`;
    const [mine] = await sql<{ attempts: number; lane: string }>`
      SELECT attempts + 1 AS attempts, lane::text FROM webhook_delivery
      WHERE id = ${id}::uuid AND claim_id = ${claimId}::uuid AND status = 'PENDING' FOR UPDATE`;
    if (!endpoint || !mine) return null;
    const retryAfterMs = posted.status === null ? null : posted.retryAfterMs;
    const again = error === null ? null : nextAttemptAt(mine.attempts, retryAfterMs, now);
    const status = error === null ? "DELIVERED" : again ? "PENDING" : "DEAD";
    await sql`
      UPDATE webhook_delivery
      SET status = ${status}::webhook_delivery_status, attempts = ${mine.attempts}::integer,
        next_attempt_at = ${again}::timestamptz, claim_id = NULL, claimed_until = NULL,
        last_status = ${posted.status}::integer, last_error = ${error}::text,
        settled_at = CASE WHEN ${status !== "PENDING"}::boolean THEN ${now}::timestamptz END
      WHERE id = ${id}::uuid`;
    if (!again) await promoteNext(sql, { endpointId, lane: mine.lane }, now);
    const failingSince = error === null ? null : (endpoint.failingSince ?? now);
    await sql`
      UPDATE webhook_endpoint SET failing_since = ${failingSince}::timestamptz
      WHERE id = ${endpointId}::uuid AND failing_since IS DISTINCT FROM ${failingSince}::timestamptz`;
    // One failure alone proves little after a quiet time: the delivery has to have been tried again.
    const failing = mine.attempts > 1 || status === "DEAD" ? failingSince : null;
    const disabled = endpoint.isDisabled ? null : whyDisabled(posted, failing, now);
    if (disabled) await disable(sql, endpointId, disabled, now);
    return { status: disabled && again ? "DEAD" : status, nextAttemptAt: disabled ? null : again, disabled };
  });
}

function errorOf(posted: Posted): string | null {
  if (posted.status === null) return posted.error;
  if (posted.status >= 200 && posted.status < 300) return null;
  if (posted.status >= 300 && posted.status < 400) {
    return `The receiver answered with ${posted.status}. Redirects are not followed: enter the address that they lead to.`;
  }
  if (posted.status === GONE) return "The receiver answered with 410: the endpoint is gone.";
  return `The receiver answered with ${posted.status}.`;
}

const GONE = 410;

function whyDisabled(posted: Posted, failingSince: Date | null, now: Date): WebhookDisabledReason | null {
  if (posted.status === GONE) return "GONE";
  const isOver = failingSince !== null && now.getTime() - failingSince.getTime() >= GIVE_UP_ENDPOINT_MS;
  return isOver ? "FAILING" : null;
}

/** The next of an account's waiting messages becomes due, if none is. The caller holds the endpoint. */
export async function promoteNext(
  sql: Sql,
  { endpointId, lane }: { endpointId: string; lane: string | "all" },
  now: Date,
): Promise<void> {
  const only = lane === "all" ? null : lane;
  await sql`
    UPDATE webhook_delivery SET next_attempt_at = ${now}::timestamptz
    WHERE id IN (
        SELECT DISTINCT ON (lane) id
        FROM webhook_delivery
        WHERE endpoint_id = ${endpointId}::uuid AND (${only}::uuid IS NULL OR lane = ${only}::uuid) AND status = 'PENDING'
        ORDER BY lane, seq)
      AND NOT EXISTS (
        SELECT FROM webhook_delivery AS head
        WHERE head.endpoint_id = ${endpointId}::uuid AND head.lane = webhook_delivery.lane
          AND head.status = 'PENDING' AND head.next_attempt_at IS NOT NULL)`;
}

/** Disables an endpoint; what waits for it is given up, and can be replayed once it is enabled. The caller holds its row. */
export async function disable(sql: Sql, endpointId: string, reason: WebhookDisabledReason, now: Date): Promise<void> {
  await sql`
    UPDATE webhook_endpoint SET disabled_at = ${now}::timestamptz, disabled_reason = ${reason}::webhook_disabled_reason
    WHERE id = ${endpointId}::uuid`;
  await sql`
    UPDATE webhook_delivery
    SET status = 'DEAD', next_attempt_at = NULL, claim_id = NULL, claimed_until = NULL, settled_at = ${now}::timestamptz,
      last_error = coalesce(last_error, 'The endpoint was disabled before it was sent.')
    WHERE endpoint_id = ${endpointId}::uuid AND status = 'PENDING'`;
}
