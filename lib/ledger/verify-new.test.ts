import { afterAll, expect, test } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import type { Database } from "@/lib/db";
import { captureHold } from "@/lib/ledger/capture-hold";
import { debit } from "@/lib/ledger/debit";
import { freezeLots, unfreezeLots } from "@/lib/ledger/freeze-lots";
import { grant } from "@/lib/ledger/grant";
import type { Invariant } from "@/lib/ledger/invariants/violation";
import { placeHold } from "@/lib/ledger/place-hold";
import { releaseHold } from "@/lib/ledger/release-hold";
import { reverse } from "@/lib/ledger/reverse";
import { accountWith, spent } from "@/lib/ledger/testing/account-with";
import { after, HOUR, NOON } from "@/lib/ledger/testing/accounts";
import { unguardedDatabase } from "@/lib/ledger/testing/unguarded-database";
import { verify } from "@/lib/ledger/verify";
import { verifyNew } from "@/lib/ledger/verify-new";

const db = await testDatabase();
const unguarded = await unguardedDatabase();
afterAll(() => unguarded.drop());

const PAYMENT = "0193a1b2-0000-7000-8000-000000000001";

test("a second run finds nothing to do, and a third only what happened since", async () => {
  const accountId = await accountWith(db, { pack: { amount: 100n, paymentId: PAYMENT } });
  await accountWith(db, { pack: { amount: 100n } });
  expect(await verifyNew(db, NOON)).toEqual({ violations: [], accounts: 2, changed: 2, entries: 2n });
  expect(await verifyNew(db, NOON)).toEqual({ violations: [], accounts: 2, changed: 0, entries: 0n });
  const base = { accountId, actor: "system" as const };
  const steps: [() => Promise<unknown>, bigint][] = [
    [() => spent(db, accountId, 5n), 1n],
    [() => placeHold(db.sql, { ...base, amount: 5n, expiresInSeconds: 60 }, NOON), 0n],
    [() => spent(db, accountId, 1n, after(NOON, HOUR)), 1n],
    [() => freezeLots(db.sql, accountId, PAYMENT, NOON), 0n],
    [() => unfreezeLots(db.sql, accountId, PAYMENT, NOON), 0n],
    [() => reverse(db.sql, { ...base, of: { seq: 2n }, reason: "It failed" }, NOON), 1n],
  ];
  for (const [step, entries] of steps) {
    await step();
    expect(await verifyNew(db, NOON)).toEqual({ violations: [], accounts: 2, changed: 1, entries });
  }
});

/** Verified with seq 1 to 3, a plan lot, a pack lot and an open hold; then the same again, not yet verified. */
async function grownAccount(): Promise<string> {
  const accountId = await accountWith(unguarded, {});
  await grow(accountId, "old");
  await verifyNew(unguarded, NOON);
  await grow(accountId, "new");
  return accountId;
}

async function grow(accountId: string, age: string): Promise<void> {
  const base = { accountId, actor: "system" as const };
  const { sql } = unguarded;
  const expiresAt = after(NOON, HOUR);
  await grant(sql, { ...base, kind: "PLAN", amount: 30n, sourceKey: `${age} plan`, expiresAt }, NOON);
  await grant(sql, { ...base, kind: "PACK", amount: 100n, sourceKey: `${age} pack` }, NOON);
  await debit(sql, { ...base, amount: 1n, idempotencyKey: age }, NOON);
  await placeHold(sql, { ...base, amount: 5n, idempotencyKey: `${age} hold` }, NOON);
}

const PLAN = (age: string) => `account_id = $1 AND source_key = '${age} plan'`;
const HOLD = (age: string) => `account_id = $1 AND idempotency_key = '${age} hold'`;
const SEQ = (seq: number) => `account_id = $1 AND seq = ${seq}`;

