import { addMonths } from "@/lib/time";

/** A refill window: its credits can be spent from `start`; the next window starts at `end`. */
export type RefillWindow = { index: number; start: Date; end: Date };

/** The window that contains `at`, or null before the anchor. */
export function windowAt(anchor: Date, at: Date): RefillWindow | null {
  return at < anchor ? null : windowOf(anchor, at);
}

/** The same for any moment: windows before the anchor have negative numbers. */
export function windowOf(anchor: Date, at: Date): RefillWindow {
  const years = at.getUTCFullYear() - anchor.getUTCFullYear();
  const index = years * 12 + at.getUTCMonth() - anchor.getUTCMonth();
  const start = addMonths(anchor, index);
  if (start > at) return { index: index - 1, start: addMonths(anchor, index - 1), end: start };
  return { index, start, end: addMonths(anchor, index + 1) };
}

/** The window with the given number; the first from the anchor is 0. */
export function windowNumber(anchor: Date, index: number): RefillWindow {
  return { index, start: addMonths(anchor, index), end: addMonths(anchor, index + 1) };
}
