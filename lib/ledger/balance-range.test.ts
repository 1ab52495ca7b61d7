import fc from "fast-check";
import { expect, test } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { adjust } from "@/lib/ledger/adjust";
import { clawBack } from "@/lib/ledger/claw-back";
import { debit } from "@/lib/ledger/debit";
import { explainBalance } from "@/lib/ledger/explain-balance";
import { grant } from "@/lib/ledger/grant";
import { hasRoom } from "@/lib/ledger/has-room";
import { openAccount } from "@/lib/ledger/open-account";
import { getBalance } from "@/lib/ledger/queries";
import { reinstate } from "@/lib/ledger/reinstate";
import { reverse } from "@/lib/ledger/reverse";
import { entriesOf } from "@/lib/ledger/testing/account-with";
import { NOON, newUser } from "@/lib/ledger/testing/accounts";
import { MAX_AMOUNT, MAX_BALANCE } from "@/lib/ledger/types";
import { verify } from "@/lib/ledger/verify";

const db = await testDatabase();

const REFUSED = { ok: false, reason: "balance_out_of_range" };
const LAST = MAX_BALANCE - 9n * MAX_AMOUNT;

async function person() {
  const userId = await newUser(db);
  return { userId, accountId: await openAccount(db.sql, userId, NOON) };
}

let facts = 0;
const give = (accountId: string, amount: bigint) =>
  grant(db.sql, { accountId, kind: "PACK", amount, sourceKey: `fact:${++facts}`, actor: "system" }, NOON);

/** An account with the largest possible balance. */
async function full() {
  const { userId, accountId } = await person();
  for (let n = 0; n < 9; n++) await give(accountId, MAX_AMOUNT);
  expect((await give(accountId, LAST)).status).toBe("granted");
  return { userId, accountId };
}

const balanceOf = async (accountId: string) => (await getBalance(db.sql, accountId, NOON))?.balance;

test("a balance grows to 2^53 - 1; one credit more is refused by every verb, and nothing changes", async () => {
  const { userId, accountId } = await full();
  expect(await balanceOf(accountId)).toBe(BigInt(Number.MAX_SAFE_INTEGER));
  expect(await hasRoom(db.sql, userId, 0n)).toBe(true);
  expect(await hasRoom(db.sql, userId, 1n)).toBe(false);
  const before = await entriesOf(db, accountId);
  expect(await give(accountId, 1n)).toEqual({ status: "balance_out_of_range" });
  const by = { accountId, reason: "Correction", actor: "admin:1" };
  expect(await adjust(db.sql, { ...by, amount: 1n, idempotencyKey: "more" }, NOON)).toEqual(REFUSED);
  expect(await entriesOf(db, accountId)).toEqual(before);
  expect(await verify(db.sql, "all", NOON)).toEqual([]);

  // The key of a refused request can be used again.
  expect(await debit(db.sql, { accountId, amount: 1n }, NOON)).toMatchObject({ ok: true });
  expect(await adjust(db.sql, { ...by, amount: 1n, idempotencyKey: "more" }, NOON)).toMatchObject({ ok: true });
});

test("spent or clawed back credits return only as far as the balance has room", async () => {
  const { accountId } = await full();
  const spend = await debit(db.sql, { accountId, amount: 5n }, NOON);
  await clawBack(db.sql, { accountId, amount: 3n, sourceKey: "refund", actor: "system" }, NOON);
  if (!spend.ok) throw new Error(spend.reason);
  expect((await give(accountId, 7n)).status).toBe("granted");
  const back = { accountId, of: { seq: spend.entry.seq }, reason: "Failed", actor: "system" as const };
  expect(await reverse(db.sql, { ...back, amount: 2n }, NOON)).toEqual(REFUSED);
  const again = { accountId, of: "refund", sourceKey: "refund failed", actor: "system" };
  expect(await reinstate(db.sql, { ...again, amount: 2n }, NOON)).toEqual(REFUSED);
  expect(await reinstate(db.sql, { ...again, amount: 1n }, NOON)).toMatchObject({ ok: true });
  expect(await balanceOf(accountId)).toBe(MAX_BALANCE);
  expect(await verify(db.sql, "all", NOON)).toEqual([]);
});

test("no account can owe more than 2^53 - 1", async () => {
  const { accountId } = await person();
  const owe = (amount: bigint) =>
    adjust(db.sql, { accountId, amount: -amount, beyondAvailable: "owe", reason: "Fee", actor: "admin:1" }, NOON);
  for (let n = 0; n < 9; n++) expect(await owe(MAX_AMOUNT)).toMatchObject({ ok: true });
  expect(await owe(LAST + 1n)).toEqual(REFUSED);
  expect(await owe(LAST)).toMatchObject({ ok: true, balance: -MAX_BALANCE });
  // Credits that pay a debt never exceed the range.
  expect((await give(accountId, MAX_AMOUNT)).status).toBe("granted");
});

test("credits, debts and totals are exact in any order of large verbs, and no balance leaves the range", {
  tags: ["full"],
  timeout: 120_000,
}, async () => {
  const amount = fc.constantFrom(MAX_AMOUNT, MAX_AMOUNT - 1n, LAST, LAST + 1n, 1n);
  const step = fc.record({ verb: fc.constantFrom("grant", "grant", "spend", "owe", "add", "reverse"), amount });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 40 }), async (steps) => {
      const { accountId } = await person();
      let expected = 0n;
      let lastSpend: bigint | null = null;
      for (const { verb, amount } of steps) {
        const by = { accountId, reason: "Test", actor: "system" as const };
        if (verb === "grant") {
          if ((await give(accountId, amount)).status === "granted") expected += amount;
        } else if (verb === "add") {
          if ((await adjust(db.sql, { ...by, amount }, NOON)).ok) expected += amount;
        } else if (verb === "owe") {
          const owed = await adjust(db.sql, { ...by, amount: -amount, beyondAvailable: "owe" }, NOON);
          if (owed.ok) expected -= amount;
        } else if (verb === "spend") {
          const spent = await debit(db.sql, { accountId, amount }, NOON);
          if (!spent.ok) continue;
          expected -= amount;
          lastSpend = spent.entry.seq;
        } else if (lastSpend !== null) {
          const back = await reverse(db.sql, { ...by, of: { seq: lastSpend } }, NOON);
          if (back.ok) expected += back.entry.amount;
        }
        const balance = await getBalance(db.sql, accountId, NOON);
        expect(balance?.balance).toBe(expected);
        for (const part of [expected, -expected, balance?.available ?? 0n, balance?.debt ?? 0n]) {
          expect(part <= MAX_BALANCE).toBe(true);
        }
      }
      const { byType } = await explainBalance(db.sql, accountId, NOON);
      expect(byType.reduce((sum, { amount }) => sum + amount, 0n)).toBe(expected);
    }),
    { numRuns: 12 },
  );
});
