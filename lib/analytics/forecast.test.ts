import { describe, expect, test } from "vitest";
import { forecastOf } from "@/lib/analytics/forecast";
import type { Lot } from "@/lib/ledger/types";

const NOW = new Date("2026-12-01T12:00:00Z");
const inDays = (days: number) => new Date(NOW.getTime() + days * 86_400_000);

const lot = (remaining: number, some: Partial<Lot> = {}) =>
  ({ kind: "PLAN", remaining: BigInt(remaining), held: 0n, expiresAt: null, frozenAt: null, ...some }) as Lot;
const spent = (...days: number[]) => days.map((credits) => ({ spent: BigInt(credits) }));
const forecast = (days: { spent: bigint }[], lots: Lot[], nextRefillAt: Date | null = null) =>
  forecastOf(days, { balance: { lots }, nextRefillAt }, NOW);

describe("the pace", () => {
  test("is that of the days since the first spend, at most two weeks", () => {
    expect(forecast(spent(0, 0, 10), [lot(40)])).toEqual({ runsOutAt: inDays(4), paceDays: 1 });
    expect(forecast(spent(0, 10, 0), [lot(40)])).toEqual({ runsOutAt: inDays(8), paceDays: 2 });
    const month = spent(...Array.from({ length: 30 }, (_, day) => (day < 16 ? 1_000 : 10)));
    expect(forecast(month, [lot(40)])).toEqual({ runsOutAt: inDays(4), paceDays: 14 });
  });

  test("is none when nothing was spent: credits last until they expire", () => {
    expect(forecast(spent(0, 0), [lot(40)])).toEqual({ runsOutAt: null, paceDays: 0 });
    expect(forecast(spent(0, 0), [lot(40, { expiresAt: inDays(9) })])).toEqual({ runsOutAt: inDays(9), paceDays: 0 });
    expect(forecast([], [lot(40)])).toEqual({ runsOutAt: null, paceDays: 0 });
  });
});

test("credits that expire first are gone before those that are spent after them", () => {
  const ends = lot(400, { expiresAt: inDays(5) });
  expect(forecast(spent(10), [ends]).runsOutAt).toEqual(inDays(5));
  expect(forecast(spent(10), [ends, lot(20, { kind: "PACK" })]).runsOutAt).toEqual(inDays(7));
  expect(forecast(spent(10), [lot(100), lot(20, { expiresAt: inDays(3) })]).runsOutAt).toEqual(inDays(10));
});

test("held and frozen credits cannot be spent", () => {
  const lots = [lot(40, { held: 10n }), lot(500, { frozenAt: NOW })];
  expect(forecast(spent(10), lots).runsOutAt).toEqual(inDays(3));
});

test("a refill that comes first, and an end in the far future, is no end", () => {
  expect(forecast(spent(10), [lot(40)], inDays(3)).runsOutAt).toBeNull();
  expect(forecast(spent(10), [lot(40)], inDays(5)).runsOutAt).toEqual(inDays(4));
  expect(forecast(spent(1), [lot(10_000)]).runsOutAt).toBeNull();
});
