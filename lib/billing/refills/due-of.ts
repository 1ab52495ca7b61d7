import { type DueWindow, dueWindows, nextPaidWindow } from "@/lib/billing/refills/due-windows";
import type { Refillable } from "@/lib/billing/refills/refillable";
import { lotKeys } from "@/lib/billing/source-keys";
import { isEntitled } from "@/lib/billing/subscription-status";
import { startsOf } from "@/lib/billing/windows/excess-credits";
import type { WindowShare } from "@/lib/billing/windows/window-credits";
import type { RefillLot } from "@/lib/ledger/lots-of";

/** A window, or the trial, with what is due of it. */
export type Due = Pick<DueWindow, "start" | "end" | "shares" | "isLate"> & { isTrial: boolean };

/** What is due on a subscription at `now`, in the order to grant it. `lots` are those it was granted before. */
export function dueOf(subscription: Refillable, lots: readonly RefillLot[], now: Date): Due[] {
  return getsRefills(subscription) ? owed(subscription, lots, now) : owedAtTheEnd(subscription, lots, now);
}

/** When the next window is due; null when none is paid for. */
export function nextRefillAt(subscription: Refillable, now: Date): Date | null {
  return getsRefills(subscription) ? nextPaidWindow(subscription, now) : null;
}

/** When a refill is tried again that found no room in the balance. */
export function againWithoutRoom(now: Date): Date {
  return new Date(now.getTime() + HOUR_MS);
}

const HOUR_MS = 3_600_000;

/** When the refill job has to end a plan that an admin gave. */
export function endOfComp({ compUntil, status }: Refillable, now: Date): Date | null {
  return compUntil && isEntitled({ status }) && now < compUntil ? compUntil : null;
}

function getsRefills(subscription: Refillable): boolean {
  return isEntitled(subscription) && !subscription.duplicate && !subscription.waitsForVerification;
}

function owed(subscription: Refillable, lots: readonly RefillLot[], now: Date): Due[] {
  const trial = trialOf(subscription);
  // Days added to a trial are given time with its own windows.
  const isExtended = subscription.paid.some(({ isGiven, startAt }) => isGiven && startAt <= now);
  if (trial && now < trial.end && !isExtended) return [trial];
  return dueWindows(subscription, now, startsOf(lots)).map((window) => ({ ...window, isTrial: false }));
}

/**
 * For a subscription that has ended: what its last invoice charged for time before the end, and late payments for it.
 * Credits for later time ended with it.
 */
function owedAtTheEnd(subscription: Refillable, lots: readonly RefillLot[], now: Date): Due[] {
  const { status, endedAt, duplicate } = subscription;
  if (status !== "CANCELED" || !endedAt || duplicate) return [];
  return dueWindows(subscription, now, startsOf(lots))
    .filter(({ start }) => start < endedAt)
    .map((window) => ({ ...window, shares: window.shares.filter(({ paidAt }) => paidAt >= endedAt) }))
    .filter(({ shares }) => shares.length > 0)
    .map((window) => ({ ...window, isLate: true, isTrial: false }));
}

function trialOf(subscription: Refillable): Due | null {
  const { id, status, trialEndsAt, trialIsGiven, currentPeriodStart, planVersion } = subscription;
  if (!trialEndsAt || trialIsGiven || status !== "TRIALING") return null;
  const share: WindowShare = {
    sourceKey: lotKeys.trial(id),
    credits: planVersion.trialCredits,
    planName: planVersion.name,
    invoice: null,
    isGiven: false,
    paymentId: null,
    from: currentPeriodStart,
    paidAt: currentPeriodStart,
  };
  const shares = share.credits > 0n ? [share] : [];
  return { start: currentPeriodStart, end: trialEndsAt, shares, isLate: false, isTrial: true };
}