test.each<[Invariant, string]>([
  ["seq_is_gapless", `DELETE FROM ledger_entry WHERE ${SEQ(4)}`],
  ["seq_is_gapless", `DELETE FROM ledger_entry WHERE ${SEQ(5)}`],
  ["balance_is_chained", `UPDATE ledger_entry SET balance_before = 0, balance_after = 30 WHERE ${SEQ(4)}`],
  ["entry_adds_up", `UPDATE ledger_entry SET balance_after = 7 WHERE ${SEQ(6)}`],
  ["allocations_add_up", `UPDATE ledger_entry SET allocations = '[]' WHERE ${SEQ(6)}`],
  ["seq_is_last_entry", `DELETE FROM ledger_entry WHERE ${SEQ(6)}`],
  [
    "seq_is_last_entry",
    `INSERT INTO ledger_entry (account_id, seq, type, amount, balance_before, balance_after, allocations, created_at)
     SELECT account_id, 7, type, amount, balance_after, balance_after + amount, allocations, created_at
     FROM ledger_entry WHERE ${SEQ(6)}`,
  ],
  ["balance_is_entries", `UPDATE credit_account SET balance = 120 WHERE id = $1`],
  ["balance_is_lots_less_debt", `UPDATE credit_lot SET remaining = 20 WHERE ${PLAN("old")}`],
  ["debt_is_entries", `UPDATE credit_account SET debt = 3 WHERE id = $1`],
  ["debt_is_paid_first", `UPDATE credit_account SET debt = 3 WHERE id = $1`],
  ["held_is_lots", `UPDATE credit_lot SET held = 2 WHERE ${PLAN("old")}`],
  ["held_is_holds", `UPDATE credit_hold SET captured = 1 WHERE ${HOLD("old")}`],
  ["expiry_is_not_missed", `UPDATE credit_account SET next_expiry_at = NULL WHERE id = $1`],
  ["lot_is_in_range", `UPDATE credit_lot SET remaining = 31 WHERE ${PLAN("new")}`],
  ["lot_is_closed_when_empty", `UPDATE credit_lot SET closed_at = created_at WHERE ${PLAN("old")}`],
  ["lot_is_closed_when_empty", `UPDATE credit_lot SET closed_at = created_at WHERE ${PLAN("new")}`],
  // What one lot lost, another received: only the lots' own history shows it.
  [
    "lot_is_allocations",
    `UPDATE credit_lot SET remaining = 40 - remaining WHERE account_id = $1 AND source_key ~ 'plan'`,
  ],
  ["lot_is_granted", `UPDATE credit_lot SET amount = 40 WHERE ${PLAN("old")}`],
  ["lot_is_granted", `UPDATE credit_lot SET grant_seq = 2 WHERE ${PLAN("new")}`],
  ["lot_is_known", `DELETE FROM credit_lot WHERE ${PLAN("old")}`],
  ["lot_is_known", `DELETE FROM credit_lot WHERE ${PLAN("new")}`],
  ["lot_held_is_holds", `UPDATE credit_hold SET allocations = '[]' WHERE ${HOLD("new")}`],
  ["hold_is_pinned", `UPDATE credit_hold SET amount = 6 WHERE ${HOLD("old")}`],
  ["hold_is_captured", `UPDATE credit_hold SET status = 'CAPTURED', captured = 5 WHERE ${HOLD("old")}`],
  ["hold_is_known", `UPDATE ledger_entry SET hold_id = $1 WHERE ${SEQ(6)}`],
  ["return_is_of_an_entry", `UPDATE ledger_entry SET undoes_seq = 3 WHERE ${SEQ(6)}`],
  ["return_is_of_an_entry", `UPDATE ledger_entry SET type = 'REVERSAL' WHERE ${SEQ(6)}`],
  ["entry_has_account", `DELETE FROM credit_account WHERE id = $1`],
])("a broken %s after the checkpoint is found, and reported until corrected: %s", async (invariant, corruption) => {
  const accountId = await grownAccount();
  await unguarded.pool.query(corruption, [accountId]);
  for (const _time of ["first", "again"]) {
    const { violations } = await verifyNew(unguarded, NOON);
    const found = violations.filter((violation) => violation.accountId === accountId);
    expect(found.map((violation) => violation.invariant)).toContain(invariant);
  }
  const full = await verify(unguarded.sql, accountId, NOON);
  expect(full.map((violation) => violation.invariant)).toContain(invariant);
  expect((await verifyNew(unguarded, NOON)).changed).toBeGreaterThan(0);
});

test("a violation that leaves the account row unchanged is found through the changed lot or hold", async () => {
  const accountId = await grownAccount();
  expect((await verifyNew(unguarded, NOON)).violations.filter((found) => found.accountId === accountId)).toEqual([]);
  await unguarded.sql`
    UPDATE credit_lot SET remaining = remaining + CASE WHEN source_key = 'old plan' THEN -1 ELSE 1 END
    WHERE account_id = ${accountId}::uuid AND source_key IN ('old plan', 'old pack') AND remaining < amount`;
  const { violations } = await verifyNew(unguarded, NOON);
  expect(violations.filter((found) => found.accountId === accountId).map(({ invariant }) => invariant)).toContain(
    "lot_is_allocations",
  );
});

test("a violation before the checkpoint is found only by full verification", async () => {
  const accountId = await grownAccount();
  await verifyNew(unguarded, NOON);
  await unguarded.pool.query(`UPDATE ledger_entry SET balance_after = 7 WHERE ${SEQ(2)}`, [accountId]);
  const { violations } = await verifyNew(unguarded, NOON);
  expect(violations.filter((found) => found.accountId === accountId)).toEqual([]);
  expect((await verify(unguarded.sql, "all", NOON)).map((found) => [found.accountId, found.invariant])).toContainEqual([
    accountId,
    "entry_adds_up",
  ]);
});

