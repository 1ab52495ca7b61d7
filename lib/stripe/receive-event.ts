import type { Sql } from "@/lib/db";
import type { InboundEvent } from "@/lib/stripe/webhook";

export const PROCESS_EVENT_TASK = "process_webhook_event";

/**
 * Puts a verified event into the inbox and asks the worker to process it, both or neither: run it in a transaction.
 * Returns false for an event that is there already: Stripe delivers at least once. Events of one customer share a queue
 * and so take turns.
 */
export async function receiveEvent(sql: Sql, event: InboundEvent): Promise<boolean> {
  const [inserted] = await sql<{ id: string }>`
    INSERT INTO webhook_event (id, type, api_version, object_id, customer_id, occurred_at, payload)
    VALUES (
      ${event.id}::text, ${event.type}::text, ${event.apiVersion}::text, ${event.objectId}::text,
      ${event.customerId}::text, ${event.occurredAt}::timestamptz, ${event.payload}::text::jsonb
    )
    ON CONFLICT (id) DO NOTHING
    RETURNING id`;
  if (!inserted) return false;
  await enqueueEvent(sql, event);
  return true;
}

/** Asks the worker to process an event of the inbox; asked again before it ran, it still runs once. */
export async function enqueueEvent(sql: Sql, event: { id: string; customerId: string | null }): Promise<void> {
  const queue = event.customerId ?? event.id;
  await sql`
    SELECT id FROM graphile_worker.add_job(
      ${PROCESS_EVENT_TASK}::text,
      payload := json_build_object('eventId', ${event.id}::text),
      queue_name := left(${queue}::text, 128),
      job_key := ${`event:${event.id}`}::text
    )`;
}
