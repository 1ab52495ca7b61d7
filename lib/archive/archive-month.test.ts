// @module-tag full
import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, expect, test } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { rebuild, rollUp } from "@/lib/analytics/rollup/roll-up";
import { archiveMonth } from "@/lib/archive/archive-month";
import { newestArchivable } from "@/lib/archive/months";
import { restoreMonth } from "@/lib/archive/restore-month";
import type { Database } from "@/lib/db";
import { balancesAt } from "@/lib/ledger/accounts-at";
import { spendMonths } from "@/lib/ledger/archive/months";
import { archiveSpends, restoreSpends } from "@/lib/ledger/archive/move-spends";
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
import { unguardedDatabase } from "@/lib/ledger/testing/unguarded-database";
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

test("a month is archived 13 months after its end, once, and not while its file is missing or other spends turned up", async () => {
  expect(newestArchivable(new Date("2026-11-30T23:59:59Z"))).toBe("2025-09");
  expect(await archiveMonth(db, { month: "2025-10", folder, lock: NONE }, new Date("2026-11-30"))).toEqual({
    ...{ ok: false, reason: "too_young", newest: "2025-09" },
  });
  expect(await archive("2001-01")).toEqual({ ok: false, reason: "no_spends" });
  const month = "2027-03";
  await verifyNew(db, LATER);
  await rollUp(db, LATER);
  // Killed when the file is written and nothing is removed yet.
  for (let statement = 0; (await db.prisma.ledgerArchive.count()) === 0; statement += 1)
    await archive(month, killedAt(statement)).catch(() => undefined);
  const { file, entries: inFile } = await db.prisma.ledgerArchive.findFirstOrThrow();
  renameSync(join(folder, file), join(folder, "elsewhere"));
  expect(await archive(month)).toEqual({ ok: false, reason: "damaged_file", path: join(folder, file) });
  renameSync(join(folder, "elsewhere"), join(folder, file));
  appendFileSync(join(folder, file), "x");
  expect(await archive(month)).toMatchObject({ ok: false, reason: "damaged_file" });
  truncateSync(join(folder, file), statSync(join(folder, file)).size - 1);
  const [accountId = ""] = accounts;
  const other = await accountWith(db, { pack: { amount: 10n } });
  await debit(db.sql, { accountId: other, amount: 1n, actor: "system" }, monthStart(month));
  await verifyNew(db, LATER);
  await rollUp(db, LATER);
  expect(await archive(month)).toEqual({ ok: false, reason: "changed", expected: inFile, found: inFile + 1n });
  expect(await verify(db.sql, accountId, LATER)).toEqual([]);
});

test("an encrypted file restores with its key alone, and a file of other spends restores nothing", async () => {
  const month = "2027-05";
  const lock = { kind: "passphrase", passphrase: "only for this test, and long" } as const;
  await verifyNew(db, LATER);
  await rollUp(db, LATER);
  const archived = await archiveMonth(db, { month, folder, lock }, LATER);
  if (!archived.ok) throw new Error(archived.reason);
  const path = join(folder, archived.file);
  expect(readFileSync(path).toString("latin1")).not.toContain("account_id");
  const wrong = { passphrase: "another", identities: [] };
  expect(await restoreMonth(db, { month, path, keys: { identities: [] } })).toMatchObject({ reason: "no_key" });
  expect(await restoreMonth(db, { month, path, keys: wrong })).toMatchObject({ reason: "wrong_key" });
  const others = readdirSync(folder).find((name) => name.startsWith("spends-2027-03")) ?? "";
  expect(await restoreMonth(db, { month, path: join(folder, others), keys: wrong })).toMatchObject({
    reason: "damaged_file",
  });
  const [accountId = ""] = accounts;
  const [line = ""] = gunzipSync(readFileSync(join(folder, others)))
    .toString()
    .split("\n");
  const forged = JSON.stringify({
    ...JSON.parse(line),
    account_id: accountId,
    seq: 1_000_000,
    created_at: `${month}-02`,
    // The line may be of this account, whose own spend has them.
    hold_id: null,
    idempotency_key: null,
  });
  await expect(restoreSpends(db.sql, accountId, month, [forged])).rejects.toThrow("not the archived spends");
  expect(await verify(db.sql, "all", LATER)).toEqual([]);
  expect((await restoreMonth(db, { month, path, keys: { ...lock, identities: [] } })).ok).toBe(true);
});

