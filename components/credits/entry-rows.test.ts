import fc from "fast-check";
import { expect, test } from "vitest";
import { entryRows } from "@/components/credits/entry-rows";
import { anEntry } from "@/components/credits/testing/entries";
import type { Entry, EntryType } from "@/lib/ledger/types";
import { DAY_MS } from "@/lib/time";

const NOON = new Date("2026-11-24T12:00:00Z").getTime();

/** Entries, newest first, a day apart. */
function entries(some: Partial<Entry>[]): Entry[] {
  return some.map((one, nth) =>
    anEntry({
      seq: BigInt(some.length - nth),
      description: "Summary",
      createdAt: new Date(NOON - nth * DAY_MS),
      ...one,
    }),
  );
}

const shown = (some: Partial<Entry>[]) =>
  entryRows(entries(some)).map(({ kind, entries, amount }) => `${kind} ${entries.length}: ${amount}`);

test("a month of twenty spends of one credit is one row with their exact sum", () => {
  expect(shown(Array.from({ length: 20 }, () => ({})))).toEqual(["run 20: -20"]);
});

test("two in a row stay apart, and another thing, meter or actor ends a run", () => {
  expect(shown([{}, {}])).toEqual(["one 1: -1", "one 1: -1"]);
  const run = [{}, {}, {}];
  for (const other of [
    { description: "Export" },
    { meter: "page" },
    { actor: "key:1" },
    { type: "REVERSAL" as const },
  ]) {
    expect(shown([...run, other, ...run])).toEqual(["run 3: -3", "one 1: -1", "run 3: -3"]);
  }
});

test("a pack and its bonus are one purchase, and the refills that one payment pays for are not", () => {
  const at = new Date(NOON);
  const bought = { type: "GRANT" as const, paymentId: "payment" };
  const bonus = { ...bought, amount: 250n, description: "Bonus for 2,500 credits", createdAt: at };
  const pack = { ...bought, amount: 2_500n, description: "2,500 credits", createdAt: at };
  expect(shown([bonus, pack])).toEqual(["purchase 2: 2750"]);
  expect(
    shown([
      { ...bought, amount: 200n },
      { ...bought, amount: 200n },
    ]),
  ).toEqual(["one 1: 200", "one 1: 200"]);
});

test("rows keep every entry once, in order, and add up to the same", () => {
  const kind = fc.record({
    description: fc.constantFrom("Summary", "Export"),
    amount: fc.bigInt({ min: -9n, max: -1n }),
    type: fc.constantFrom<EntryType>("USAGE", "USAGE", "USAGE", "GRANT", "RESET"),
    paymentId: fc.constantFrom(null, "payment"),
  });
  fc.assert(
    fc.property(fc.array(kind, { maxLength: 30 }), (some) => {
      const all = entries(some);
      const rows = entryRows(all);
      expect(rows.flatMap((row) => row.entries)).toEqual(all);
      for (const row of rows) expect(row.amount).toBe(row.entries.reduce((sum, { amount }) => sum + amount, 0n));
    }),
  );
});
