import { randomUUID } from "node:crypto";
import type { Sql } from "@/lib/db";

/** Longer than an attempt takes: what a process that died was sending is sent again after it. */
export const CLAIM_SECONDS = 60;

/** The most senders that one slow endpoint keeps busy. */
const AT_ONCE_PER_ENDPOINT = 8;

/** One that fails, until something is delivered to it: several that do not answer must not keep all senders busy. */
const AT_ONCE_WHILE_FAILING = 1;

export type Claimed = {
  id: string;
  claimId: string;
  endpointId: string;
  url: string;
  sealedSecret: Uint8Array;
  previousSealedSecret: Uint8Array | null;
  previousUntil: Date | null;
  messageId: string;
  type: string;
  data: Record<string, unknown>;
  occurredAt: Date;
};

/**
 * Takes the delivery that has been due longest, for this process to send; null when none is. Nothing is locked while it is sent: the
 * claim keeps others off, for a minute. Claims are by the database's clock, which also runs while the app's is moved.
 */
export async function claimDelivery(sql: Sql, now: Date): Promise<Claimed | null> {
  const claimId = randomUUID();
  const [claimed] = await sql<Claimed>`
    UPDATE webhook_delivery AS delivery
    SET claim_id = ${claimId}::uuid, claimed_until = clock_timestamp() + ${CLAIM_SECONDS}::integer * interval '1 second'
    FROM webhook_endpoint AS endpoint, webhook_message AS message
    WHERE delivery.id = (
        SELECT due.id
        FROM webhook_delivery AS due
        JOIN webhook_endpoint AS target ON target.id = due.endpoint_id AND target.disabled_at IS NULL
        WHERE due.status = 'PENDING' AND due.next_attempt_at <= ${now}::timestamptz
          AND (due.claimed_until IS NULL OR due.claimed_until < clock_timestamp())
          AND due.endpoint_id NOT IN (
            SELECT claimed.endpoint_id
            FROM webhook_delivery AS claimed
            JOIN webhook_endpoint AS busy ON busy.id = claimed.endpoint_id
            WHERE claimed.claimed_until > clock_timestamp()
            GROUP BY claimed.endpoint_id, busy.failing_since
            HAVING count(*) >= CASE
              WHEN busy.failing_since IS NULL THEN ${AT_ONCE_PER_ENDPOINT}::integer
              ELSE ${AT_ONCE_WHILE_FAILING}::integer END)
        ORDER BY due.next_attempt_at, due.seq
        LIMIT 1
        FOR UPDATE OF due SKIP LOCKED)
      AND endpoint.id = delivery.endpoint_id AND message.id = delivery.message_id
    RETURNING
      delivery.id::text, ${claimId}::text AS "claimId", endpoint.id::text AS "endpointId", endpoint.url,
      endpoint.sealed_secret AS "sealedSecret", endpoint.previous_sealed_secret AS "previousSealedSecret",
      endpoint.previous_until AS "previousUntil", message.id::text AS "messageId", message.type, message.data,
      message.occurred_at AS "occurredAt"`;
  return claimed ?? null;
}
