import type { Sql } from "@/lib/db";
import { enqueueEvents, PROCESS_EVENT_TASK } from "@/lib/stripe/receive-event";

export type StuckEvents = {
  requeued: number;
  /** Failed so often that only a person can help; they stay in the inbox as FAILED, with the last error. */
  givenUp: string[];
};

/** Three rounds of the queue's 25 attempts, which take about three days each. */
export const GIVE_UP_ATTEMPTS = 75;
const BATCH = 500;

/**
 * Queues events that have waited in the inbox for more than ten minutes and that no job will process, because it does
 * not exist or has no attempts left. A job that is retried with back-off is left alone, so that an event that cannot
 * succeed is not retried constantly. The time is the database's, as in the queue.
 */
export async function requeueStuckEvents(sql: Sql): Promise<StuckEvents> {
  const stuck = await sql<{ id: string; customer_id: string | null; given_up: boolean }>`
    SELECT event.id, event.customer_id, event.attempts >= ${GIVE_UP_ATTEMPTS}::int AS given_up
    FROM webhook_event event
    WHERE event.status IN ('PENDING', 'FAILED') AND event.processed_at IS NULL
      AND event.queued_at < now() - interval '10 minutes'
      AND NOT EXISTS (
        SELECT FROM graphile_worker.jobs job
        WHERE job.key = 'event:' || event.id AND job.task_identifier = ${PROCESS_EVENT_TASK}::text
          AND (job.locked_at IS NOT NULL OR job.attempts < job.max_attempts))
    ORDER BY event.queued_at
    LIMIT ${BATCH}::int`;
  const again = stuck.filter((event) => !event.given_up);
  await enqueueEvents(
    sql,
    again.map(({ id, customer_id: customerId }) => ({ id, customerId })),
  );
  return { requeued: again.length, givenUp: stuck.filter((event) => event.given_up).map(({ id }) => id) };
}
