import { hot, type Sql } from "@/lib/db";
import { jobOrigin } from "@/lib/job-origin";
import type { InboundEvent } from "@/lib/stripe/webhook";

export const PROCESS_EVENT_TASK = "process_webhook_event";

/**
 * Adds a verified event to the inbox and queues its processing, with one statement and so both or neither. Returns false
 * for a known event, because Stripe delivers at least once. Events of one customer share a queue and so run one after the
 * other.
 */
export async function receiveEvent(sql: Sql, event: InboundEvent, now: Date): Promise<boolean> {
  const queued = await hot(sql)<{ id: bigint }>`
    WITH received AS (
      INSERT INTO webhook_event (id, type, api_version, object_id, customer_id, occurred_at, received_at, payload)
      VALUES (
        ${event.id}::text, ${event.type}::text, ${event.apiVersion}::text, ${event.objectId}::text,
        ${event.customerId}::text, ${event.occurredAt}::timestamptz, ${now}::timestamptz, ${event.payload}::text::jsonb
      )
      ON CONFLICT (id) DO NOTHING
      RETURNING id, customer_id
    )
    SELECT job.id
    FROM received, LATERAL graphile_worker.add_job(
      ${PROCESS_EVENT_TASK}::text,
      payload := (jsonb_build_object('eventId', received.id) || ${jobOrigin()}::text::jsonb)::json,
      queue_name := left(coalesce(received.customer_id, received.id), 128),
      job_key := 'event:' || received.id
    ) AS job`;
  return queued.length > 0;
}

export type QueuedEvent = { id: string; customerId: string | null };

/** Queues the processing of events in the inbox, in their order; queuing one again before it ran has no effect. */
export async function enqueueEvents(sql: Sql, events: readonly QueuedEvent[]): Promise<void> {
  const ids = events.map(({ id }) => id);
  const queues = events.map(({ id, customerId }) => customerId ?? id);
  await sql`
    SELECT count(job.id)
    FROM (SELECT * FROM unnest(${ids}::text[], ${queues}::text[]) WITH ORDINALITY AS e (id, queue, place) ORDER BY place) AS event,
      LATERAL graphile_worker.add_job(
        ${PROCESS_EVENT_TASK}::text,
        payload := (jsonb_build_object('eventId', event.id) || ${jobOrigin()}::text::jsonb)::json,
        queue_name := left(event.queue, 128),
        job_key := 'event:' || event.id
      ) AS job`;
}

/** Takes the jobs of processed events off the queue, where they would find nothing to do. One that runs already stays. */
export async function dropEventJobs(sql: Sql, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const keys = ids.map((id) => `event:${id}`);
  await hot(sql)`
    SELECT count(*)
    FROM graphile_worker.complete_jobs(array(SELECT id FROM graphile_worker.jobs WHERE key = ANY(${keys}::text[])))`;
}
