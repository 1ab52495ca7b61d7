import { expect, test } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import type { Sql } from "@/lib/db";
import { debit } from "@/lib/ledger/debit";
import { grant } from "@/lib/ledger/grant";
import { largestSpends } from "@/lib/ledger/largest-spends";
import { namedDimensions, spentBetween } from "@/lib/ledger/spent";
import { NOON, newAccount } from "@/lib/ledger/testing/accounts";
import { DAY_MS, HOUR_MS } from "@/lib/time";

const db = await testDatabase();

const day = (nth: number, hours = 0) => new Date(NOON.getTime() + nth * DAY_MS + hours * HOUR_MS);

/** An account that spent one credit at each of these times, in this order. */
async function spentAt(times: readonly Date[]): Promise<string> {
  const accountId = await newAccount(db, day(-1));
  await grant(db.sql, { accountId, kind: "PACK", amount: 1_000n, sourceKey: "pack", actor: "system" }, day(-1));
  for (const time of times) await debit(db.sql, { accountId, amount: 1n }, time);
  return accountId;
}

/** The entries that a read takes from the table, by an index as with more accounts than a test has. */
function readDuring(read: (sql: Sql) => Promise<unknown>): Promise<number> {
  return db.transaction(async (_db, sql) => {
    await sql`SET LOCAL enable_seqscan = off`;
    await read(sql);
    const [table] = await sql<{ rows: bigint }>`
      SELECT seq_tup_read + idx_tup_fetch AS rows FROM pg_stat_xact_user_tables WHERE relname = 'ledger_entry'`;
    return Number(table?.rows);
  });
}

test("the usage of some days is read from their entries, however long the history before and after", async () => {
  const accountId = await spentAt(Array.from({ length: 60 }, (_, nth) => day(nth)));
  // As autovacuum does. Without, one index of the account's entries looks as good as another.
  await db.sql`ANALYZE ledger_entry`;
  const [from, until] = [day(30, -1), day(33, -1)];
  expect(await spentBetween(db.sql, accountId, [from, day(32, -1), until])).toEqual([2n, 1n]);
  // Three entries, a day's on either side, and twelve looks to find them.
  expect(await readDuring((sql) => spentBetween(sql, accountId, [from, until]))).toBeLessThan(40);
  expect(await readDuring((sql) => largestSpends(sql, accountId, { from, until, limit: 8 }))).toBeLessThan(40);
});

test("an entry counts on its day although a machine whose clock is hours behind made it after later ones", async () => {
  const times = [day(0), day(1), day(2), day(1, 4), day(2, 1), day(1, 3), day(3), day(2, 23), day(4)];
  const accountId = await spentAt(times);
  const moments = [0, 1, 2, 3, 4].map((nth) => day(nth));
  expect(await spentBetween(db.sql, accountId, moments)).toEqual([1n, 3n, 3n, 1n]);
});

test("the dimensions that an account's spends name are known, without those that are parts of a price or the caller's own", async () => {
  const accountId = await spentAt([day(0)]);
  expect(await namedDimensions(db.sql, accountId)).toEqual([]);
  const spend = (metadata: Record<string, unknown>) => debit(db.sql, { accountId, amount: 1n, metadata }, day(1));
  await spend({ project: "the caller's own" });
  await spend({ $refill: { items: [], estimated: true, tags: ["a"] } });
  await spend({ $refill: { model: "m" } });
  await spend({ $refill: "from before the name was reserved" });
  expect(await namedDimensions(db.sql, accountId)).toEqual(["model", "tags"]);
});