// A cluster's servers each count for themselves.
test.skipIf(process.env.CITUS_URL)("it reads only new entries, however long the history", async () => {
  const fresh = await unguardedDatabase();
  const accounts = [];
  for (let index = 0; index < 3; index++) accounts.push(await accountWith(fresh, { pack: { amount: 1_000_000n } }));
  for (const accountId of accounts) await insertHistory(fresh, accountId, 4000);
  await fresh.pool.query("ANALYZE");
  expect((await verifyNew(fresh, NOON)).violations).toEqual([]);
  for (let spend = 0; spend < 3; spend++) await spent(fresh, accounts[1] ?? "", 1n);

  const few = await counting(fresh);
  expect(await verifyNew(few.database, NOON)).toEqual({ violations: [], accounts: 3, changed: 1, entries: 3n });
  // Each check reads the three, and one reads the entry that granted the lot.
  expect(few.entriesRead()).toBeGreaterThan(0);
  expect(few.entriesRead()).toBeLessThan(50);

  const none = await counting(fresh);
  await verifyNew(none.database, NOON);
  expect(none.entriesRead()).toBeLessThan(10);

  const all = await counting(fresh);
  await all.database.transaction((_db, sql) => verify(sql, "all", NOON));
  expect(all.entriesRead()).toBeGreaterThan(12_000);
  await fresh.drop();
});

/** Spends of one credit each, written as the ledger writes them. */
async function insertHistory(on: Database, accountId: string, entries: number): Promise<void> {
  await on.sql`
    INSERT INTO ledger_entry (account_id, seq, type, amount, balance_before, balance_after, allocations, created_at)
    SELECT
      account_id, 1 + n, 'USAGE', -1, remaining - n + 1, remaining - n,
      jsonb_build_array(jsonb_build_object('lot', id, 'amount', -1)), ${NOON}::timestamptz
    FROM credit_lot, generate_series(1, ${entries}::integer) AS n
    WHERE account_id = ${accountId}::uuid`;
  await on.sql`UPDATE credit_lot SET remaining = remaining - ${entries}::integer WHERE account_id = ${accountId}::uuid`;
  await on.sql`
    UPDATE credit_account SET balance = balance - ${entries}::integer, seq = seq + ${entries}::integer
    WHERE id = ${accountId}::uuid`;
}

/** The same database, counting the rows of ledger_entry that its transactions fetch, by scan or by index. */
async function counting(on: Database) {
  let rows = 0n;
  // Writes down what the connection counted before, so that it is no longer pending.
  await on.transaction((_db, sql) => sql`SELECT 1 FROM pg_stat_force_next_flush()`);
  const database: Database = {
    ...on,
    transaction: (work) =>
      on.transaction(async (tx, sql) => {
        const result = await work(tx, sql);
        const [count] = await sql<{ rows: bigint }>`
          SELECT (coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0))::bigint AS rows
          FROM pg_stat_xact_user_tables WHERE relname = 'ledger_entry'`;
        rows += count?.rows ?? 0n;
        await sql`SELECT 1 FROM pg_stat_force_next_flush()`;
        return result;
      }),
  };
  return { database, entriesRead: () => Number(rows) };
}

test("during running traffic it reports no violation, and misses no entry", {
  tags: ["full"],
  timeout: 60_000,
}, async () => {
  const accounts = [];
  for (let index = 0; index < 4; index++) {
    accounts.push(
      await accountWith(db, { plan: { amount: 300n, expiresAt: after(NOON, HOUR) }, pack: { amount: 5000n } }),
    );
  }
  await verifyNew(db, NOON);
  let running = true;
  const callers = accounts.flatMap((accountId) => [callAll(accountId, 60), callAll(accountId, 60)]);
  const traffic = Promise.all(callers).finally(() => {
    running = false;
  });
  let entries = 0n;
  let looks = 0;
  while (running) {
    const look = await verifyNew(db, NOON);
    expect(look.violations).toEqual([]);
    entries += look.entries;
    looks += 1;
  }
  await traffic;
  entries += (await verifyNew(db, NOON)).entries;
  expect(looks).toBeGreaterThan(2);
  // Two of the spends, the reversal, and the capture of each of 60 calls of 8 callers.
  expect(entries).toBe(4n * 60n * 8n);
  expect(await verifyNew(db, NOON)).toMatchObject({ violations: [], changed: 0 });
  expect(await verify(db.sql, "all", NOON)).toEqual([]);
});

async function callAll(accountId: string, calls: number): Promise<void> {
  const base = { accountId, actor: "system" as const };
  for (let call = 0; call < calls; call++) {
    const { seq } = await spent(db, accountId, 2n);
    await spent(db, accountId, 1n);
    await reverse(db.sql, { ...base, of: { seq }, reason: "It failed" }, NOON);
    const kept = await placeHold(db.sql, { ...base, amount: 2n }, NOON);
    const freed = await placeHold(db.sql, { ...base, amount: 2n }, NOON);
    if (!kept.ok || !freed.ok) throw new Error("not enough credits");
    await captureHold(db.sql, { ...base, holdId: kept.hold.id, amount: 1n }, NOON);
    await releaseHold(db.sql, { accountId, holdId: freed.hold.id }, NOON);
  }
}
