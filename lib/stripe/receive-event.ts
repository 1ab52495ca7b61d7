import type { Sql } from "@/lib/db";
import type { InboundEvent } from "@/lib/stripe/webhook";

export const PROCESS_EVENT_TASK = "process_webhook_event";

/**
 * Adds a verified event to the inbox and queues its processing; run it in a transaction. Returns false for a known
 * event, because Stripe delivers at least once. Events of one customer share a queue and so run one after the other.
 */
export async function receiveEvent(sql: Sql, event: InboundEvent, now: Date): Promise<boolean> {
  const [inserted] = await sql<{ id: string }>`
    INSERT INTO webhook_event (id, type, api_version, object_id, customer_id, occurred_at, received_at, payload)
    VALUES (
      ${event.id}::text, ${event.type}::text, ${event.apiVersion}::text, ${event.objectId}::text,
      ${event.customerId}::text, ${event.occurredAt}::timestamptz, ${now}::timestamptz, ${event.payload}::text::jsonb
    )
    ON CONFLICT (id) DO NOTHING
    RETURNING id`;
  if (!inserted) return false;
  await enqueueEvent(sql, event);
  return true;
}

/** Queues the processing of an event in the inbox; queuing it again before it ran has no effect. */
export async function enqueueEvent(sql: Sql, event: QueuedEvent): Promise<void> {
  await enqueueEvents(sql, [event]);
}

export type QueuedEvent = { id: string; customerId: string | null };

/** The same for many, in their order, with one statement. */
export async function enqueueEvents(sql: Sql, events: readonly QueuedEvent[]): Promise<void> {
  const ids = events.map(({ id }) => id);
  const queues = events.map(({ id, customerId }) => customerId ?? id);
  await sql`
    SELECT count(job.id)
    FROM (SELECT * FROM unnest(${ids}::text[], ${queues}::text[]) WITH ORDINALITY AS e (id, queue, place) ORDER BY place) AS event,
      LATERAL graphile_worker.add_job(
        ${PROCESS_EVENT_TASK}::text,
        payload := json_build_object('eventId', event.id),
        queue_name := left(event.queue, 128),
        job_key := 'event:' || event.id
      ) AS job`;
}
