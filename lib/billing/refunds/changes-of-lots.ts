import { excessCredits } from "@/lib/billing/windows/excess-credits";
import { toLine } from "@/lib/billing/windows/paid-lines";
import type { Db, Sql } from "@/lib/db";
import { entriesFor, takenBy } from "@/lib/ledger/claw-back-cause";
import { endedOfLots, lotsOfSubscription } from "@/lib/ledger/lots-of";
import type { Entry, Lot } from "@/lib/ledger/types";

/** What plan changes have returned of a lot, because an invoice credited its time. */
export type ChangesOfLot = {
  /** Credits taken back for them. */
  taken: bigint;
  /** Credits that expired unused, which they return instead of credits in the account. */
  unused: bigint;
};

type Asked = { accountId: string; lots: readonly Lot[]; entries: readonly Entry[] };

/**
 * What plan changes have returned of some lots; lots that no change credited are left out. Of a window's lots the last
 * comes first, as its invoice is the first that a credit is deducted from, each for at most what is left of it.
 */
export async function changesOfLots(db: Db, sql: Sql, asked: Asked): Promise<Map<string, ChangesOfLot>> {
  const changes = new Map<string, ChangesOfLot>();
  for (const subscriptionId of new Set(asked.lots.flatMap((lot) => lot.subscriptionId ?? []))) {
    const { anchorAt, paidPeriods } = await db.subscription.findUniqueOrThrow({
      where: { id: subscriptionId },
      select: { anchorAt: true, paidPeriods: { include: { planVersion: true } } },
    });
    if (!paidPeriods.some(({ isCredit }) => isCredit)) continue;
    const all = await lotsOfSubscription(sql, asked.accountId, subscriptionId);
    const ended = await endedOfLots(sql, asked.accountId, idsOf(all));
    for (const window of excessCredits({ id: subscriptionId, anchorAt, paid: paidPeriods.map(toLine) }, all)) {
      const { windowStart } = window;
      const taken = takenBy(entriesFor({ kind: "PLAN_CHANGE", subscriptionId, windowStart }, asked.entries));
      const refunded = (lotId: string) => takenBy(entriesFor({ kind: "MONEY_BACK", lotId }, asked.entries));
      const lots = all
        .filter(({ id }) => window.lotIds.includes(id))
        .map(({ id, amount }) => ({ id, left: amount - refunded(id), ended: ended.get(id) ?? 0n }));
      for (const [id, change] of share(window.credits, taken, lots)) changes.set(id, change);
    }
  }
  return changes;
}

type LotOfWindow = {
  id: string;
  /** Credits that refunds have not taken. */
  left: bigint;
  /** How many of them expired unused. */
  ended: bigint;
};

/** Shares a window's credited time and what was taken for it among its lots. */
function share(credited: bigint, taken: bigint, lots: readonly LotOfWindow[]): Map<string, ChangesOfLot> {
  let [creditedLeft, takenLeft] = [credited, taken];
  const shares = new Map<string, ChangesOfLot>();
  for (const { id, left, ended } of lots.toReversed()) {
    const unused = smaller(creditedLeft, ended);
    const part = smaller(takenLeft, left - ended);
    creditedLeft -= unused;
    takenLeft -= part;
    shares.set(id, { taken: part, unused });
  }
  return shares;
}

const idsOf = (lots: readonly Lot[]) => lots.map(({ id }) => id);
const smaller = (a: bigint, b: bigint): bigint => (a < b ? a : b);
