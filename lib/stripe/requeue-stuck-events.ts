import type { Sql } from "@/lib/db";
import { enqueueEvent, PROCESS_EVENT_TASK } from "@/lib/stripe/receive-event";

export type StuckEvents = {
  requeued: number;
  /** Tried so often that only a person can help; they stay in the inbox, FAILED, with the last error. */
  givenUp: string[];
};

/** Three rounds of the queue's 25 tries, which take about three days each. */
export const GIVE_UP_ATTEMPTS = 75;
const BATCH = 500;

/**
 * Asks again for events of the inbox that wait for more than ten minutes and that no job will process: it is gone, or has
 * had all its tries. One that is tried again with growing delays is left to that, so that an event that cannot succeed
 * never runs hot. The time is the database's, as the queue's and the inbox's are.
 */
export async function requeueStuckEvents(sql: Sql): Promise<StuckEvents> {
  const stuck = await sql<{ id: string; customer_id: string | null; given_up: boolean }>`
    SELECT event.id, event.customer_id, event.attempts >= ${GIVE_UP_ATTEMPTS}::int AS given_up
    FROM webhook_event event
    WHERE event.status IN ('PENDING', 'FAILED') AND event.processed_at IS NULL
      AND event.received_at < now() - interval '10 minutes'
      AND NOT EXISTS (
        SELECT FROM graphile_worker.jobs job
        WHERE job.key = 'event:' || event.id AND job.task_identifier = ${PROCESS_EVENT_TASK}::text
          AND (job.locked_at IS NOT NULL OR job.attempts < job.max_attempts))
    ORDER BY event.received_at
    LIMIT ${BATCH}::int`;
  const again = stuck.filter((event) => !event.given_up);
  for (const { id, customer_id: customerId } of again) await enqueueEvent(sql, { id, customerId });
  return { requeued: again.length, givenUp: stuck.filter((event) => event.given_up).map(({ id }) => id) };
}
