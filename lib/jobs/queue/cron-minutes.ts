import type { parseCrontab } from "graphile-worker";

export type CronMatch = ReturnType<typeof parseCrontab>[number]["match"];

const MINUTE_MS = 60_000;
/** A year has every month, day and hour that a pattern can name, but the 29th of February. */
const FURTHEST_MINUTES = 366 * 24 * 60;

/** The first minute after `now` that matches, in UTC. */
export function nextMatch(match: CronMatch, now: Date): Date | null {
  return findMinute(match, now, (start, step) => start + (step + 1) * MINUTE_MS);
}

/** The last minute that matches and has begun, in UTC. */
export function lastMatch(match: CronMatch, now: Date): Date | null {
  return findMinute(match, now, (start, step) => start - step * MINUTE_MS);
}

function findMinute(match: CronMatch, now: Date, minuteAt: (start: number, step: number) => number): Date | null {
  const start = Math.floor(now.getTime() / MINUTE_MS) * MINUTE_MS;
  for (let step = 0; step < FURTHEST_MINUTES; step += 1) {
    const at = new Date(minuteAt(start, step));
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
