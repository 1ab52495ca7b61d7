import { expect, test } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { debit } from "@/lib/ledger/debit";
import { grant } from "@/lib/ledger/grant";
import { lockAccount } from "@/lib/ledger/lock-account";
import { openAccount } from "@/lib/ledger/open-account";
import { getBalance } from "@/lib/ledger/queries";
import { after, HOUR, NOON, newAccount, newUser } from "@/lib/ledger/testing/accounts";

const db = await testDatabase(20);

test("20 concurrent callers open one account with the user's id, and later ones find it", async () => {
  const userId = await newUser(db);
  const ids = await Promise.all(Array.from({ length: 20 }, () => openAccount(db.sql, userId, NOON)));
  expect(new Set(ids)).toEqual(new Set([userId]));
  expect(await db.transaction((_db, sql) => openAccount(sql, userId, after(NOON, HOUR)))).toBe(userId);
  expect(await db.sql`SELECT created_at FROM credit_account WHERE id = ${userId}::uuid`).toEqual([
    { created_at: NOON },
  ]);
});

test("while an account is locked, other callers wait: check-then-grant is safe", async () => {
  const accountId = await newAccount(db);
  const grantUnlessRich = (sourceKey: string) =>
    db.transaction(async (_db, sql) => {
      await lockAccount(sql, accountId);
      const balance = await getBalance(sql, accountId, NOON);
      if (balance?.balance) return;
      await grant(sql, { accountId, kind: "PROMO", amount: 10n, sourceKey, actor: "system" }, NOON);
    });
  await Promise.all(["a", "b", "c", "d"].map(grantUnlessRich));
  expect((await getBalance(db.sql, accountId, NOON))?.balance).toBe(10n);
});

test("an account that does not exist cannot be locked or read", async () => {
  const nobody = "00000000-0000-7000-8000-000000000000";
  await expect(lockAccount(db.sql, nobody)).rejects.toThrow("There is no credit account");
  expect(await getBalance(db.sql, nobody, NOON)).toBeNull();
});

// On a cluster, statements wait on the workers, where this cannot see them.
test.skipIf(process.env.CITUS_URL)(
  "a statement that loses a deadlock is run again, and takes effect once",
  async () => {
    const [first, second] = [await newAccount(db), await newAccount(db)];
    for (const accountId of [first, second]) {
      await grant(db.sql, { accountId, kind: "PACK", amount: 10n, sourceKey: "a", actor: "system" }, NOON);
    }
    const takeOneOfBoth = () => db.sql`
    SELECT (ledger_debit(true, id, 1, NULL, NULL, '', NULL, NULL, NULL, NULL, 'system', ${NOON}::timestamptz)).outcome
    FROM unnest(ARRAY[${first}, ${second}]::uuid[]) AS id`;
    let both: Promise<unknown> | undefined;
    await db.transaction(async (_db, sql) => {
      await lockAccount(sql, second);
      both = takeOneOfBoth();
      await expect.poll(waitingForLock).toBe(1n);
      // The first to notice a deadlock gives up, which must be the other one.
      await sql`SELECT set_config('deadlock_timeout', '10s', true)`;
      await debit(sql, { accountId: first, amount: 1n, actor: "system" }, NOON);
    });
    await both;
    expect((await getBalance(db.sql, first, NOON))?.balance).toBe(8n);
    expect((await getBalance(db.sql, second, NOON))?.balance).toBe(9n);
  },
);

async function waitingForLock(): Promise<bigint | undefined> {
  const [row] = await db.sql<{ count: bigint }>`
    SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
  return row?.count;
}
