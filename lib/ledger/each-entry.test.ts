import fc from "fast-check";
import { expect, test } from "vitest";
import { budget } from "@/dev/testing/budget";
import { testDatabase } from "@/dev/testing/database";
import { eachEntry } from "@/lib/ledger/each-entry";
import { grant } from "@/lib/ledger/grant";
import { after, NOON, newAccount } from "@/lib/ledger/testing/accounts";
import type { Entry } from "@/lib/ledger/types";
import { MINUTE_MS } from "@/lib/time";

const db = await testDatabase();

test("the entries of a stretch of time are read once each, in order, whatever the page and however they are spread", async () => {
  const accounts = await Promise.all([newAccount(db), newAccount(db)]);
  const minutes = [0, 0, 0, 1, 1, 7, 7, 7, 8, 400, 401, 9_000, 60_000, 60_000];
  for (const [nth, minute] of minutes.entries()) {
    const accountId = accounts[nth % 2] ?? "";
    const lot = { accountId, kind: "PROMO", amount: 1n, sourceKey: `lot-${nth}`, actor: "system" } as const;
    await grant(db.sql, lot, after(NOON, minute * MINUTE_MS));
  }
  const all = await read({}, 100);
  const inOrder = [...all].sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime() || compare(a, b));
  const minute = fc.constantFrom(...new Set([...minutes, 70_000]));
  const property = fc.asyncProperty(minute, minute, fc.integer({ min: 1, max: 5 }), async (first, last, limit) => {
    const [from, to] = [after(NOON, first * MINUTE_MS), after(NOON, last * MINUTE_MS)];
    const wanted = inOrder.filter(({ createdAt }) => createdAt >= from && createdAt < to);
    expect(await read({ from, to }, limit)).toEqual(wanted);
  });
  await fc.assert(property, { numRuns: budget({ daily: 20, full: 100 }) });
});

async function read(filter: { from?: Date; to?: Date }, limit: number): Promise<Entry[]> {
  const entries: Entry[] = [];
  for await (const page of eachEntry(db.sql, filter, limit)) entries.push(...page);
  return entries;
}

const compare = (a: Entry, b: Entry): number =>
  a.accountId === b.accountId ? Number(a.seq - b.seq) : a.accountId < b.accountId ? -1 : 1;
