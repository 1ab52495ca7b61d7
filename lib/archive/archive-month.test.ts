import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, expect, test } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { rebuild, rollUp } from "@/lib/analytics/rollup/roll-up";
import { archiveMonth, newestArchivable } from "@/lib/archive/archive-month";
import { restoreMonth } from "@/lib/archive/restore-month";
import type { Database } from "@/lib/db";
import { balancesAt } from "@/lib/ledger/accounts-at";
import { spendMonths } from "@/lib/ledger/archive/months";
import { debit } from "@/lib/ledger/debit";
import { explainBalance } from "@/lib/ledger/explain-balance";
import { grant } from "@/lib/ledger/grant";
import { entriesSince, getBalance } from "@/lib/ledger/queries";
import { reverse } from "@/lib/ledger/reverse";
import { spentBetween, spentEver } from "@/lib/ledger/spent";
import { accountWith } from "@/lib/ledger/testing/account-with";
import { after, HOUR, NOON } from "@/lib/ledger/testing/accounts";
import { expectToAddUp } from "@/lib/ledger/testing/adds-up";
import { seeded } from "@/lib/ledger/testing/seeded";
import { playYear } from "@/lib/ledger/testing/year";
import { verify } from "@/lib/ledger/verify";
import { verifyNew } from "@/lib/ledger/verify-new";

