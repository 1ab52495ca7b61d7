import { env } from "@/lib/env";
import { HOUR_MS } from "@/lib/time";

/**
 * Until when credits paid for until `paidUntil` can be spent: `PLAN_GRACE_HOURS` longer (72 by default), because Stripe
 * collects a renewal about an hour after the period ends, and retries a declined card for days.
 */
export function endOfGrace(paidUntil: Date): Date {
  return new Date(paidUntil.getTime() + graceHours() * HOUR_MS);
}

/** The grace period in hours. */
export function graceHours(): number {
  return env().PLAN_GRACE_HOURS;
}
