import { expect, test } from "vitest";
import { GET as getCredits } from "@/app/api/v1/credits/route";
import { testDatabase } from "@/dev/testing/database";
import { call } from "@/lib/api/testing/call";
import { closeAppDatabase, newPerson, type Person } from "@/lib/api/testing/people";
import { createApiKey } from "@/lib/auth/api-keys/create-api-key";
import { POST } from "./route";

const db = await testDatabase();
closeAppDatabase();

type Result = { status: number; code?: string; balance?: number; replayed?: boolean; errors?: { field: string }[] };

async function batch(token: string, items: unknown[]): Promise<Result[]> {
  const { status, json } = await call(POST, "POST", { token, body: { items } });
  expect(status).toBe(200);
  return json.results as Result[];
}

const balanceOf = async ({ token }: Person) => (await call(getCredits, "GET", { token })).json.balance;

async function serviceKey(): Promise<string> {
  const admin = await newPerson(db, 0, "ADMIN");
  const owner = { userId: admin.id, role: "ADMIN" as const };
  const made = await createApiKey(db.prisma, { owner, name: "service", service: true }, new Date());
  if (!made.ok) throw new Error(made.reason);
  return made.key;
}

test("results are in the order of the items, and an invalid item does not affect the others", async () => {
  const person = await newPerson(db, 10);
  const results = await batch(person.token, [
    { amount: 4, idempotencyKey: "a", description: "first" },
    { amount: 100 },
    { amount: 0 },
    { amount: 1, surprise: true },
    "nonsense",
    null,
    { amount: 4, idempotencyKey: "a", description: "first" },
    { amount: 5, idempotencyKey: "a" },
    { amount: 1, account: "someone@example.com" },
    { amount: 6 },
    { amount: 1 },
  ]);
  expect(results.map(({ status, code }) => code ?? status)).toEqual([
    200,
    "insufficient_credits",
    "validation_failed",
    "validation_failed",
    "validation_failed",
    "validation_failed",
    200,
    "idempotency_key_reused",
    "not_found",
    200,
    "insufficient_credits",
  ]);
  expect(results[1]).toMatchObject({ status: 402, required: 100, available: 6 });
  expect(results[2]?.errors).toMatchObject([{ field: "amount" }]);
  expect(results[3]?.errors).toMatchObject([{ field: "surprise" }]);
  expect(results[6]).toMatchObject({ replayed: true, entry: { amount: -4 } });
  expect(await balanceOf(person)).toBe(0);
});

test("a service key spends a thousand items on many accounts, and a retry spends nothing", async () => {
  const people = await Promise.all(Array.from({ length: 20 }, () => newPerson(db, 100)));
  const key = await serviceKey();
  const names = people.flatMap(({ id, accountId, email }) => [id, accountId, email]);
  const items = Array.from({ length: 1000 }, (_, index) => ({
    account: names[index % names.length],
    amount: 1,
    idempotencyKey: `job-${index}`,
  }));
  const first = await batch(key, items);
  expect(first.filter(({ status, replayed }) => status === 200 && !replayed)).toHaveLength(1000);
  const again = await batch(key, items);
  expect(again.filter(({ status, replayed }) => status === 200 && replayed)).toHaveLength(1000);
  const balances = await Promise.all(people.map(balanceOf));
  expect(balances.reduce((sum: number, balance) => sum + Number(balance), 0)).toBe(1000);
});

test("a service key names an account in every item", async () => {
  const person = await newPerson(db, 10);
  const results = await batch(await serviceKey(), [
    { amount: 1 },
    { amount: 1, account: "nobody@example.com" },
    { amount: 1, account: person.accountId },
  ]);
  expect(results).toMatchObject([
    { status: 422, errors: [{ field: "account" }] },
    { status: 404, code: "not_found" },
    { status: 200, balance: 9 },
  ]);
});

test.each([
  [{}, "items"],
  [{ items: [] }, "items"],
  [{ items: "all" }, "items"],
  [{ items: Array.from({ length: 1001 }, () => ({ amount: 1 })) }, "items"],
])("an invalid batch is 422", async (body, field) => {
  const { token } = await newPerson(db, 2000);
  expect(await call(POST, "POST", { token, body })).toMatchObject({ status: 422, json: { errors: [{ field }] } });
});
