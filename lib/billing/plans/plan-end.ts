import type { Balance } from "@/lib/ledger/types";

/**
 * The balance as its owner should read it. A plan's lot outlives its month by a grace, for a renewal that is on its way;
 * when the subscription is to end, its credits end with it and no grace follows.
 */
export function withPlanEnd(balance: Balance, endsAt: Date | null): Balance {
  if (!endsAt) return balance;
  const lots = balance.lots.map((lot) =>
    lot.kind === "PLAN" && (lot.expiresAt === null || endsAt < lot.expiresAt) ? { ...lot, expiresAt: endsAt } : lot,
  );
  return { ...balance, lots };
}
