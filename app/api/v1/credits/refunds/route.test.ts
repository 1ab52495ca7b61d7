import { expect, test } from "vitest";
import { POST as consume } from "@/app/api/v1/credits/consume/route";
import { testDatabase } from "@/dev/testing/database";
import { call } from "@/lib/api/testing/call";
import { closeAppDatabase, newPerson } from "@/lib/api/testing/people";
import { createApiKey } from "@/lib/auth/api-keys/create-api-key";
import { POST } from "./route";

const db = await testDatabase();
closeAppDatabase();

const spend = (token: string, body: object) => call(consume, "POST", { token, body });
const refund = (token: string, body: object, headers = {}) =>
  call(POST, "POST", { token, headers, body: { reason: "It failed", ...body } });
const entryOf = (json: Record<string, unknown>) => (json.entry as { id: string }).id;

async function keyFor(userId: string, role: "USER" | "ADMIN", service = false): Promise<string> {
  const made = await createApiKey(db.prisma, { owner: { userId, role }, name: "key", service }, new Date());
  if (!made.ok) throw new Error(made.reason);
  return made.key;
}

test("a spend comes back by its entry or its key, in parts, and never more than it took", async () => {
  const { token } = await newPerson(db, 100);
  const { json } = await spend(token, { amount: 30, idempotencyKey: "job" });
  const part = await refund(token, { entry: entryOf(json), amount: 10 });
  expect(part).toMatchObject({ status: 200, json: { entry: { type: "REVERSAL", amount: 10 }, balance: 80 } });
  const tooMuch = await refund(token, { idempotencyKey: "job", amount: 21 });
  expect(tooMuch).toMatchObject({ status: 409, json: { code: "exceeds_spend", refundable: 20 } });
  expect((await refund(token, { idempotencyKey: "job" })).json).toMatchObject({ balance: 100, available: 100 });
  expect((await refund(token, { idempotencyKey: "job" })).status).toBe(409);
});

test("a retried refund gives back once", async () => {
  const { token } = await newPerson(db, 100);
  const { json } = await spend(token, { amount: 30 });
  const once = () => refund(token, { entry: entryOf(json), amount: 5 }, { "idempotency-key": "r-1" });
  expect((await once()).json).toMatchObject({ balance: 75, replayed: false });
  expect((await once()).json).toMatchObject({ balance: 75, replayed: true });
  const other = await refund(token, { entry: entryOf(json), amount: 6 }, { "idempotency-key": "r-1" });
  expect(other).toMatchObject({ status: 409, json: { code: "idempotency_key_reused" } });
});

test("nobody gets back another's spend, a grant, or what a service key charged them for", async () => {
  const [person, other, admin] = [await newPerson(db, 50), await newPerson(db, 50), await newPerson(db, 0, "ADMIN")];
  const [service, own] = [await keyFor(admin.id, "ADMIN", true), await keyFor(person.id, "USER")];
  const { json } = await spend(person.token, { amount: 5, idempotencyKey: "mine" });
  expect((await refund(other.token, { entry: entryOf(json) })).status).toBe(404);
  expect((await refund(other.token, { idempotencyKey: "mine" })).status).toBe(404);
  expect((await refund(person.token, { entry: `${person.accountId}_1` })).status).toBe(404);

  const charged = await spend(service, { amount: 10, account: person.id });
  for (const token of [person.token, own]) {
    expect((await refund(token, { entry: entryOf(charged.json) })).status).toBe(404);
  }
  const back = await refund(service, { entry: entryOf(charged.json), account: person.id });
  expect(back).toMatchObject({ status: 200, json: { balance: 45 } });
  const grant = await refund(service, { entry: `${person.accountId}_1`, account: person.id });
  expect(grant).toMatchObject({ status: 409, json: { code: "not_a_spend" } });

  const byKey = await spend(own, { amount: 1 });
  expect((await refund(person.token, { entry: entryOf(byKey.json) })).json.balance).toBe(45);
});

test.each([
  [{}, "entry"],
  [{ entry: "a", idempotencyKey: "b" }, "entry"],
  [{ idempotencyKey: "b", amount: 0 }, "amount"],
  [{ idempotencyKey: "b", reason: "" }, "reason"],
])("%j is 422 and names %s", async (body, field) => {
  const { token } = await newPerson(db, 10);
  expect(await refund(token, body)).toMatchObject({ status: 422, json: { errors: [{ field }] } });
});

test("what is no entry is 404", async () => {
  const { token, accountId } = await newPerson(db, 10);
  for (const entry of ["nonsense", `${accountId}_99`, `${accountId}_0`]) {
    expect((await refund(token, { entry })).status).toBe(404);
  }
});
