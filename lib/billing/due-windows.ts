import type { PaidStretch } from "@/lib/billing/window-credits";
import { type RefillWindow, windowAt, windowNumber } from "@/lib/billing/windows";

export type Refills = {
  anchorAt: Date;
  policy: "RESET" | "ROLL_OVER" | "ROLL_OVER_CAPPED";
  /** Roll-over catches up from here. */
  firstOwed: Date;
  paid: readonly PaidStretch[];
};

/**
 * The windows whose credits are due at `now`: begun and paid for. With roll-over all of them, oldest first. With reset
 * the current one; or, when that is not paid for, the last that is: a month that is paid late is still a month paid.
 */
export function dueWindows({ anchorAt, policy, firstOwed, paid }: Refills, now: Date): RefillWindow[] {
  // Stripe's clock may stand a moment ahead of ours; a period it says has begun has begun.
  const current = windowAt(anchorAt, now < anchorAt ? anchorAt : now);
  if (!current) return [];
  const first = windowAt(anchorAt, firstOwed)?.index ?? 0;
  const due: RefillWindow[] = [];
  for (let index = current.index; index >= first; index -= 1) {
    const window = windowNumber(anchorAt, index);
    if (!isPaid(paid, window.start)) continue;
    due.unshift(window);
    if (policy === "RESET") break;
  }
  return due;
}

/** When the next window begins, if it is paid for. */
export function nextPaidWindow({ anchorAt, paid }: Pick<Refills, "anchorAt" | "paid">, now: Date): Date | null {
  const current = windowAt(anchorAt, now);
  const next = current ? current.end : anchorAt;
  return isPaid(paid, next) ? next : null;
}

function isPaid(paid: readonly PaidStretch[], at: Date): boolean {
  return paid.some((one) => one.startAt <= at && at < one.endAt);
}
