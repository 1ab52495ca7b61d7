import type { Hold, Lot } from "@/lib/ledger/types";

/** What a read needs of an account; `holds` are the overdue ones, in the order of their times. */
export type Unsettled = { lots: Lot[]; debt: bigint; held: bigint; holds: Pick<Hold, "expiresAt" | "pins">[] };

/**
 * The account as ledger_settle would leave it, without writing: overdue holds release their pins, each at its time,
 * expired credits are removed, and free credits pay debt. `lots` are in burn order.
 */
export function settleAtRead(account: Unsettled, now: Date): { lots: Lot[]; debt: bigint; held: bigint } {
  const lots = account.lots.map((lot) => ({ ...lot }));
  let { debt, held } = account;
  for (const [index, hold] of account.holds.entries()) {
    for (const pin of hold.pins) {
      const lot = lots.find(({ id }) => id === pin.lot);
      if (lot) {
        lot.held -= pin.amount;
        lot.remaining -= pin.ends;
      }
      held -= pin.amount;
    }
    // Holds that expire at the same time release their credits together.
    if (account.holds[index + 1]?.expiresAt.getTime() === hold.expiresAt.getTime()) continue;
    expire(lots, hold.expiresAt);
    debt = payDebt(lots, debt, hold.expiresAt);
  }
  expire(lots, now);
  return { lots, debt, held };
}

function expire(lots: Lot[], at: Date): void {
  for (const lot of lots) {
    if (lot.expiresAt !== null && lot.expiresAt <= at && lot.frozenAt === null) lot.remaining = lot.held;
  }
}

function payDebt(lots: Lot[], debt: bigint, at: Date): bigint {
  const open = lots.filter((lot) => lot.frozenAt === null);
  const inTurn = [...open.filter((lot) => lot.effectiveAt <= at), ...open.filter((lot) => lot.effectiveAt > at)];
  let owed = debt;
  for (const lot of inTurn) {
    const free = lot.remaining - lot.held;
    const paid = min(free, owed);
    lot.remaining -= paid;
    owed -= paid;
  }
  return owed;
}

const min = (a: bigint, b: bigint): bigint => (a < b ? a : b);
