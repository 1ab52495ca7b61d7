import { expect, test } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { debit } from "@/lib/ledger/debit";
import { formatEntryId, parseEntryId } from "@/lib/ledger/entry-id";
import { grant } from "@/lib/ledger/grant";
import { type HistoryFilter, history } from "@/lib/ledger/queries";
import { after, HOUR, NOON, newAccount } from "@/lib/ledger/testing/accounts";
import type { Entry } from "@/lib/ledger/types";

const db = await testDatabase();

/** A grant at noon, then a debit every hour: seq 1 to `entries`. */
async function accountWith(entries: number): Promise<string> {
  const accountId = await newAccount(db);
  await grant(db.sql, { accountId, kind: "PACK", amount: 1000n, sourceKey: "a", actor: "system" }, NOON);
  for (let hour = 1; hour < entries; hour++) {
    await debit(db.sql, { accountId, amount: 1n, actor: "system" }, after(NOON, hour * HOUR));
  }
  return accountId;
}

async function allPages(accountId: string, filter: HistoryFilter): Promise<Entry[][]> {
  const page = await history(db.sql, accountId, filter);
  if (!page.ok) throw new Error(page.reason);
  if (page.nextCursor === null) return [page.data];
  return [page.data, ...(await allPages(accountId, { ...filter, cursor: page.nextCursor }))];
}

const seqs = (pages: Entry[][]): number[][] => pages.map((page) => page.map((entry) => Number(entry.seq)));

test("history is newest first, in pages that neither repeat nor miss an entry", async () => {
  const accountId = await accountWith(7);
  expect(seqs(await allPages(accountId, { limit: 3 }))).toEqual([[7, 6, 5], [4, 3, 2], [1]]);
  expect(seqs(await allPages(accountId, { limit: 7 }))).toEqual([[7, 6, 5, 4, 3, 2, 1]]);
});

test("entries added while someone pages do not shift the pages", async () => {
  const accountId = await accountWith(4);
  const first = await history(db.sql, accountId, { limit: 2 });
  if (!first.ok || first.nextCursor === null) throw new Error("no second page");
  await debit(db.sql, { accountId, amount: 1n, actor: "system" }, NOON);
  const second = await history(db.sql, accountId, { limit: 2, cursor: first.nextCursor });
  expect(second).toMatchObject({ ok: true, data: [{ seq: 2n }, { seq: 1n }], nextCursor: null });
});

test("history can be filtered by type and by a range that includes its start and not its end", async () => {
  const accountId = await accountWith(5);
  expect(seqs(await allPages(accountId, { type: "GRANT", limit: 2 }))).toEqual([[1]]);
  expect(seqs(await allPages(accountId, { type: "USAGE", limit: 2 }))).toEqual([
    [5, 4],
    [3, 2],
  ]);
  const span = { from: after(NOON, HOUR), to: after(NOON, 3 * HOUR) };
  expect(seqs(await allPages(accountId, { ...span, limit: 10 }))).toEqual([[3, 2]]);
  const inside = await db.transaction((_db, sql) => history(sql, accountId, { ...span, type: "USAGE", limit: 10 }));
  expect(inside).toMatchObject({ ok: true, data: [{ seq: 3n }, { seq: 2n }] });
});

test("an invalid cursor is refused", async () => {
  const accountId = await accountWith(1);
  const forged = ["", "x", "5", "c2VxOjA", "c2VxOjU=", "c2VxOjU\n", "c2VxOjk5OTk5OTk5OTk5OTk5OTk5OTk5OQ"];
  for (const cursor of forged) {
    expect(await history(db.sql, accountId, { cursor, limit: 10 })).toEqual({ ok: false, reason: "invalid_cursor" });
  }
});

test("another account's entries are never shown", async () => {
  await accountWith(3);
  expect(await history(db.sql, await newAccount(db), { limit: 10 })).toEqual({ ok: true, data: [], nextCursor: null });
});

test("an entry's public id is its account and number, and any other text is invalid", () => {
  const entry = { accountId: "01998f6e-0000-7000-8000-000000000001", seq: 42n };
  expect(formatEntryId(entry)).toBe("01998f6e-0000-7000-8000-000000000001_42");
  expect(parseEntryId(formatEntryId(entry))).toEqual(entry);
  const { accountId } = entry;
  const wrong = ["", accountId, `${accountId}_0`, `${accountId}_-1`, `${accountId}_1.5`, `${accountId}_01`];
  const alsoWrong = [`${accountId}_9223372036854775808`, `${accountId}_1 `, `x_1`, `${accountId.toUpperCase()}_1x`];
  for (const id of [...wrong, ...alsoWrong]) expect(parseEntryId(id)).toBeNull();
});
