import fc from "fast-check";
import { expect, test } from "vitest";
import {
  type BalanceSnapshot,
  capacity,
  type LotSnapshot,
  levelShare,
  slices,
} from "@/components/credits/balance-snapshot";
import { LOT_KINDS } from "@/lib/ledger/types";

const AT = "2026-12-24T09:00:00.000Z";

const lot = (some: Partial<LotSnapshot>): LotSnapshot => ({
  id: "lot",
  kind: "PLAN",
  amount: 50,
  remaining: 50,
  held: 0,
  expiresAt: AT,
  frozen: false,
  ...some,
});

/** A snapshot of lots as the ledger adds them up. */
function snapshot(lots: LotSnapshot[]): BalanceSnapshot {
  const sum = (of: (one: LotSnapshot) => number) => lots.reduce((total, one) => total + of(one), 0);
  return {
    balance: sum(({ remaining }) => remaining),
    held: sum(({ held }) => held),
    available: sum(({ remaining, held, frozen }) => (frozen ? 0 : remaining - held)),
    debt: 0,
    lots,
    nextRefill: { at: AT, credits: 50 },
    asOf: AT,
  };
}

const split = (lots: LotSnapshot[]) => slices(snapshot(lots)).map(({ name, amount }) => `${name} ${amount}`);

test("fifty plan credits of which twenty are held read thirty and twenty", () => {
  expect(split([lot({ held: 20 })])).toEqual(["Plan 30", "Held 20"]);
});

test("held credits of a frozen lot count as frozen, once", () => {
  const lots = [lot({ remaining: 10 }), lot({ kind: "PACK", amount: 500, remaining: 400, held: 30, frozen: true })];
  expect(split(lots)).toEqual(["Plan 10", "Frozen 400"]);
});

test("three of fifty credits fill six percent, and an empty plan waits for its refill", () => {
  const three = snapshot([lot({ remaining: 3 })]);
  expect(capacity(three)).toBe(50);
  expect(levelShare(three)).toBeCloseTo(0.06);
  expect(capacity(snapshot([]))).toBe(50);
});

test("a refill is what is left of it once debt is paid", () => {
  const note = (lots: LotSnapshot[], debt: number) => slices({ ...snapshot(lots), debt, asOf: "2026-12-01" })[0]?.note;
  expect(note([], 0)).toEqual({ says: "refills", to: 50, owed: 0, at: AT });
  expect(note([], 30)).toEqual({ says: "refills", to: 20, owed: 30, at: AT });
  expect(note([], 80)).toEqual({ says: "refills", to: 0, owed: 50, at: AT });
  expect(note([lot({ remaining: 0, expiresAt: null })], 30)).toEqual({ says: "grows", by: 20, owed: 30, at: AT });
});

test("the parts add up to the balance, the solid ones to what is available, and none exceed a full bar", () => {
  const lots = fc.array(
    fc
      .record({
        kind: fc.constantFrom(...LOT_KINDS),
        amount: fc.integer({ min: 1, max: 1_000 }),
        left: fc.double({ min: 0, max: 1, noNaN: true }),
        pinned: fc.double({ min: 0, max: 1, noNaN: true }),
        frozen: fc.boolean(),
      })
      .map(({ kind, amount, left, pinned, frozen }) => {
        const remaining = Math.ceil(amount * left);
        return lot({ kind, amount, remaining, held: Math.floor(remaining * pinned), frozen });
      }),
    { maxLength: 8 },
  );
  fc.assert(
    fc.property(lots.map(snapshot), (balance) => {
      const sum = (parts: { amount: number }[]) => parts.reduce((total, { amount }) => total + amount, 0);
      const parts = slices(balance);
      expect(sum(parts)).toBe(balance.balance);
      expect(sum(parts.filter(({ hatched }) => !hatched))).toBe(balance.available);
      expect(sum(parts)).toBeLessThanOrEqual(capacity(balance));
    }),
  );
});
