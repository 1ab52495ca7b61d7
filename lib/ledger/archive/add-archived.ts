import type { Explanation, Movement } from "@/lib/ledger/explanation";

/** What the spends of an account in an archived month came to, as PostgreSQL writes it as JSON. */
export type ClosingJson = {
  entries: number;
  amount: string;
  debt: string;
  debtEntries: number;
  lots: Record<string, [credits: number, entries: number]>;
};

type Sums = Pick<Explanation, "byType" | "byLot" | "otherLots" | "byDebt">;

/** Adds archived spends to the sums of those that are in the ledger. Their entries are not listed. */
export function addArchived(sums: Sums, closings: readonly ClosingJson[]): Sums {
  const lots = new Map(sums.byLot.map((one) => [one.lot.id, one]));
  let { byType, byDebt, otherLots } = sums;
  for (const closing of closings) {
    byType = added(byType, { amount: BigInt(closing.amount), entryCount: BigInt(closing.entries) }, {});
    if (closing.debtEntries > 0)
      byDebt = added(byDebt, { amount: BigInt(closing.debt), entryCount: BigInt(closing.debtEntries) }, NO_ENTRIES);
    for (const [id, [credits, entries]] of Object.entries(closing.lots)) {
      const spent = { amount: BigInt(credits), entryCount: BigInt(entries) };
      const shown = lots.get(id);
      if (shown) lots.set(id, { ...shown, movements: added(shown.movements, spent, NO_ENTRIES) });
      else otherLots = { ...otherLots, movements: added(otherLots.movements, spent, NO_ENTRIES) };
    }
  }
  return { byType, byLot: [...lots.values()], otherLots, byDebt };
}

const NO_ENTRIES: Pick<Movement, "entries"> = { entries: [] };

type Total = { type: Movement["type"]; amount: bigint; entryCount: bigint };

/** The totals by type with some spends more; `empty` is what a new one has besides. */
function added<One extends Total>(
  totals: readonly One[],
  spent: Pick<Total, "amount" | "entryCount">,
  empty: Omit<One, keyof Total>,
): One[] {
  const known = totals.find(({ type }) => type === "USAGE");
  if (!known) return [...totals, { ...empty, type: "USAGE", ...spent } as One];
  const sum = { ...known, amount: known.amount + spent.amount, entryCount: known.entryCount + spent.entryCount };
  return totals.map((one) => (one === known ? sum : one));
}
