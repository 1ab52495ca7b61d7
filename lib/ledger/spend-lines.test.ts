import { expect, test } from "vitest";
import { openLines, type Waiting } from "@/lib/ledger/spend-lines";
import { NOON } from "@/lib/ledger/testing/accounts";

function waiting(accountId: string, amount: number): Waiting {
  const request = { accountId, amount: BigInt(amount), actor: "system" as const };
  return { spend: { verb: "debit", request, now: NOON }, since: 0, resolve: () => undefined, reject: () => undefined };
}

function linesOf(counts: Record<string, number>) {
  const lines = openLines();
  for (const [accountId, count] of Object.entries(counts)) {
    for (let nth = 1; nth <= count; nth += 1) lines.add(waiting(accountId, nth));
  }
  return lines;
}

const counts = (taken: { line: { accountId: string }; spends: Waiting[] }[]) =>
  Object.fromEntries(taken.map(({ line, spends }) => [line.accountId, spends.length]));

const amounts = (spends: Waiting[]) => spends.map(({ spend }) => Number(spend.request.amount));

test("an account with many spends leaves room for the others", () => {
  const lines = linesOf({ crowd: 1_000, a: 1, b: 3 });
  expect(counts(lines.take(10))).toEqual({ crowd: 6, a: 1, b: 3 });
  expect(lines.size()).toBe(994);
});

test("what one account does not need goes to the others", () => {
  expect(counts(linesOf({ crowd: 1_000 }).take(10))).toEqual({ crowd: 10 });
  expect(counts(linesOf({ a: 2, b: 30, c: 30 }).take(22))).toEqual({ a: 2, b: 10, c: 10 });
});

test("with more accounts than places, those left out are first next time", () => {
  const lines = linesOf({ a: 2, b: 2, c: 2 });
  const first = lines.take(2);
  expect(counts(first)).toEqual({ a: 1, b: 1 });
  for (const { line } of first) lines.putBack(line, []);
  expect(counts(lines.take(2))).toEqual({ c: 1, a: 1 });
});

test("a line that is out is not taken from until it is put back, and keeps its order", () => {
  const lines = linesOf({ a: 4 });
  const [out] = lines.take(2);
  if (!out) throw new Error("Nothing was taken.");
  expect(lines.take(2)).toEqual([]);
  lines.putBack(out.line, out.spends, { stayOut: true });
  expect(lines.take(2)).toEqual([]);
  expect(amounts(lines.takeFrom(out.line, 3).spends)).toEqual([1, 2, 3]);
  lines.putBack(out.line, []);
  expect(lines.take(5).map(({ spends }) => amounts(spends))).toEqual([[4]]);
});

test("an account with no spends left is forgotten", () => {
  const lines = linesOf({ a: 1 });
  for (const { line } of lines.take(1)) lines.putBack(line, []);
  expect([lines.size(), lines.sizeOf("a"), lines.take(1)]).toEqual([0, 0, []]);
});
