import type { Sql } from "@/lib/db";

export type ReplayProgress = {
  /** How many events it queued. */
  events: number;
  waiting: number;
  /** Failed, and retried by the queue until it gives up. */
  failed: number;
  /** Processed, acknowledged, or taken up by a later replay. */
  done: number;
};

/** How far a replay has come; null when there is none. */
export async function replayProgress(sql: Sql, replayId: string): Promise<ReplayProgress | null> {
  const [row] = await sql<{ events: number; waiting: bigint; failed: bigint }>`
    SELECT replay.events,
      count(*) FILTER (WHERE event.status = 'PENDING') AS waiting,
      count(*) FILTER (WHERE event.status = 'FAILED') AS failed
    FROM webhook_replay replay
    LEFT JOIN webhook_event event ON event.replay_id = replay.id
    WHERE replay.id = ${replayId}::uuid
    GROUP BY replay.id`;
  if (!row) return null;
  const [waiting, failed] = [Number(row.waiting), Number(row.failed)];
  return { events: row.events, waiting, failed, done: row.events - waiting - failed };
}
