import { expect, test } from "vitest";
import { POST as consume } from "@/app/api/v1/credits/consume/route";
import { GET as getHistory } from "@/app/api/v1/credits/history/route";
import { testDatabase } from "@/dev/testing/database";
import { call } from "@/lib/api/testing/call";
import { closeAppDatabase, newPerson } from "@/lib/api/testing/people";
import { now } from "@/lib/clock";
import { personsKey } from "@/lib/ledger/reserved-keys";
import { reverse } from "@/lib/ledger/reverse";
import { seeded } from "@/lib/ledger/testing/seeded";
import { playYear } from "@/lib/ledger/testing/year";
import { GET } from "./route";

const db = await testDatabase();
closeAppDatabase();

type Amounts = { amount: number; entryCount: number }[];
type Explained = {
  balance: number;
  debt: number;
  byType: Amounts;
  byLot: { lot: { id: string; remaining: number }; movements: Amounts }[];
  otherLots: { count: number; remaining: number; movements: Amounts };
  byDebt: Amounts;
};

const sum = (amounts: { amount: number }[]) => amounts.reduce((total, { amount }) => total + amount, 0);

test("the movements add up to the balance, by type and by lot, and name their entries", async () => {
  const { token, accountId } = await newPerson(db, 100);
  const spent = await call(consume, "POST", { token, body: { amount: 30, idempotencyKey: "job" } });
  await call(consume, "POST", { token, body: { amount: 5 } });
  const half = { accountId, of: { idempotencyKey: personsKey("job") }, amount: 10n, reason: "Half of it failed" };
  await reverse(db.sql, half, await now());

  const { status, json } = await call(GET, "GET", { token });
  expect(status).toBe(200);
  const explained = json as unknown as Explained;
  expect(json).toMatchObject({ account: accountId, balance: 75, debt: 0, byDebt: [] });
  expect(sum(explained.byType)).toBe(75);
  for (const { lot, movements } of explained.byLot) expect(sum(movements)).toBe(lot.remaining);
  expect(json.byType).toEqual(
    expect.arrayContaining([
      { type: "GRANT", amount: 100, entryCount: 1 },
      { type: "USAGE", amount: -35, entryCount: 2 },
      { type: "REVERSAL", amount: 10, entryCount: 1 },
    ]),
  );
  expect(JSON.stringify(json)).toContain((spent.json.entry as { id: string }).id);
});

test("an account without entries has an empty explanation", async () => {
  const { token } = await newPerson(db);
  expect((await call(GET, "GET", { token })).json).toMatchObject({ balance: 0, byType: [], byLot: [], byDebt: [] });
});

test("a year is explained, and each of its spends says which of the explained lots paid", async () => {
  const { token, accountId } = await newPerson(db);
  await playYear(db.sql, accountId, new Date(Date.now() - 366 * 86_400_000), seeded(1));
  const { status, json } = await call(GET, "GET", { token });
  expect(status).toBe(200);
  const { balance, debt, byType, byLot, otherLots, byDebt } = json as unknown as Explained;
  expect(sum(byType)).toBe(balance);
  expect(sum(byDebt) + debt).toBe(0);
  expect(sum(otherLots.movements)).toBe(otherLots.remaining);
  for (const { lot, movements } of byLot) expect(sum(movements)).toBe(lot.remaining);
  expect(sum(byLot.map(({ lot }) => ({ amount: lot.remaining }))) + otherLots.remaining - debt).toBe(balance);
  expect(JSON.stringify(json).length).toBeLessThan(500_000);

  const paid = new Set<string>();
  const entries = await wholeHistory(token);
  expect(entries).toHaveLength(sum(byType.map(({ entryCount }) => ({ amount: entryCount }))));
  for (const { type, amount, allocations } of entries) {
    expect(sum(allocations.map((part) => ({ amount: part.amount ?? part.debt ?? Number.NaN })))).toBe(amount);
    if (type === "USAGE") for (const { lot = "none" } of allocations) paid.add(lot);
  }
  const known = new Set(byLot.map(({ lot }) => lot.id));
  expect([...paid].filter((lot) => known.has(lot)).length).toBeGreaterThan(12);
  expect([...paid].filter((lot) => !known.has(lot)).length).toBeLessThanOrEqual(otherLots.count);
});

type EntryView = { type: string; amount: number; allocations: { lot?: string; amount?: number; debt?: number }[] };

async function wholeHistory(token: string): Promise<EntryView[]> {
  const entries: EntryView[] = [];
  for (let cursor: unknown = ""; cursor !== null; ) {
    const { json } = await call(getHistory, "GET", { token, url: `/?limit=100${cursor ? `&cursor=${cursor}` : ""}` });
    entries.push(...(json.data as EntryView[]));
    cursor = json.nextCursor;
  }
  return entries;
}

test("another's account is 404", async () => {
  const [one, other] = [await newPerson(db, 1), await newPerson(db, 1)];
  expect((await call(GET, "GET", { token: one.token, url: `/?account=${other.id}` })).status).toBe(404);
});
