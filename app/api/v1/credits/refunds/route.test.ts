import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { POST as makeKey } from "@/app/api/v1/api-keys/route";
import { POST as consume } from "@/app/api/v1/credits/consume/route";
import { testDatabase } from "@/dev/testing/database";
import { call } from "@/lib/api/testing/call";
import { closeAppDatabase, newPerson, type Person } from "@/lib/api/testing/people";
import { createApiKey } from "@/lib/auth/api-keys/create-api-key";
import type { KeyScope } from "@/lib/auth/api-keys/scopes";
import { now } from "@/lib/clock";
import { env } from "@/lib/env";
import { openSpendQueue } from "@/lib/ledger/open-spend-queue";
import { POST } from "./route";

const db = await testDatabase();
process.env.REFUND_LIMIT_PER_HOUR = "20";
closeAppDatabase();

const admin = await newPerson(db, 0, "ADMIN");
const service = await serviceKey();

async function serviceKey(scopes?: readonly KeyScope[]): Promise<string> {
  const owner = { userId: admin.id, role: "ADMIN" as const };
  const made = await createApiKey(db.prisma, { owner, name: "service", service: true, scopes }, new Date());
  if (!made.ok) throw new Error(made.reason);
  return made.key;
}

const spend = (token: string, body: object) => call(consume, "POST", { token, body });
const refund = (token: string, body: object, headers = {}) =>
  call(POST, "POST", { token, headers, body: { reason: "It failed", ...body } });
const giveBack = ({ id }: Person, body: object, headers = {}) => refund(service, { account: id, ...body }, headers);
const entryOf = (json: Record<string, unknown>) => (json.entry as { id: string }).id;

test("a spend is refunded by its entry or its key, in parts, and never by more than it took", async () => {
  const person = await newPerson(db, 100);
  const { json } = await spend(service, { account: person.id, amount: 30, idempotencyKey: "job" });
  const part = await giveBack(person, { entry: entryOf(json), amount: 10 });
  expect(part).toMatchObject({ status: 200, json: { entry: { type: "REVERSAL", amount: 10 }, balance: 80 } });
  const tooMuch = await giveBack(person, { idempotencyKey: "job", amount: 21 });
  expect(tooMuch).toMatchObject({ status: 409, json: { code: "exceeds_spend", refundable: 20 } });
  expect((await giveBack(person, { idempotencyKey: "job" })).json).toMatchObject({ balance: 100, available: 100 });
  expect((await giveBack(person, { idempotencyKey: "job" })).status).toBe(409);
});

test("an id that the account had before still names it and its entries, and nobody else's", async () => {
  const [person, other] = [await newPerson(db, 100), await newPerson(db, 100)];
  const former = randomUUID();
  await db.prisma.formerAccountId.create({ data: { id: former, userId: person.id } });
  for (const one of [person, other]) await spend(one.token, { amount: 30 });
  const back = await giveBack(person, { account: former, entry: `${former}_2` });
  expect(back).toMatchObject({
    status: 200,
    json: { entry: { id: expect.stringContaining(person.id) }, balance: 100 },
  });
  for (const entry of [`${former}_2`, `${randomUUID()}_2`]) {
    expect(await giveBack(other, { entry })).toMatchObject({ status: 404, json: { code: "not_found" } });
  }
});

test("a retried refund refunds once, and returns the current balance", async () => {
  const person = await newPerson(db, 100);
  const { json } = await spend(person.token, { amount: 30 });
  const once = () => giveBack(person, { entry: entryOf(json), amount: 5 }, { "idempotency-key": "r-1" });
  const first = await once();
  expect(first.json).toMatchObject({ balance: 75, replayed: false });
  await spend(person.token, { amount: 15 });
  expect((await once()).json).toEqual({ ...first.json, balance: 60, available: 60, replayed: true });
  const other = await giveBack(person, { entry: entryOf(json), amount: 6 }, { "idempotency-key": "r-1" });
  expect(other).toMatchObject({ status: 409, json: { code: "idempotency_key_reused" } });
});

