import { afterEach, expect, test } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { type AdjustRequest, adjust } from "@/lib/ledger/adjust";
import { getBalance } from "@/lib/ledger/queries";
import { accountWith, remaining } from "@/lib/ledger/testing/account-with";
import { after, HOUR, NOON } from "@/lib/ledger/testing/accounts";
import { verify } from "@/lib/ledger/verify";

const db = await testDatabase();

afterEach(async () => expect(await verify(db.sql, "all", NOON)).toEqual([]));

const correct = (accountId: string, amount: bigint, more: Partial<AdjustRequest> = {}) =>
  adjust(db.sql, { accountId, amount, reason: "Goodwill", actor: "admin:1", ...more }, NOON);

test("added credits are a lot of their own, with actor and reason", async () => {
  const accountId = await accountWith(db, {});
  const result = await correct(accountId, 5n, { expiresAt: after(NOON, HOUR), metadata: { ticket: 7 } });
  expect(result).toMatchObject({ ok: true, balance: 5n, available: 5n, replayed: false });
  if (!result.ok) throw new Error(result.reason);
  expect(result.entry).toMatchObject({ type: "ADJUSTMENT", amount: 5n, description: "Goodwill", actor: "admin:1" });
  const balance = await getBalance(db.sql, accountId, NOON);
  expect(balance?.lots).toMatchObject([{ kind: "ADJUSTMENT", remaining: 5n, expiresAt: after(NOON, HOUR) }]);
  expect(await getBalance(db.sql, accountId, after(NOON, HOUR))).toMatchObject({ balance: 0n });
});

test("taking credits works like a debit", async () => {
  const accountId = await accountWith(db, { plan: { kind: "PLAN", amount: 5n }, pack: { amount: 10n } });
  expect(await correct(accountId, -8n)).toMatchObject({ ok: true, balance: 7n, available: 7n });
  expect(await remaining(db, accountId)).toEqual({ pack: 7n });
});

test("taking more than is available is refused unless the rest may become debt, which added credits pay first", async () => {
  const accountId = await accountWith(db, { pack: { amount: 5n } });
  const refused = { ok: false, reason: "insufficient_credits", required: 8n, available: 5n };
  expect(await correct(accountId, -8n)).toEqual(refused);
  expect(await correct(accountId, -8n, { beyondAvailable: "owe" })).toMatchObject({ ok: true, balance: -3n });
  expect(await getBalance(db.sql, accountId, NOON)).toMatchObject({ debt: 3n, available: 0n, lots: [] });
  expect(await correct(accountId, 2n)).toMatchObject({ ok: true, balance: -1n, available: 0n });
  expect(await correct(accountId, 2n)).toMatchObject({ ok: true, balance: 1n, available: 1n });
});

test("an adjustment is replayed under its key, and a different one is refused", async () => {
  const accountId = await accountWith(db, {});
  const first = await correct(accountId, 5n, { idempotencyKey: "k" });
  if (!first.ok) throw new Error(first.reason);
  expect(await correct(accountId, 5n, { idempotencyKey: "k" })).toEqual({ ...first, replayed: true });
  for (const change of [{ reason: "Other" }, { amount: -5n }, { expiresAt: after(NOON, HOUR) }]) {
    const reused = await correct(accountId, 5n, { idempotencyKey: "k", ...change });
    expect(reused).toEqual({ ok: false, reason: "idempotency_key_reused" });
  }
});

test("an adjustment needs a valid amount, a reason, an actor and an account, and cannot expire in the past", async () => {
  const accountId = await accountWith(db, {});
  for (const amount of [0n, 10n ** 15n + 1n, -(10n ** 15n) - 1n]) {
    expect(await correct(accountId, amount)).toMatchObject({ reason: "invalid_amount" });
  }
  expect(await correct(accountId, 1n, { reason: " " })).toEqual({ ok: false, reason: "missing_reason" });
  expect(await correct(accountId, 1n, { actor: "" })).toEqual({ ok: false, reason: "missing_actor" });
  expect(await correct(accountId, 1n, { expiresAt: NOON })).toEqual({ ok: false, reason: "ends_in_the_past" });
  const nobody = "00000000-0000-7000-8000-000000000000";
  expect(await correct(nobody, 1n)).toEqual({ ok: false, reason: "unknown_account" });
});
