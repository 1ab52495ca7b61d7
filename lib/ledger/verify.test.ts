import { afterAll, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "@/dev/testing/database";
import { debit } from "@/lib/ledger/debit";
import type { Invariant } from "@/lib/ledger/invariants/violation";
import { resetPlanLots } from "@/lib/ledger/reset-plan-lots";
import { after, HOUR, NOON, newAccount, pinCredits } from "@/lib/ledger/testing/accounts";
import { granted as grant } from "@/lib/ledger/testing/granted";
import { unguardedDatabase } from "@/lib/ledger/testing/unguarded-database";
import { verify } from "@/lib/ledger/verify";

const db = await testDatabase();

/** An account with a little of everything: seq 1 to 4, a plan lot of 30 and a pack lot of 100 with 5 pinned. */
async function usedAccount(on: TestDatabase): Promise<string> {
  const accountId = await newAccount(on);
  const base = { accountId, actor: "system" as const };
  await grant(on.sql, { ...base, kind: "PLAN", amount: 30n, sourceKey: "plan", expiresAt: after(NOON, HOUR) }, NOON);
  const pack = await grant(on.sql, { ...base, kind: "PACK", amount: 100n, sourceKey: "pack" }, NOON);
  await debit(on.sql, { ...base, amount: 10n, idempotencyKey: "k" }, NOON);
  await debit(on.sql, { ...base, amount: 1n }, NOON);
  await pinCredits(on.sql, accountId, pack.lot.id, 5n);
  return accountId;
}

test("an account written only by the ledger has no violations", async () => {
  const accountId = await usedAccount(db);
  await resetPlanLots(db.sql, { accountId, actor: "system" }, NOON);
  expect(await verify(db.sql, accountId, NOON)).toEqual([]);
  expect(await db.transaction((_db, sql) => verify(sql, accountId, NOON))).toEqual([]);
});

const unguarded = await unguardedDatabase();
afterAll(unguarded.drop);

const PLAN = `account_id = $1 AND source_key = 'plan'`;
const SEQ = (seq: number) => `account_id = $1 AND seq = ${seq}`;

test.each<[Invariant, string]>([
  ["seq_is_gapless", `DELETE FROM ledger_entry WHERE ${SEQ(2)}`],
  ["balance_is_chained", `UPDATE ledger_entry SET balance_before = 0, balance_after = -10 WHERE ${SEQ(3)}`],
  ["entry_adds_up", `UPDATE ledger_entry SET balance_after = 7 WHERE ${SEQ(4)}`],
  ["allocations_add_up", `UPDATE ledger_entry SET allocations = '[]' WHERE ${SEQ(4)}`],
  ["seq_is_last_entry", `UPDATE credit_account SET seq = 9 WHERE id = $1`],
  ["balance_is_entries", `UPDATE credit_account SET balance = 120 WHERE id = $1`],
  ["balance_is_lots_less_debt", `UPDATE credit_lot SET remaining = 30 WHERE ${PLAN}`],
  ["debt_is_entries", `UPDATE credit_account SET debt = 3 WHERE id = $1`],
  ["debt_is_paid_first", `UPDATE credit_account SET debt = 3 WHERE id = $1`],
  ["held_is_lots", `UPDATE credit_lot SET held = 2 WHERE ${PLAN}`],
  ["held_is_holds", `UPDATE credit_hold SET captured = 1 WHERE account_id = $1`],
  ["expiry_is_not_missed", `UPDATE credit_account SET next_expiry_at = NULL WHERE id = $1`],
  ["expiry_is_not_missed", `UPDATE credit_lot SET expires_at = '2026-11-21T12:59:00Z' WHERE ${PLAN}`],
  ["lot_is_in_range", `UPDATE credit_lot SET remaining = 31 WHERE ${PLAN}`],
  ["lot_is_in_range", `UPDATE credit_lot SET held = 25 WHERE ${PLAN}`],
  ["lot_is_closed_when_empty", `UPDATE credit_lot SET closed_at = created_at WHERE ${PLAN}`],
  ["lot_is_allocations", `UPDATE credit_lot SET remaining = 18 WHERE ${PLAN}`],
  ["lot_is_granted", `UPDATE credit_lot SET amount = 40 WHERE ${PLAN}`],
  ["lot_is_granted", `UPDATE credit_lot SET grant_seq = 2 WHERE ${PLAN}`],
  ["lot_is_known", `DELETE FROM credit_lot WHERE ${PLAN}`],
  ["lot_held_is_holds", `UPDATE credit_hold SET allocations = '[]' WHERE account_id = $1`],
  ["hold_is_pinned", `UPDATE credit_hold SET amount = 6 WHERE account_id = $1`],
  ["hold_is_captured", `UPDATE credit_hold SET status = 'CAPTURED', captured = 5 WHERE account_id = $1`],
  [
    "hold_is_captured",
    `UPDATE ledger_entry SET hold_id = (SELECT id FROM credit_hold WHERE account_id = $1) WHERE ${SEQ(4)}`,
  ],
  ["hold_is_known", `UPDATE ledger_entry SET hold_id = $1 WHERE ${SEQ(4)}`],
  ["expiry_is_not_missed", `UPDATE credit_hold SET expires_at = now() - interval '99 years' WHERE account_id = $1`],
  ["return_is_of_an_entry", `UPDATE ledger_entry SET undoes_seq = 3 WHERE ${SEQ(4)}`],
  ["return_is_of_an_entry", `UPDATE ledger_entry SET type = 'REVERSAL' WHERE ${SEQ(4)}`],
  ["return_is_of_an_entry", `UPDATE ledger_entry SET type = 'REVERSAL', undoes_seq = 3, amount = 11 WHERE ${SEQ(4)}`],
  ["entry_has_account", `DELETE FROM credit_account WHERE id = $1`],
])("verify finds a broken %s: %s", async (invariant, corruption) => {
  const [accountId, clean] = [await usedAccount(unguarded), await usedAccount(unguarded)];
  await unguarded.pool.query(corruption, [accountId]);
  const found = await verify(unguarded.sql, "all", NOON);
  expect(found.map((violation) => violation.invariant)).toContain(invariant);
  expect(new Set(found.map((violation) => violation.accountId))).toEqual(new Set([accountId]));
  for (const { sentence } of found) expect(sentence).toMatch(/^[A-Z].*[^.]\.$/);
  expect(await verify(unguarded.sql, accountId, NOON)).toEqual(found);
  expect(await verify(unguarded.sql, clean, NOON)).toEqual([]);
  for (const table of ["credit_hold", "credit_lot", "ledger_entry"]) {
    await unguarded.pool.query(`DELETE FROM ${table} WHERE account_id = ANY($1)`, [[accountId, clean]]);
  }
  await unguarded.pool.query("DELETE FROM credit_account WHERE id = ANY($1)", [[accountId, clean]]);
});

test("entries cannot be changed, deleted or truncated", async () => {
  const accountId = await usedAccount(db);
  const refused = "ledger_entry is append-only";
  await expect(db.sql`UPDATE ledger_entry SET description = 'x' WHERE account_id = ${accountId}::uuid`).rejects.toThrow(
    refused,
  );
  await expect(db.sql`DELETE FROM ledger_entry WHERE account_id = ${accountId}::uuid`).rejects.toThrow(refused);
  await expect(db.sql`TRUNCATE ledger_entry`).rejects.toThrow(refused);
  await expect(db.prisma.ledgerEntry.deleteMany({ where: { accountId } })).rejects.toThrow(refused);
});

test.each([
  ["more left than granted", `UPDATE credit_lot SET remaining = 31 WHERE ${PLAN}`],
  ["less than nothing left", `UPDATE credit_lot SET remaining = -1 WHERE ${PLAN}`],
  ["more pinned than left", `UPDATE credit_lot SET held = 20 WHERE ${PLAN}`],
  ["an empty lot that is open", `UPDATE credit_lot SET remaining = 0 WHERE ${PLAN}`],
  ["an end before the start", `UPDATE credit_lot SET expires_at = effective_at WHERE ${PLAN}`],
  ["a debt below zero", `UPDATE credit_account SET debt = -1 WHERE id = $1`],
  ["more held than there is", `UPDATE credit_account SET held = 1000 WHERE id = $1`],
  ["a balance below the debt", `UPDATE credit_account SET balance = -1 WHERE id = $1`],
])("the tables refuse %s", async (_what, corruption) => {
  const accountId = await usedAccount(db);
  await expect(db.pool.query(corruption, [accountId])).rejects.toMatchObject({ code: "23514" });
});
