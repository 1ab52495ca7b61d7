import type { Balance } from "@/lib/ledger/types";

/**
 * The balance as shown to its owner. A plan's lot outlives its window by the grace period, for a late renewal; if the
 * subscription is about to end, its credits end with it, without the grace period.
 */
export function withPlanEnd(balance: Balance, endsAt: Date | null): Balance {
  if (!endsAt) return balance;
  const lots = balance.lots.map((lot) =>
    lot.kind === "PLAN" && (lot.expiresAt === null || endsAt < lot.expiresAt) ? { ...lot, expiresAt: endsAt } : lot,
  );
  return { ...balance, lots };
}
