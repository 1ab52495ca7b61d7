import type { PaidStretch } from "@/lib/billing/window-credits";
import { keyOf, runningAt, windowShares } from "@/lib/billing/window-credits";
import { type RefillWindow, windowAt } from "@/lib/billing/windows";
import type { Lot } from "@/lib/ledger/types";

/** Credits that came, and are owed no more since the news of a change. */
export type Excess = { sourceKey: string; credits: bigint; lotIds: string[] };

type RefillLot = Pick<Lot, "id" | "amount" | "sourceKey" | "windowStart">;
type Refilled = { id: string; anchorAt: Date; paid: readonly PaidStretch[] };

/**
 * What refills brought before the news of a change came, and that the change leaves unpaid. News in time leave nothing
 * here: a window is granted what it is owed then. Windows before the anchor are the business of `cutShort`.
 */
export function excessCredits({ id, anchorAt, paid }: Refilled, lots: readonly RefillLot[], now: Date): Excess[] {
  const later = lots.filter(
    ({ windowStart, sourceKey }) => windowStart !== null && windowStart >= anchorAt && !isTrial(sourceKey),
  );
  const starts = new Set(later.map(({ windowStart }) => windowStart?.getTime() ?? 0));
  return [...starts].flatMap((start) => {
    const ofWindow = later.filter(({ windowStart }) => windowStart?.getTime() === start);
    const window = windowAt(anchorAt, new Date(start));
    // A new period began before it: the window it was granted for never came.
    if (!window || window.start.getTime() !== start) return ofWindow.map((lot) => whole(lot, lot.amount));
    return [...ofRefills(id, window, paid, ofWindow), ...ofChangesDown(id, window, paid, ofWindow, now)];
  });
}

/**
 * Of a window that began before the news of a change down. Only another stretch that pays for the same time can say so:
 * a plan that is edited takes nothing from anybody.
 */
function ofRefills(
  id: string,
  window: RefillWindow,
  paid: readonly PaidStretch[],
  lots: readonly RefillLot[],
): Excess[] {
  if (runningAt(paid, window.start).length < 2) return [];
  const owed = new Map(windowShares(id, window, paid).map((share) => [share.sourceKey, share.credits]));
  return lots
    .filter(({ sourceKey }) => sourceKey?.startsWith(`refill:${keyOf(id, window)}`))
    .map((lot) => whole(lot, lot.amount - (owed.get(lot.sourceKey ?? "") ?? 0n)))
    .filter(({ credits }) => credits > 0n);
}

/** Of a window that was over before the news of a change down within it. */
function ofChangesDown(
  id: string,
  window: RefillWindow,
  paid: readonly PaidStretch[],
  lots: readonly RefillLot[],
  now: Date,
): Excess[] {
  if (now < window.end) return [];
  return windowShares(id, window, paid)
    .filter(({ kind }) => kind === "downgrade")
    .map(({ sourceKey, credits }) => ({ sourceKey, credits: -credits, lotIds: lots.map((lot) => lot.id) }));
}

const whole = (lot: RefillLot, credits: bigint): Excess => ({
  sourceKey: `excess:${lot.sourceKey}`,
  credits,
  lotIds: [lot.id],
});

const isTrial = (sourceKey: string | null) => sourceKey?.endsWith(":trial") ?? false;
