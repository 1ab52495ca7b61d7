import { expect } from "vitest";
import type { Explanation } from "@/lib/ledger/explanation";

/** Fails unless the explanation adds up to the balance and, for each lot, to what remains of it. */
export function expectToAddUp({ balance, debt, byType, byLot, otherLots, byDebt }: Explanation): void {
  expect(sum(byType)).toBe(balance);
  expect(sum(byDebt)).toBe(-debt);
  for (const { lot, movements } of byLot) expect(sum(movements)).toBe(lot.remaining);
  expect(sum(otherLots.movements)).toBe(otherLots.remaining);
  expect(sum(byLot.map(({ lot }) => ({ amount: lot.remaining }))) + otherLots.remaining - debt).toBe(balance);
}

const sum = (parts: { amount: bigint }[]): bigint => parts.reduce((total, { amount }) => total + amount, 0n);
