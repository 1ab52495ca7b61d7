import { expect, test } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { call } from "@/lib/api/testing/call";
import { closeAppDatabase, newPerson } from "@/lib/api/testing/people";
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
