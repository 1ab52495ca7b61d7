import { expect, test } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { adjust } from "@/lib/ledger/adjust";
import { captureHold } from "@/lib/ledger/capture-hold";
import { debit } from "@/lib/ledger/debit";
import { placeHold } from "@/lib/ledger/place-hold";
import { reverse } from "@/lib/ledger/reverse";
import { spendBatch } from "@/lib/ledger/spend-batch";
import { accountWith, spent } from "@/lib/ledger/testing/account-with";
import { NOON } from "@/lib/ledger/testing/accounts";

const db = await testDatabase();

const REUSED = { ok: false, reason: "idempotency_key_reused" };
const idempotencyKey = "job-42";

const pack = () => accountWith(db, { pack: { amount: 100n } });

async function held(accountId: string, key: string | null): Promise<string> {
  const placed = await placeHold(db.sql, { accountId, amount: 10n, idempotencyKey: key }, NOON);
  if (!placed.ok) throw new Error(placed.reason);
  return placed.hold.id;
}

test("a hold's key cannot be used by a spend, reversal, adjustment or another hold's capture", async () => {
  const accountId = await pack();
  const { seq } = await spent(db, accountId, 5n);
  await held(accountId, idempotencyKey);
  const other = await held(accountId, null);
  const base = { accountId, idempotencyKey };
  expect(await debit(db.sql, { ...base, amount: 10n }, NOON)).toEqual(REUSED);
  expect(await captureHold(db.sql, { ...base, holdId: other }, NOON)).toEqual(REUSED);
  expect(await reverse(db.sql, { ...base, of: { seq }, reason: "It failed" }, NOON)).toEqual(REUSED);
  expect(await adjust(db.sql, { ...base, amount: 1n, reason: "Goodwill", actor: "admin:1" }, NOON)).toEqual(REUSED);

  const neighbour = await pack();
  const spends = [base, { accountId, idempotencyKey: "free" }, { accountId: neighbour, idempotencyKey }].map(
    (request) => ({ verb: "debit" as const, request: { ...request, amount: 10n }, now: NOON }),
  );
  expect(await spendBatch(db.sql, spends, { wait: true })).toMatchObject([REUSED, { ok: true }, { ok: true }]);
});

test("the key of a spend, capture, reversal or adjustment cannot be used by a hold", async () => {
  const accountId = await pack();
  const { seq } = await spent(db, accountId, 5n);
  const holdId = await held(accountId, null);
  await debit(db.sql, { accountId, amount: 10n, idempotencyKey: "debit" }, NOON);
  await captureHold(db.sql, { accountId, holdId, idempotencyKey: "capture" }, NOON);
  await reverse(db.sql, { accountId, of: { seq }, reason: "It failed", idempotencyKey: "reverse" }, NOON);
  await adjust(db.sql, { accountId, amount: 1n, reason: "Count", actor: "admin:1", idempotencyKey: "adjust" }, NOON);
  for (const key of ["debit", "capture", "reverse", "adjust"]) {
    expect(await placeHold(db.sql, { accountId, amount: 10n, idempotencyKey: key }, NOON)).toEqual(REUSED);
  }
});

test("a capture may have the key of its hold: both are one job, and each can be replayed", async () => {
  const accountId = await pack();
  const holdId = await held(accountId, idempotencyKey);
  const capture = () => captureHold(db.sql, { accountId, holdId, amount: 4n, idempotencyKey }, NOON);
  expect(await capture()).toMatchObject({ ok: true, replayed: false, balance: 96n });
  expect(await capture()).toMatchObject({ ok: true, replayed: true, balance: 96n });
  expect(await held(accountId, idempotencyKey)).toBe(holdId);
  expect(await debit(db.sql, { accountId, amount: 4n, idempotencyKey }, NOON)).toEqual(REUSED);
});

test("a replay returns the first entry and the current balance", async () => {
  const accountId = await pack();
  const request = { accountId, amount: 10n, idempotencyKey };
  const first = await debit(db.sql, request, NOON);
  if (!first.ok) throw new Error(first.reason);
  await spent(db, accountId, 30n);
  const again = await debit(db.sql, request, NOON);
  expect(again).toEqual({ ok: true, entry: first.entry, balance: 60n, available: 60n, replayed: true });
  expect(first.entry.balanceAfter).toBe(90n);
});
