import { parseCrontab } from "graphile-worker";
import type { Sql } from "@/lib/db";
import { CRONTAB } from "@/lib/jobs/crontab";
import { nextMatch } from "@/lib/jobs/queue/cron-minutes";

export type ScheduledTask = {
  task: string;
  /** The five fields of its crontab line, in UTC. */
  pattern: string;
  /** When it was last queued; null before its first time. */
  lastRunAt: Date | null;
  nextRunAt: Date | null;
};

/** The crontab with last and next runs. `now` is the machine's time, which the worker schedules by. */
export async function readSchedule(sql: Sql, now: Date): Promise<ScheduledTask[]> {
  const known = await sql<{ identifier: string; lastRunAt: Date | null }>`
    SELECT identifier, last_execution AS "lastRunAt" FROM graphile_worker._private_known_crontabs`;
  const lastRunOf = new Map(known.map(({ identifier, lastRunAt }) => [identifier, lastRunAt]));
  const patterns = CRONTAB.split("\n").map((line) => line.split(" ").slice(0, 5).join(" "));
  return parseCrontab(CRONTAB).map(({ task, identifier, match }, index) => ({
    task,
    pattern: patterns[index] ?? "",
    lastRunAt: lastRunOf.get(identifier) ?? null,
    nextRunAt: nextMatch(match, now),
  }));
}
