import { parseCrontab } from "graphile-worker";
import type { Sql } from "@/lib/db";
import { CRONTAB } from "@/lib/jobs/crontab";

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

type Match = ReturnType<typeof parseCrontab>[number]["match"];

const MINUTE_MS = 60_000;
/** A year has every month, day and hour that a pattern can name, but the 29th of February. */
const FURTHEST_MINUTES = 366 * 24 * 60;

/** The first minute after `now` that matches. */
function nextMatch(match: Match, now: Date): Date | null {
  const start = Math.floor(now.getTime() / MINUTE_MS) * MINUTE_MS;
  for (let ahead = 1; ahead <= FURTHEST_MINUTES; ahead += 1) {
    const at = new Date(start + ahead * MINUTE_MS);
    const digest = {
      min: at.getUTCMinutes(),
      hour: at.getUTCHours(),
      date: at.getUTCDate(),
      month: at.getUTCMonth() + 1,
      dow: at.getUTCDay(),
    };
    if (match(digest)) return at;
  }
  return null;
}
