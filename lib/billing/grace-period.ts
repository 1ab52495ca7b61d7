import { env } from "@/lib/env";
import { HOUR_MS } from "@/lib/time";

/**
 * Until when what was paid for until `paidUntil` may still be used: `PLAN_GRACE_HOURS` later (72 by default), because
 * Stripe collects a renewal about an hour after the period ends, and tries again for days when the card is declined.
 */
export function endOfGrace(paidUntil: Date): Date {
  return new Date(paidUntil.getTime() + graceHours() * HOUR_MS);
}

/** The grace period in hours. */
export function graceHours(): number {
  return env().PLAN_GRACE_HOURS;
}