const db = await testDatabase();
const folder = mkdtempSync(join(tmpdir(), "refill-archive-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const NONE = { kind: "none" } as const;
const YEAR_ENDS = after(NOON, 366 * 24 * HOUR);
/** All months of the year are old enough. */
const LATER = after(NOON, 3 * 366 * 24 * HOUR);
const archive = (month: string, on: Database = db) => archiveMonth(on, { month, folder, lock: NONE }, LATER);

const seed = Math.floor(Math.random() * 2 ** 31);
const accounts = await Promise.all([1, 2, 3].map((nth) => played(seed + nth)));

async function played(seedOfOne: number): Promise<string> {
  const accountId = await accountWith(db, {});
  await playYear(db.sql, accountId, NOON, seeded(seedOfOne));
  return accountId;
}

/** What must be the same with and without the archived spends. */
async function stateOf(accountId: string) {
  const { byType, byLot, otherLots, byDebt, ...totals } = await explainBalance(db.sql, accountId, LATER);
  const sums = <One extends { type: string; amount: bigint; entryCount: bigint }>(of: readonly One[]) =>
    of.map(({ type, amount, entryCount }) => `${type} ${amount} ${entryCount}`).sort();
  return {
    totals,
    byType: sums(byType),
    byLot: byLot.map(({ lot, movements }) => ({ lot, movements: sums(movements) })),
    otherLots: { ...otherLots, movements: sums(otherLots.movements) },
    byDebt: sums(byDebt),
    balance: await getBalance(db.sql, accountId, LATER),
    spentEver: await spentEver(db.sql, accountId),
  };
}

const states = () => Promise.all(accounts.map(stateOf));
const entries = async () => Promise.all(accounts.map((accountId) => entriesSince(db.sql, accountId, 0n)));

/** Fails at the given statement, as when the process is killed there. */
function killedAt(statement: number): Database {
  let count = 0;
  const sql: Database["sql"] = (strings, ...values) => {
    count += 1;
    if (count > statement) throw new Error("killed");
    return db.sql(strings, ...values);
  };
  return { ...db, sql };
}

test(`balances, explanations, verification and later spends rest on the sums of archived spends (seed ${seed})`, {
  timeout: 120_000,
}, async () => {
  const months = await spendMonths(db.sql, newestArchivable(LATER));
  expect(months.length).toBeGreaterThan(10);
  const [first = "", second = "", ...rest] = months;

  expect(await archive(first)).toMatchObject({ ok: false, reason: "not_ready" });
  await verifyNew(db, YEAR_ENDS);
  expect(await archive(first)).toMatchObject({ ok: false, reason: "not_ready" });
  await rollUp(db, YEAR_ENDS);
  const before = { states: await states(), entries: await entries(), balances: await balancesAt(db.sql, ALL) };
  await verifyNew(db, LATER);
  await rollUp(db, LATER);

  // Killed anywhere, it goes on: nothing is removed twice or forgotten.
  for (let statement = 0; ; statement += 1) {
    const done = await archive(first, killedAt(statement)).catch((error: Error) => error.message);
    if (done !== "killed") {
      expect(done).toMatchObject({ ok: true, month: first });
      break;
    }
    for (const accountId of accounts) expect(await verify(db.sql, accountId, LATER)).toEqual([]);
  }
  expect(await archive(first)).toMatchObject({ ok: true, month: first });
  for (const month of [rest[2], second, rest[7]]) expect(await archive(month ?? "")).toMatchObject({ ok: true, month });

  const archived = (await entries()).map((some) => some.filter(({ type }) => type === "USAGE").length);
  for (const [nth, some] of before.entries.entries())
    expect(archived[nth]).toBeLessThan(some.filter(({ type }) => type === "USAGE").length);
  expect(await states()).toEqual(before.states);
  expect(await balancesAt(db.sql, ALL)).toEqual(before.balances);
  expect(await verify(db.sql, "all", LATER)).toEqual([]);
  expect((await verifyNew(db, LATER)).violations).toEqual([]);
  await db.sql`DELETE FROM ledger_checkpoint`;
  expect((await verifyNew(db, LATER)).violations).toEqual([]);

  // What is left is found by time as before.
  const [accountId = ""] = accounts;
  const stretch = [monthStart(rest[3] ?? ""), monthStart(rest[4] ?? "")];
  const expected = (before.entries[0] ?? [])
    .filter(({ type, createdAt }) => ["USAGE", "REVERSAL"].includes(type) && within(createdAt, stretch))
    .reduce((total, { amount }) => total - amount, 0n);
  expect(await spentBetween(db.sql, accountId, stretch)).toEqual([expected > 0n ? expected : 0n]);
  const gone = (before.entries[0] ?? []).find(({ type, createdAt }) => {
    return type === "USAGE" && within(createdAt, [monthStart(first), monthStart(second)]);
  });
  const reversal = { accountId, of: { seq: gone?.seq ?? 0n }, reason: "late" };
  expect(await reverse(db.sql, reversal, LATER)).toEqual({ ok: false, reason: "too_late" });

  // Spends go on: these are of today, and verified beside the archived ones.
  await grant(db.sql, { accountId, kind: "PACK", amount: 10n, sourceKey: "late", actor: "system" }, LATER);
  expect(await debit(db.sql, { accountId, amount: 3n, actor: "system" }, LATER)).toMatchObject({ ok: true });
  expectToAddUp(await explainBalance(db.sql, accountId, LATER));
  expect(await verify(db.sql, accountId, LATER)).toEqual([]);
  expect((await verifyNew(db, LATER)).violations).toEqual([]);
  const later = await states();
  expect(await rebuild(db, LATER)).toMatchObject({ ok: false, reason: "archived", months: 4 });

  // And back, as they were.
  for (const { month, file } of await db.prisma.ledgerArchive.findMany()) {
    const path = join(folder, file);
    const lines = gunzipSync(readFileSync(path)).toString().trim().split("\n");
    expect(lines.length).toBeGreaterThan(0);
    const request = { month: month.toISOString().slice(0, 7), path, keys: { identities: [] } };
    expect(await restoreMonth(db, request)).toMatchObject({ ok: true, entries: BigInt(lines.length) });
    expect(await restoreMonth(db, request)).toMatchObject({ ok: false, reason: "not_archived" });
  }
  const back = await entries();
  for (const [nth, some] of before.entries.entries()) expect(back[nth]?.slice(0, some.length)).toEqual(some);
  expect(await states()).toEqual(later);
  expect(await verify(db.sql, "all", LATER)).toEqual([]);
  expect((await rebuild(db, LATER)).ok).toBe(true);
});

const ALL = { at: LATER, after: null, limit: 100 };
const monthStart = (month: string) => new Date(`${month}-01`);
const within = (time: Date, [from, until]: (Date | undefined)[]) => from && until && time >= from && time < until;
