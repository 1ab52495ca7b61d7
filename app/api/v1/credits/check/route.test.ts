import { expect, test } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { call } from "@/lib/api/testing/call";
import { closeAppDatabase, newPerson } from "@/lib/api/testing/people";
import { addBudget } from "@/lib/ledger/budgets/manage-budgets";
import { GET } from "./route";

const db = await testDatabase();
closeAppDatabase();

const check = (token: string, query: string) => call(GET, "GET", { token, url: `/?${query}` });

test("says whether an amount is available, and spends nothing", async () => {
  const { token, accountId } = await newPerson(db, 10);
  expect((await check(token, "amount=10")).json).toEqual({ allowed: true, required: 10, available: 10 });
  expect((await check(token, "amount=11")).json).toEqual({ allowed: false, required: 11, available: 10 });
  expect(await db.prisma.ledgerEntry.count({ where: { accountId } })).toBe(1);
});

test("a budget that does not allow a spend is named, with what it does allow", async () => {
  const { token, accountId } = await newPerson(db, 100);
  const terms = { scope: "SUBJECT", target: null, window: "DAY", seconds: null, limit: 5n } as const;
  await addBudget(db.sql, { accountId, actor: "system", ...terms }, new Date());
  expect((await check(token, "amount=6")).json).toEqual({ allowed: true, required: 6, available: 100 });
  expect((await check(token, "amount=5&subject=ada")).json).toMatchObject({ allowed: true });
  expect((await check(token, "amount=6&subject=ada")).json).toMatchObject({
    ...{ allowed: false, required: 6, available: 5, freesAt: null },
    budget: { scope: "SUBJECT", target: "ada", limit: 5, used: 0 },
  });
});

test.each([
  "",
  "amount=",
  "amount=0",
  "amount=-1",
  "amount=1.5",
  "amount=five",
  "amount=10000000000000000",
  "amount=1e3",
])("?%s is 422 and names the amount", async (query) => {
  const { token } = await newPerson(db, 10);
  expect(await check(token, query)).toMatchObject({ status: 422, json: { errors: [{ field: "amount" }] } });
});
