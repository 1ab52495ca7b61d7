import type { PaidLine } from "@/lib/billing/refills/paid-lines";
import { type OwedWindow, owedWindows, type WindowShare } from "@/lib/billing/refills/window-credits";
import { windowOf } from "@/lib/billing/refills/windows";
import type { RefillPolicy } from "@/lib/catalog/types";
import { addMonths } from "@/lib/time";

export type Refills = {
  id: string;
  anchorAt: Date;
  policy: RefillPolicy;
  /** Windows before are not owed; null where all are that are paid for. */
  firstOwed: Date | null;
  paid: readonly PaidLine[];
};

/** A window with those of its shares that are due. */
export type DueWindow = OwedWindow & {
  /** They were paid when the window was over, and come beside what the current one brings. */
  isLate: boolean;
};

/**
 * What is due at `now`, in the order it is to be granted in, oldest first and what is late last. With roll-over every
 * share that is paid for; with reset those of the current window, or, when that is not paid for, of the last that is. And
 * of every window what was paid only when it was over: time that is paid late is granted late.
 */
export function dueWindows(refills: Refills, now: Date, granted?: ReadonlySet<number>): DueWindow[] {
  const { policy, firstOwed, paid } = refills;
  if (paid.length === 0) return [];
  // Stripe's clock may stand a moment ahead of ours; what it says has begun has begun.
  const reached = new Date(Math.max(now.getTime(), Math.min(...paid.map(({ startAt }) => startAt.getTime()))));
  const since = firstOwed ?? undefined;
  const begun = owedWindows(refills, { since, until: reached, granted })
    .filter(({ isReplaced }) => !isReplaced)
    .map((window) => ({ ...window, shares: window.shares.filter(({ from }) => from <= reached) }))
    .filter(({ shares }) => shares.length > 0);
  const isCurrent = ({ closesAt }: OwedWindow) => reached < closesAt;
  const last = begun.some(isCurrent) ? null : begun.at(-1);
  const due = begun.flatMap((window): DueWindow[] => {
    const isLate = (share: WindowShare) => share.paidAt >= window.closesAt;
    const late = isCurrent(window) ? [] : window.shares.filter(isLate);
    const isOwed = policy !== "RESET" || isCurrent(window) || window === last;
    const inTime = isOwed ? window.shares.filter((share) => !late.includes(share)) : [];
    return [
      { ...window, shares: inTime, isLate: false },
      { ...window, shares: late, isLate: true },
    ].filter(({ shares }) => shares.length > 0);
  });
  return due.sort((a, b) => Number(a.isLate) - Number(b.isLate));
}

/** When credits that are paid for are due next; null when none are. */
export function nextPaidWindow(refills: Refills, now: Date): Date | null {
  const until = addMonths(windowOf(refills.anchorAt, now).end, 1);
  const next = owedWindows(refills, { since: now, until })
    .filter(({ isReplaced }) => !isReplaced)
    .flatMap(({ shares }) => shares.map(({ from }) => from.getTime()))
    .filter((from) => from > now.getTime());
  return next.length > 0 ? new Date(Math.min(...next)) : null;
}
