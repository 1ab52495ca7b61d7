import { v7 as newId } from "uuid";
import type { Sql } from "@/lib/db";
import { jobOrigin } from "@/lib/job-origin";
import type { EventType } from "@/lib/webhooks/event-types";
import { SEND_WEBHOOKS_TASK, WEBHOOKS_QUEUE } from "@/lib/webhooks/queue";

export type NewMessage = {
  /** Whose account it is about. */
  userId: string;
  type: EventType;
  /** The business fact, once per user and type: repeating it writes nothing. */
  sourceKey: string;
  /** Their state is added to the data shortly after, when the message is made ready. */
  paymentId?: string | undefined;
  subscriptionId?: string | undefined;
  /** Amounts are bigint or number; `account` is added. */
  data?: Record<string, unknown>;
  occurredAt: Date;
};

/**
 * Writes what is to be announced to other apps, in the transaction of the fact: it is sent if and only if that commits. While
 * no endpoint is enabled it writes nothing.
 */
export async function recordMessages(sql: Sql, messages: readonly NewMessage[]): Promise<void> {
  if (messages.length === 0) return;
  const rows = messages.map((message) => ({ id: newId(), data: {}, ...message }));
  await sql`
    WITH written AS (
      INSERT INTO webhook_message (id, user_id, type, source_key, payment_id, subscription_id, data, occurred_at)
      SELECT id, "userId", type, "sourceKey", "paymentId", "subscriptionId", data, "occurredAt"
      FROM ROWS FROM (jsonb_to_recordset(${JSON.stringify(rows, numbers)}::text::jsonb) AS (
        id uuid, "userId" uuid, type text, "sourceKey" text, "paymentId" uuid, "subscriptionId" uuid, data jsonb,
        "occurredAt" timestamptz
      )) WITH ORDINALITY AS message (
        id, "userId", type, "sourceKey", "paymentId", "subscriptionId", data, "occurredAt", nth
      )
      WHERE EXISTS (SELECT FROM webhook_endpoint WHERE disabled_at IS NULL)
      ORDER BY nth
      ON CONFLICT DO NOTHING
      RETURNING 1
    )
    SELECT count(job.id)
    FROM (SELECT WHERE EXISTS (SELECT FROM written)) AS told
    CROSS JOIN LATERAL graphile_worker.add_job(
      ${SEND_WEBHOOKS_TASK}::text, payload := ${jobOrigin()}::text::json, queue_name := ${WEBHOOKS_QUEUE}::text
    ) AS job`;
}

// Credits are within the integers of JSON: MAX_BALANCE of the ledger.
const numbers = (_key: string, value: unknown) => (typeof value === "bigint" ? Number(value) : value);