test("customers cannot refund spends of their own, of the app, or of a service key", async () => {
  const person = await newPerson(db, 50);
  const made = await call(makeKey, "POST", { token: person.token, body: { name: "own" } });
  const own = String(made.json.key);
  const charge = { accountId: person.accountId, amount: 5n };
  const byApp = await openSpendQueue({ sql: db.sql }).debit(charge, await now());
  if (!byApp.ok) throw new Error(byApp.reason);
  expect(byApp.entry.actor).toBe("app:refill");
  const spends = [
    await spend(person.token, { amount: 5 }),
    await spend(own, { amount: 5 }),
    await spend(service, { amount: 5, account: person.id }),
  ].map(({ json }) => entryOf(json));
  for (const entry of [...spends, `${person.accountId}_${byApp.entry.seq}`]) {
    for (const token of [person.token, own]) {
      expect(await refund(token, { entry })).toMatchObject({ status: 404, json: { code: "not_found" } });
    }
    expect((await giveBack(person, { entry })).status).toBe(200);
  }
  const grant = await giveBack(person, { entry: `${person.accountId}_1` });
  expect(grant).toMatchObject({ status: 409, json: { code: "not_a_spend" } });
});

test("only service keys can have credits:refund, and one without it cannot refund", async () => {
  const person = await newPerson(db, 50);
  const { json } = await spend(person.token, { amount: 5 });
  for (const { token } of [person, admin]) {
    const asked = await call(makeKey, "POST", { token, body: { name: "k", scopes: ["credits:refund"] } });
    expect(asked).toMatchObject({ status: 422, json: { errors: [{ field: "scopes" }] } });
  }
  const narrow = await serviceKey(["accounts:*", "credits:spend"]);
  expect((await refund(narrow, { account: person.id, entry: entryOf(json) })).status).toBe(404);
  await db.prisma.user.update({ where: { id: person.id }, data: { role: "ADMIN" } });
  expect((await refund(person.token, { entry: entryOf(json) })).status).toBe(200);
});

test("another account's spend is 404", async () => {
  const [person, other] = [await newPerson(db, 50), await newPerson(db, 50)];
  const { json } = await spend(service, { account: person.id, amount: 5, idempotencyKey: "mine" });
  expect((await giveBack(other, { entry: entryOf(json) })).status).toBe(404);
  expect((await giveBack(other, { idempotencyKey: "mine" })).status).toBe(404);
});

test("a key finds the spend of the app or a service key, not the customer's spend under the same key", async () => {
  const person = await newPerson(db, 50);
  await spend(person.token, { amount: 7, idempotencyKey: "job" });
  expect((await giveBack(person, { idempotencyKey: "job" })).status).toBe(404);
  const charge = { accountId: person.accountId, amount: 5n, idempotencyKey: "job" };
  await openSpendQueue({ sql: db.sql }).debit(charge, await now());
  expect((await giveBack(person, { idempotencyKey: "job" })).json).toMatchObject({ entry: { amount: 5 }, balance: 43 });
});

test("a spend that is more than 24 hours old is 409 refund_too_late", async () => {
  const person = await newPerson(db, 50);
  const at = new Date((await now()).getTime() - 24 * 3_600_000 - 1_000);
  await db.sql`UPDATE credit_lot SET effective_at = ${at} WHERE account_id = ${person.accountId}::uuid`;
  const charge = { accountId: person.accountId, amount: 5n, idempotencyKey: "old" };
  await openSpendQueue({ sql: db.sql }).debit(charge, at);
  expect(await giveBack(person, { idempotencyKey: "old" })).toMatchObject({
    status: 409,
    json: { code: "refund_too_late" },
  });
});

test("refunds are limited per account", async () => {
  const [person, other] = [await newPerson(db, 50), await newPerson(db, 50)];
  const refusals: string[] = [];
  for (let times = 0; times <= env().REFUND_LIMIT_PER_HOUR; times++) {
    const { status, json, headers } = await giveBack(person, { idempotencyKey: "none" });
    if (status === 429) refusals.push(`${json.code} ${Number(headers.get("retry-after")) > 0}`);
  }
  expect(refusals).toEqual(["rate_limited true"]);
  expect((await giveBack(other, { idempotencyKey: "none" })).status).toBe(404);
  expect((await spend(person.token, { amount: 1 })).status).toBe(200);
});

test.each([
  [{}, "entry"],
  [{ entry: "a", idempotencyKey: "b" }, "entry"],
  [{ idempotencyKey: "b", amount: 0 }, "amount"],
  [{ idempotencyKey: "b", reason: "" }, "reason"],
])("%j is 422 and names %s", async (body, field) => {
  const person = await newPerson(db, 10);
  expect(await giveBack(person, body)).toMatchObject({ status: 422, json: { errors: [{ field }] } });
});

test("an invalid entry id is 404", async () => {
  const person = await newPerson(db, 10);
  for (const entry of ["nonsense", `${person.accountId}_99`, `${person.accountId}_0`]) {
    expect((await giveBack(person, { entry })).status).toBe(404);
  }
});
