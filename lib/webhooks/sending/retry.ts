import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/time";

/** How long after each failed attempt the next one is made: the schedule of the Standard Webhooks, three days in all. */
export const RETRY_AFTER_MS = [
  5_000,
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  5 * HOUR_MS,
  10 * HOUR_MS,
  14 * HOUR_MS,
  20 * HOUR_MS,
  24 * HOUR_MS,
] as const;

/** An endpoint that nothing reached for this long is disabled. */
export const GIVE_UP_ENDPOINT_MS = 5 * DAY_MS;

/**
 * When a message is tried again after so many failed attempts; null when it is given up. A receiver may ask for more time, up to
 * a day.
 */
export function nextAttemptAt(attempts: number, retryAfterMs: number | null, now: Date): Date | null {
  const wait = RETRY_AFTER_MS[attempts - 1];
  if (wait === undefined) return null;
  return new Date(now.getTime() + Math.max(wait, Math.min(retryAfterMs ?? 0, DAY_MS)));
}
