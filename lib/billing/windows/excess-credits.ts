import { isOfShare, shareOfLot } from "@/lib/billing/source-keys";
import type { PaidLine } from "@/lib/billing/windows/paid-lines";
import { owedWindows, type WindowShare } from "@/lib/billing/windows/window-credits";
import type { Lot } from "@/lib/ledger/types";

/** A window and how many of its granted credits are no longer owed. */
export type Excess = {
  /** When the window began. */
  windowStart: Date;
  /** The lots granted for the window, without trials and given time. */
  lotIds: string[];
  /** All the credits of those lots. */
  granted: bigint;
  /** Those beyond what paid invoices owe: 0 to `granted`. */
  credits: bigint;
  /** The plan that a credited change led to; null when nothing was credited. */
  changedTo: string | null;
};

type RefillLot = Pick<Lot, "id" | "origin" | "amount" | "sourceKey" | "windowStart">;
type Refilled = { id: string; anchorAt: Date; paid: readonly PaidLine[] };

/**
 * How much more each window was granted than its paid invoices are worth, because a change credited some of its time. At
 * most what was granted. Each invoice's share is compared on its own: what one share lacks does not offset another.
 * Trials and given time are left out: nobody was charged for them, so nothing credits them.
 */
export function excessCredits(refilled: Refilled, lots: readonly RefillLot[]): Excess[] {
  const charged = lots.filter(({ origin, windowStart }) => windowStart && origin !== "TRIAL" && origin !== "GIVEN");
  const paid = refilled.paid.filter(({ isGiven }) => !isGiven);
  const granted = startsOf(charged);
  const until = new Date(Math.max(...granted));
  return owedWindows({ ...refilled, paid }, { until, granted }).flatMap(({ start, shares, changedTo }) => {
    const own = charged.filter(({ windowStart }) => windowStart?.getTime() === start.getTime());
    if (own.length === 0) return [];
    const lotIds = own.map(({ id }) => id);
    return [{ windowStart: start, lotIds, granted: sum(own), credits: beyondShares(own, shares), changedTo }];
  });
}

/** What was granted per share beyond what it is owed now. A share that is gone from the invoices is owed nothing. */
function beyondShares(lots: readonly RefillLot[], shares: readonly WindowShare[]): bigint {
  const keys = new Set(lots.map(({ sourceKey }) => shareOfLot(sourceKey)));
  return [...keys].reduce((total, key) => {
    const granted = sum(lots.filter(({ sourceKey }) => isOfShare(sourceKey, key)));
    const owed = shares.find(({ sourceKey }) => sourceKey === key)?.credits ?? 0n;
    return granted > owed ? total + granted - owed : total;
  }, 0n);
}

/** The starts of the windows that some lots were granted for. */
export function startsOf(lots: readonly Pick<Lot, "windowStart">[]): Set<number> {
  return new Set(lots.flatMap(({ windowStart }) => (windowStart ? [windowStart.getTime()] : [])));
}

const sum = (lots: readonly Pick<Lot, "amount">[]): bigint => lots.reduce((total, { amount }) => total + amount, 0n);
