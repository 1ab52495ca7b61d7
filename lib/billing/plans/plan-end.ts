import type { Balance, Lot } from "@/lib/ledger/types";

/**
 * The balance as shown to its owner. A plan's lot outlives its window by the grace period, for a late renewal; if the
 * subscription is about to end, its credits end with it, without the grace period.
 */
export function withPlanEnd(balance: Balance, endsAt: Date | null): Balance {
  return { ...balance, lots: lotsWithPlanEnd(balance.lots, endsAt) };
}

/** The same for some of its lots. */
export function lotsWithPlanEnd<L extends Pick<Lot, "kind" | "expiresAt">>(lots: L[], endsAt: Date | null): L[] {
  if (!endsAt) return lots;
  return lots.map((lot) =>
    lot.kind === "PLAN" && (lot.expiresAt === null || endsAt < lot.expiresAt) ? { ...lot, expiresAt: endsAt } : lot,
  );
}
