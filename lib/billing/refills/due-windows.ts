import type { PaidLine } from "@/lib/billing/windows/paid-lines";
import { type OwedWindow, owedWindows, type WindowShare } from "@/lib/billing/windows/window-credits";
import { windowOf } from "@/lib/billing/windows/windows";
import type { RefillPolicy } from "@/lib/catalog/types";
import { addMonths } from "@/lib/time";

export type Refills = {
  id: string;
  anchorAt: Date;
  policy: RefillPolicy;
  /** Earlier windows are not owed; null when all paid ones are. */
  firstOwed: Date | null;
  /** Windows that were over by then are not owed, however they are paid; null when all paid ones are. */
  owedSince: Date | null;
  paid: readonly PaidLine[];
};

/** A window with its due shares. */
export type DueWindow = OwedWindow & {
  /** They were paid after the window was over, and are added to those of the current one. */
  isLate: boolean;
};

/**
 * What is due at `now`, in the order to grant it: oldest first, late shares last. With rollover, every paid share; with
 * reset, those of the current window or, if that is unpaid, of the last paid one. In addition, shares of any window that
 * were paid after it was over: time that is paid late is granted late.
 */
export function dueWindows(refills: Refills, now: Date, granted?: ReadonlySet<number>): DueWindow[] {
  const { policy, firstOwed, owedSince, paid } = refills;
  if (paid.length === 0) return [];
  // Stripe's clock may be slightly ahead: a window that Stripe has started has started.
  const reached = new Date(Math.max(now.getTime(), Math.min(...paid.map(({ startAt }) => startAt.getTime()))));
  const since = firstOwed ?? undefined;
  const begun = owedWindows(refills, { since, until: reached, granted })
    .filter(({ isReplaced, closesAt }) => !isReplaced && (owedSince === null || closesAt > owedSince))
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

/** When paid credits are due next; null when there are none. */
export function nextPaidWindow(refills: Refills, now: Date): Date | null {
  const until = addMonths(windowOf(refills.anchorAt, now).end, 1);
  const next = owedWindows(refills, { since: now, until })
    .filter(({ isReplaced }) => !isReplaced)
    .flatMap(({ shares }) => shares.map(({ from }) => from.getTime()))
    .filter((from) => from > now.getTime());
  return next.length > 0 ? new Date(Math.min(...next)) : null;
}
