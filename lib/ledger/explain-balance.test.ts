import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { ENTRIES_SHOWN, explainBalance, LOTS_SHOWN } from "@/lib/ledger/explain-balance";
import { grant } from "@/lib/ledger/grant";
import { getBalance, history } from "@/lib/ledger/queries";
import { accountWith, spent } from "@/lib/ledger/testing/account-with";
import { after, HOUR, NOON } from "@/lib/ledger/testing/accounts";
import { expectToAddUp } from "@/lib/ledger/testing/adds-up";
import { seeded } from "@/lib/ledger/testing/seeded";
import { playYear } from "@/lib/ledger/testing/year";
import type { Entry } from "@/lib/ledger/types";
import { verify } from "@/lib/ledger/verify";
import { verifyNew } from "@/lib/ledger/verify-new";

const db = await testDatabase();

const YEAR_ENDS = after(NOON, 366 * 24 * HOUR);

test.each([1, 2, Math.floor(Math.random() * 2 ** 31)])(
  "a year with everything in it adds up (seed %i)",
  {
    timeout: 60_000,
  },
  async (seed) => {
    const accountId = await accountWith(db, {});
    const happened = await playYear(db.sql, accountId, NOON, seeded(seed));
    const explanation = await explainBalance(db.sql, accountId, YEAR_ENDS);
    expectToAddUp(explanation);
    const balance = await getBalance(db.sql, accountId, YEAR_ENDS);
    expect(explanation).toMatchObject({ balance: balance?.balance, debt: balance?.debt });

    // The same sums again, from every entry of the history.
    const entries = await wholeHistory(accountId);
    const [byType, byLot] = [new Map<string, bigint>(), new Map<string, bigint>()];
    for (const { type, amount, allocations } of entries) {
      byType.set(type, (byType.get(type) ?? 0n) + amount);
      expect(sum(allocations.map((part) => ("debt" in part ? part.debt : part.amount)))).toBe(amount);
      for (const part of allocations) {
        const place = "debt" in part ? "debt" : part.lot;
        byLot.set(place, (byLot.get(place) ?? 0n) + ("debt" in part ? part.debt : part.amount));
      }
      // Every spend names the lots that paid for it.
      if (type === "USAGE") expect(allocations.every((part) => "lot" in part && part.amount < 0n)).toBe(true);
    }
    expect(new Map(explanation.byType.map(({ type, amount }) => [type as string, amount]))).toEqual(byType);
    expect(sum(explanation.byType.map(({ entryCount }) => entryCount))).toBe(BigInt(entries.length));
    for (const { lot } of explanation.byLot) expect(byLot.get(lot.id)).toBe(lot.remaining);
    expect(byLot.get("debt") ?? 0n).toBe(-explanation.debt);
    expect(await verify(db.sql, accountId, YEAR_ENDS)).toEqual([]);
    expect((await verifyNew(db, YEAR_ENDS)).violations).toEqual([]);

    if (seed > 2) return;
    // These two years are known to include every type.
    const types = ["ADJUSTMENT", "CLAWBACK", "EXPIRY", "GRANT", "REINSTATEMENT", "RESET", "REVERSAL", "USAGE"];
    expect([...byType.keys()].sort()).toEqual(types);
    for (const what of EVERYTHING) expect(happened, `${what} in ${JSON.stringify(happened)}`).toHaveProperty([what]);
    expect(explanation.byLot.some(({ lot }) => lot.kind === "RETURN")).toBe(true);
  },
);

const EVERYTHING = [
  ...["refilled", "reset", "pack bought", "gift", "spent", "captured", "released", "timed out", "reversed"],
  ...["reversed in part", "frozen", "unfrozen", "clawed back", "clawed back with debt", "reinstated", "adjusted"],
];

async function wholeHistory(accountId: string): Promise<Entry[]> {
  const entries: Entry[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await history(db.sql, accountId, { limit: 100, cursor });
    if (!page.ok) throw new Error(page.reason);
    entries.push(...page.data);
    cursor = page.nextCursor;
  }
  return entries;
}

const sum = (amounts: bigint[]): bigint => amounts.reduce((total, amount) => total + amount, 0n);

test("an explanation stays small, however many spends and lots an account has", async () => {
  const accountId = await accountWith(db, { kept: { amount: 5n, priority: 99 } });
  const base = { accountId, actor: "system" };
  const size = async () => {
    const explanation = await explainBalance(db.sql, accountId, NOON);
    expectToAddUp(explanation);
    return { ...explanation, length: JSON.stringify(explanation, told).length };
  };
  for (let lot = 0; lot < LOTS_SHOWN; lot++) {
    await grant(db.sql, { ...base, kind: "PROMO", amount: 1n, sourceKey: `lot ${lot}` }, NOON);
    await spent(db, accountId, 1n);
  }
  const full = await size();
  expect(full).toMatchObject({ otherLots: { count: 1n, remaining: 0n } });
  for (let lot = 0; lot < 60; lot++) {
    await grant(db.sql, { ...base, kind: "PACK", amount: 1n, sourceKey: `more ${lot}` }, NOON);
    await spent(db, accountId, 1n);
  }
  const fuller = await size();
  expect(fuller.byLot).toHaveLength(LOTS_SHOWN);
  // Open lots come before empty ones, however old.
  expect(fuller.byLot[0]?.lot).toMatchObject({ sourceKey: "kept", remaining: 5n });
  expect(fuller.otherLots).toMatchObject({
    count: 61n,
    remaining: 0n,
    movements: [
      { type: "GRANT", amount: 61n, entryCount: 61n },
      { type: "USAGE", amount: -61n, entryCount: 61n },
    ],
  });
  for (const { entries } of fuller.otherLots.movements) expect(entries).toHaveLength(ENTRIES_SHOWN);
  expect(fuller.length).toBeLessThan(full.length * 1.2);
});

const told = (_key: string, value: unknown): unknown => (typeof value === "bigint" ? String(value) : value);

test("a lot is explained by the entries behind it, the newest of many", async () => {
  const accountId = await accountWith(db, { pack: { amount: 100n } });
  for (let spend = 0; spend < ENTRIES_SHOWN + 5; spend++) await spent(db, accountId, 1n, after(NOON, spend));
  const { byLot } = await explainBalance(db.sql, accountId, NOON);
  const used = byLot[0]?.movements.find(({ type }) => type === "USAGE");
  expect(used).toMatchObject({ amount: -25n, entryCount: 25n });
  expect(used?.entries).toHaveLength(ENTRIES_SHOWN);
  expect(used?.entries[0]).toEqual({ seq: 26n, amount: -1n, createdAt: after(NOON, ENTRIES_SHOWN + 4) });
});

test("due credits are explained by an entry, and an account without entries explains nothing", async () => {
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
