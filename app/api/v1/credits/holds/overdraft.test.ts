import { expect, test } from "vitest";
import { POST as consume } from "@/app/api/v1/credits/consume/route";
import { GET as getCredits } from "@/app/api/v1/credits/route";
import { testDatabase } from "@/dev/testing/database";
import { call } from "@/lib/api/testing/call";
import { closeAppDatabase, newPerson, type Person } from "@/lib/api/testing/people";
import { createApiKey } from "@/lib/auth/api-keys/create-api-key";
import { newPlan, onPlan } from "@/lib/billing/entitlements/testing/on-plan";
import { now } from "@/lib/clock";
import { grant } from "@/lib/ledger/grant";
import { verify } from "@/lib/ledger/verify";
import { POST as capture } from "./[id]/capture/route";
import { POST as extend } from "./[id]/extend/route";
import { POST as place } from "./route";

const db = await testDatabase();
closeAppDatabase();

const on = (id: unknown) => ({ params: { id: String(id) } });

/** Someone whose plan lets running work go 10 credits over, for each of two units, with a hold of 5 of 8 credits. */
async function running(balance = 8): Promise<Person & { hold: unknown }> {
  const person = await newPerson(db, balance);
  const planVersionId = await newPlan(db, {});
  await db.prisma.planVersion.update({ where: { id: planVersionId }, data: { overdraftCredits: 10n } });
  await onPlan(db, person.id, planVersionId, new Date(), { quantity: 2 });
  const { json } = await call(place, "POST", { token: person.token, body: { amount: 5 } });
  return { ...person, hold: json.id };
}

async function serviceKey(): Promise<string> {
  const owner = { userId: (await newPerson(db, 0, "ADMIN")).id, role: "ADMIN" as const };
  const made = await createApiKey(db.prisma, { owner, name: "service", service: true }, new Date());
  if (!made.ok) throw new Error(made.reason);
  return made.key;
}

test("running work may go over by what the plan allows, nothing new starts while that is owed, and the next credits pay it", async () => {
  const { id, token, hold } = await running();
  const body = { amount: 28, idempotencyKey: "run" };
  const over = await call(capture, "POST", { token, ...on(hold), body });
  expect(over).toMatchObject({
    status: 200,
    json: { entry: { amount: -28 }, balance: -20, available: 0, overdraft: 20, replayed: false },
  });
  const again = await call(capture, "POST", { token, ...on(hold), body });
  expect(again.json).toEqual({ ...over.json, replayed: true });
  for (const start of [consume, place]) {
    expect(await call(start, "POST", { token, body: { amount: 1 } })).toMatchObject({
      status: 402,
      json: { code: "insufficient_credits", required: 1, available: 0 },
    });
  }
  const request = { accountId: id, kind: "PACK", amount: 50n, sourceKey: "refill", actor: "system" } as const;
  await grant(db.sql, request, await now());
  expect((await call(getCredits, "GET", { token })).json).toMatchObject({ balance: 30, available: 30, debt: 0 });
  expect(await verify(db.sql, id, await now())).toEqual([]);
});

test("more than the allowance is refused with the most that can be captured, and the hold stays as it is", async () => {
  const { token, hold } = await running();
  const refused = await call(capture, "POST", { token, ...on(hold), body: { amount: 29 } });
  expect(refused).toMatchObject({ status: 402, json: { code: "insufficient_credits", required: 29, available: 28 } });
  const most = await call(capture, "POST", { token, ...on(hold), body: { amount: 28 } });
  expect(most).toMatchObject({ status: 200, json: { overdraft: 20 } });
});

test("two runs share one allowance, and what a third one holds is still its own", async () => {
  const { token, hold } = await running(20);
  const others = await Promise.all([5, 5].map((amount) => call(place, "POST", { token, body: { amount } })));
  const [second, third] = others.map(({ json }) => json.id);
  const first = await call(capture, "POST", { token, ...on(hold), body: { amount: 22 } });
  expect(first.json).toMatchObject({ overdraft: 12 });
  const rest = await call(capture, "POST", { token, ...on(second), body: { amount: 14 } });
  expect(rest).toMatchObject({ status: 402, json: { required: 14, available: 13 } });
  expect((await call(capture, "POST", { token, ...on(second), body: { amount: 13 } })).json).toMatchObject({
    overdraft: 8,
  });
  expect(await call(extend, "POST", { token, ...on(third), body: { amount: 6 } })).toMatchObject({ status: 402 });
  expect(await call(capture, "POST", { token, ...on(third) })).toMatchObject({ status: 200, json: { overdraft: 0 } });
});

test("without an allowance a capture stays within what is there", async () => {
  const { token } = await newPerson(db, 8);
  const { json } = await call(place, "POST", { token, body: { amount: 5 } });
  const refused = await call(capture, "POST", { token, ...on(json.id), body: { amount: 9 } });
  expect(refused).toMatchObject({ status: 402, json: { required: 9, available: 8 } });
});

test("a service key may allow more or less than the plan, within bounds, and no other key may", async () => {
  const { id, token, hold } = await running();
  const secret = await serviceKey();
  const by = (overdraftCredits: number, amount: number) =>
    call(capture, "POST", { token: secret, ...on(hold), body: { account: id, amount, overdraftCredits } });
  expect(await by(0, 9)).toMatchObject({ status: 402, json: { available: 8 } });
  expect(await by(1_000_001, 9)).toMatchObject({ status: 422, json: { errors: [{ field: "overdraftCredits" }] } });
  const own = await call(capture, "POST", { token, ...on(hold), body: { amount: 9, overdraftCredits: 5 } });
  expect(own).toMatchObject({ status: 422, json: { errors: [{ field: "overdraftCredits" }] } });
  expect(await by(30, 38)).toMatchObject({ status: 200, json: { balance: -30, overdraft: 30 } });
});
