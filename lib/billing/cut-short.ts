import type { Refillable } from "@/lib/billing/refillable";
import { unusedPart } from "@/lib/billing/window-credits";
import { addMonths } from "@/lib/billing/windows";
import type { Lot } from "@/lib/ledger/types";

export type CutShort = {
  /** Lots of the month that was cut short. */
  lotIds: string[];
  /** Credits of it whose money was credited: its unused part. */
  creditedBack: bigint;
};

/**
 * A change to another interval begins a new period at once, and Stripe credits the money of the old one's unused part
 * (docs.stripe.com/billing/subscriptions/billing-cycle). Null unless `window` is the first of such a new period.
 */
export function cutShort(
  { anchorAt, paid }: Refillable,
  window: { start: Date },
  lots: readonly Lot[],
): CutShort | null {
  if (window.start.getTime() !== anchorAt.getTime()) return null;
  const old = paid.findLast(({ startAt, endAt }) => startAt < anchorAt && anchorAt < endAt);
  const starts = lots.flatMap(({ windowStart }) =>
    windowStart && windowStart < anchorAt ? [windowStart.getTime()] : [],
  );
  if (!old || starts.length === 0) return null;
  const start = new Date(Math.max(...starts));
  const end = new Date(Math.min(old.endAt.getTime(), addMonths(start, 1).getTime()));
  if (end <= anchorAt) return null;
  const cut = lots.filter(({ windowStart }) => windowStart?.getTime() === start.getTime());
  const granted = cut.reduce((sum, { amount }) => sum + amount, 0n);
  return { lotIds: cut.map(({ id }) => id), creditedBack: unusedPart(granted, { start, end }, anchorAt) };
}
