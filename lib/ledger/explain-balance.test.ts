import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { adjust } from "@/lib/ledger/adjust";
import { captureHold } from "@/lib/ledger/capture-hold";
import { clawBack } from "@/lib/ledger/claw-back";
import { ENTRIES_SHOWN, explainBalance } from "@/lib/ledger/explain-balance";
import { grant } from "@/lib/ledger/grant";
import { placeHold } from "@/lib/ledger/place-hold";
import { getBalance } from "@/lib/ledger/queries";
import { resetPlanLots } from "@/lib/ledger/reset-plan-lots";
import { reverse } from "@/lib/ledger/reverse";
import { accountWith, spent } from "@/lib/ledger/testing/account-with";
import { after, HOUR, NOON } from "@/lib/ledger/testing/accounts";
import { expectToAddUp } from "@/lib/ledger/testing/adds-up";
import { verify } from "@/lib/ledger/verify";

const db = await testDatabase();

const MONTH = 30 * 24 * HOUR;

test("a year with everything in it adds up, by type, by lot and in what is owed", async () => {
  const accountId = await accountWith(db, {});
  const base = { accountId, actor: "system" };
  for (let month = 0; month < 12; month++) {
    const now = after(NOON, month * MONTH);
    const paymentId = randomUUID();
    await resetPlanLots(db.sql, base, now);
    const windowEnds = after(now, month % 2 ? MONTH + HOUR : MONTH - HOUR);
    await grant(
      db.sql,
      { ...base, kind: "PLAN", amount: 100n, sourceKey: `plan ${month}`, expiresAt: windowEnds },
      now,
    );
    await grant(db.sql, { ...base, kind: "PACK", amount: 50n, sourceKey: `pack ${month}`, paymentId }, now);
    const { seq } = await spent(db, accountId, 70n, now);
    await spent(db, accountId, 5n, after(now, HOUR));
    const hold = await placeHold(db.sql, { ...base, amount: 20n }, now);
    if (!hold.ok) throw new Error(hold.reason);
    await captureHold(db.sql, { ...base, holdId: hold.hold.id, amount: 15n }, after(now, 60_000));
    await reverse(
      db.sql,
      { ...base, of: { seq }, amount: 30n, reason: "It failed" },
      after(now, (month % 3) * 20 * 24 * HOUR),
    );
    if (month % 4 === 0) await clawBack(db.sql, { ...base, amount: 50n, sourceKey: `refund ${month}`, paymentId }, now);
    await adjust(db.sql, { ...base, amount: month % 2 ? 3n : -3n, beyondAvailable: "owe", reason: "Count" }, now);
  }
  const end = after(NOON, 12 * MONTH);
  await clawBack(db.sql, { ...base, amount: 2000n, sourceKey: "chargeback" }, end);
  const explanation = await explainBalance(db.sql, accountId, end);
  expectToAddUp(explanation);
  const balance = await getBalance(db.sql, accountId, end);
  expect({ balance: explanation.balance, debt: explanation.debt }).toEqual({
    balance: balance?.balance,
    debt: balance?.debt,
  });
  expect(explanation.debt).toBeGreaterThan(0n);
  expect(explanation.byType.map(({ type }) => type).sort()).toEqual([
    "ADJUSTMENT",
    "CLAWBACK",
    "EXPIRY",
    "GRANT",
    "RESET",
    "REVERSAL",
    "USAGE",
  ]);
  const [{ count } = { count: 0n }] = await db.sql<{ count: bigint }>`
    SELECT count(*) FROM ledger_entry WHERE account_id = ${accountId}::uuid`;
  expect(explanation.byType.reduce((sum, { entryCount }) => sum + entryCount, 0n)).toBe(count);
  expect(await verify(db.sql, accountId, end)).toEqual([]);
});

test("a lot is explained by the entries behind it, the newest of many", async () => {
  const accountId = await accountWith(db, { pack: { amount: 100n } });
  for (let spend = 0; spend < ENTRIES_SHOWN + 5; spend++) await spent(db, accountId, 1n, after(NOON, spend));
  const { byLot } = await explainBalance(db.sql, accountId, NOON);
  const used = byLot[0]?.movements.find(({ type }) => type === "USAGE");
  expect(used).toMatchObject({ amount: -25n, entryCount: 25n });
  expect(used?.entries).toHaveLength(ENTRIES_SHOWN);
  expect(used?.entries[0]).toEqual({ seq: 26n, amount: -1n, createdAt: after(NOON, ENTRIES_SHOWN + 4) });
});

test("what is due is explained by an entry, and an account with none explains nothing", async () => {
  const accountId = await accountWith(db, { pack: { amount: 10n, expiresAt: after(NOON, HOUR) } });
  const { byType, balance } = await explainBalance(db.sql, accountId, after(NOON, HOUR));
  expect({ byType, balance }).toEqual({
    balance: 0n,
    byType: [
      { type: "GRANT", amount: 10n, entryCount: 1n },
      { type: "EXPIRY", amount: -10n, entryCount: 1n },
    ],
  });
  const empty = await explainBalance(db.sql, await accountWith(db, {}), NOON);
  expect(empty).toMatchObject({ balance: 0n, byType: [], byLot: [], byDebt: [] });
  await expect(explainBalance(db.sql, randomUUID(), NOON)).rejects.toThrow("There is no credit account");
});
