import type { Db, Sql } from "@/lib/db";
import type { InboundEvent } from "@/lib/stripe/webhook";

export const PROCESS_EVENT_TASK = "process_webhook_event";

/**
 * Puts a verified event into the inbox and asks the worker to process it, both or neither. Returns false for an event
 * that is there already: Stripe delivers at least once. Events of one customer share a queue and so take turns.
 */
export async function receiveEvent(db: Db, sql: Sql, event: InboundEvent): Promise<boolean> {
  const { payload, ...fields } = event;
  const { count } = await db.webhookEvent.createMany({
    data: [{ ...fields, payload: JSON.parse(payload, storable) }],
    skipDuplicates: true,
  });
  if (count === 0) return false;
  await enqueueEvent(sql, event);
  return true;
}

// jsonb refuses NUL and halves of surrogate pairs, and an event refused for its text would be lost.
function storable(_key: string, value: unknown): unknown {
  return typeof value === "string"
    ? value.replaceAll("\u0000", "\ufffd").replaceAll(/\p{Surrogate}/gu, "\ufffd")
    : value;
}

/** Asks the worker to process an event of the inbox; asked again before it ran, it still runs once. */
export async function enqueueEvent(sql: Sql, event: { id: string; customerId: string | null }): Promise<void> {
  const queue = event.customerId ?? event.id;
  await sql`
    SELECT id FROM graphile_worker.add_job(
      ${PROCESS_EVENT_TASK}::text,
      payload := json_build_object('eventId', ${event.id}::text),
      queue_name := ${queue}::text,
      job_key := ${`event:${event.id}`}::text
    )`;
}
