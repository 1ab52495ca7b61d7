import { expect, test } from "vitest";
import { POST as consume } from "@/app/api/v1/credits/consume/route";
import { POST as refund } from "@/app/api/v1/credits/refunds/route";
import { testDatabase } from "@/dev/testing/database";
import { call } from "@/lib/api/testing/call";
import { closeAppDatabase, newPerson } from "@/lib/api/testing/people";
import { GET } from "./route";

const db = await testDatabase();
closeAppDatabase();

type Amounts = { amount: number }[];
type Explained = { balance: number; byType: Amounts; byLot: { lot: { remaining: number }; movements: Amounts }[] };

const sum = (amounts: Amounts) => amounts.reduce((total, { amount }) => total + amount, 0);

test("what came and went adds up to the balance, by type and by lot, and names its entries", async () => {
  const { token, accountId } = await newPerson(db, 100);
  const spent = await call(consume, "POST", { token, body: { amount: 30, idempotencyKey: "job" } });
  await call(consume, "POST", { token, body: { amount: 5 } });
  await call(refund, "POST", { token, body: { idempotencyKey: "job", amount: 10, reason: "Half of it failed" } });

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

test("an account where nothing ever happened is explained by nothing", async () => {
  const { token } = await newPerson(db);
  expect((await call(GET, "GET", { token })).json).toMatchObject({ balance: 0, byType: [], byLot: [], byDebt: [] });
});

test("another's account is 404", async () => {
  const [one, other] = [await newPerson(db, 1), await newPerson(db, 1)];
  expect((await call(GET, "GET", { token: one.token, url: `/?account=${other.id}` })).status).toBe(404);
});
