import { addMonths } from "@/lib/time";

/** A refill window: credits granted for it may be spent from `start`; the next window begins at `end`. */
export type RefillWindow = { index: number; start: Date; end: Date };

/** The window that `at` falls in, or null before the anchor. */
export function windowAt(anchor: Date, at: Date): RefillWindow | null {
  return at < anchor ? null : windowOf(anchor, at);
}

/** The same for any moment: windows before the anchor have numbers below 0. */
export function windowOf(anchor: Date, at: Date): RefillWindow {
  const years = at.getUTCFullYear() - anchor.getUTCFullYear();
  let index = years * 12 + at.getUTCMonth() - anchor.getUTCMonth();
  if (addMonths(anchor, index) > at) index -= 1;
  return windowNumber(anchor, index);
}

/** The window with the given number; the first from the anchor is 0. */
export function windowNumber(anchor: Date, index: number): RefillWindow {
  return { index, start: addMonths(anchor, index), end: addMonths(anchor, index + 1) };
}