test("an account's spends of a month go and come back in any pieces, however often each is repeated", async () => {
  const accountId = await accountWith(db, {
    gift: { amount: 3n, expiresAt: after(NOON, HOUR) },
    pack: { amount: 20n },
  });
  for (const amount of [1n, 2n, 3n, 4n, 5n]) await debit(db.sql, { accountId, amount, actor: "system" }, NOON);
  const before = { state: await stateOf(accountId), entries: await entriesSince(db.sql, accountId, 0n) };
  const { rows } = await db.pool.query(
    "SELECT to_jsonb(entry)::text AS line FROM ledger_entry AS entry WHERE account_id = $1 AND type = 'USAGE' ORDER BY seq",
    [accountId],
  );
  const lines = rows.map(({ line }: { line: string }) => line);
  for (const seqs of [[4n], [3n, 5n], [3n, 4n, 5n], [6n, 7n], []]) {
    await archiveSpends(db.sql, accountId, "2026-11", seqs);
    expect(await stateOf(accountId)).toEqual(before.state);
    expect(await verify(db.sql, accountId, LATER)).toEqual([]);
  }
  await expect(archiveSpends(db.sql, accountId, "2026-11", [1n, 2n])).resolves.toBeUndefined();
  for (const some of [lines.slice(1, 3), lines.slice(0, 2), lines, lines]) {
    await restoreSpends(db.sql, accountId, "2026-11", some);
    expect(await stateOf(accountId)).toEqual(before.state);
    expect(await verify(db.sql, accountId, LATER)).toEqual([]);
  }
  expect((await entriesSince(db.sql, accountId, 0n)).slice(0, before.entries.length)).toEqual(before.entries);
  expect(await db.sql`SELECT FROM ledger_closing WHERE account_id = ${accountId}::uuid`).toEqual([]);
});

test("entries and closings cannot be removed by hand, and verification notices a closing that is wrong", async () => {
  await expect(db.pool.query("DELETE FROM ledger_entry")).rejects.toThrow("append-only");
  const unguarded = await unguardedDatabase();
  try {
    const accountId = await accountWith(unguarded, { pack: { amount: 10n } });
    for (const amount of [1n, 2n, 3n]) await debit(unguarded.sql, { accountId, amount, actor: "system" }, NOON);
    await verifyNew(unguarded, LATER);
    await rollUp(unguarded, LATER);
    expect(await archive("2026-11", unguarded)).toMatchObject({ ok: true, entries: 3n });
    expect(await verify(unguarded.sql, accountId, LATER)).toEqual([]);
    const found = async (change: string) => {
      await unguarded.pool.query(`UPDATE ledger_closing SET ${change}`);
      const violations = await verify(unguarded.sql, accountId, LATER);
      return [...new Set(violations.map(({ invariant }) => invariant))].sort();
    };
    expect(await found("amount = amount + 1")).toEqual(["balance_is_entries"]);
    expect(await found("amount = amount - 1, entries = entries - 1")).toEqual(["seq_is_gapless"]);
    expect(await found("entries = entries + 1, last_seq = last_seq + 1")).toEqual([
      "seq_is_gapless",
      "seq_is_last_entry",
    ]);
    expect(await found("last_seq = last_seq - 1, debt = 1")).toEqual(["debt_is_entries"]);
    expect(await found("debt = 0, lots = '{}'")).toEqual(["lot_is_allocations"]);
  } finally {
    await unguarded.drop();
  }
});

const ALL = { at: LATER, after: null, limit: 100 };
const monthStart = (month: string) => new Date(`${month}-01`);
const within = (time: Date, [from, until]: (Date | undefined)[]) => from && until && time >= from && time < until;
