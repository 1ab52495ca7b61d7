import type { PaidLine } from "@/lib/billing/refills/paid-lines";
import { owedWindows } from "@/lib/billing/refills/window-credits";
import type { Lot } from "@/lib/ledger/types";

/** A window and how many of its granted credits are no longer owed. */
export type Excess = {
  sourceKey: string;
  credits: bigint;
  /** Everything it was granted. */
  granted: bigint;
  /** The lots granted for the window. */
  lotIds: string[];
  changedTo: string | null;
};

type RefillLot = Pick<Lot, "id" | "amount" | "sourceKey" | "windowStart">;
type Refilled = { id: string; anchorAt: Date; paid: readonly PaidLine[] };

/**
 * How much more each window was granted than its paid invoices are worth, because a change credited some of its time. At
 * most what was granted.
 */
export function excessCredits(refilled: Refilled, lots: readonly RefillLot[]): Excess[] {
  const refills = lots.filter(
    ({ windowStart, sourceKey }) => windowStart !== null && !isTrial(sourceKey) && !isGiven(sourceKey),
  );
  const paid = refilled.paid.filter((line) => !line.isGiven);
  const granted = startsOf(refills);
  const until = new Date(Math.max(...granted));
  return owedWindows({ ...refilled, paid }, { until, granted }).flatMap(({ start, shares, changedTo }) => {
    const ofWindow = refills.filter(({ windowStart }) => windowStart?.getTime() === start.getTime());
    if (ofWindow.length === 0) return [];
    const beyond = bySource(ofWindow).map(([key, granted]) => {
      const share = shares.find(({ sourceKey }) => sourceKey === key);
      return granted - (share?.credits ?? 0n);
    });
    const credits = beyond.reduce((sum, each) => (each > 0n ? sum + each : sum), 0n);
    const sourceKey = `excess:${refilled.id}:${start.toISOString()}`;
    const all = ofWindow.reduce((sum, { amount }) => sum + amount, 0n);
    return [{ sourceKey, credits, granted: all, lotIds: ofWindow.map(({ id }) => id), changedTo }];
  });
}

/** What was granted per share. */
function bySource(lots: readonly RefillLot[]): [string, bigint][] {
  const sums = new Map<string, bigint>();
  for (const { sourceKey, amount } of lots) {
    const [key = ""] = (sourceKey ?? "").split(":more:");
    sums.set(key, (sums.get(key) ?? 0n) + amount);
  }
  return [...sums];
}

/** The starts of the windows that some lots were granted for. */
export function startsOf(lots: readonly Pick<Lot, "windowStart">[]): Set<number> {
  return new Set(lots.flatMap(({ windowStart }) => (windowStart ? [windowStart.getTime()] : [])));
}

/** Nobody was charged for these lots, so nothing credits them. */
const isGiven = (sourceKey: string | null) => sourceKey?.includes(":given:") ?? false;

const isTrial = (sourceKey: string | null) => sourceKey?.endsWith(":trial") ?? false;
