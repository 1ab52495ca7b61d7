import type { Month } from "@/lib/ledger/archive/months";
import { addMonths } from "@/lib/time";

/**
 * Spends stay in the ledger for this many whole months at least: a year can be compared with the one before, and an idempotency
 * key is known for as long.
 */
export const KEPT_MONTHS = 13;

/** The month of its first day. */
export const monthOf = (first: Date): Month => first.toISOString().slice(0, 7);

/** The newest month that may be archived. */
export function newestArchivable(now: Date): Month {
  const thisMonth = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 1));
  return monthOf(addMonths(thisMonth, -KEPT_MONTHS - 1));
}
