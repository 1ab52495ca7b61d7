import { describe, expect, test } from "vitest";
import { GET as check } from "@/app/api/v1/credits/check/route";
import { POST as batch } from "@/app/api/v1/credits/consume/batch/route";
import { POST as consume } from "@/app/api/v1/credits/consume/route";
import { GET as getHistory } from "@/app/api/v1/credits/history/route";
import { POST as capture } from "@/app/api/v1/credits/holds/[id]/capture/route";
import { POST as placeHold } from "@/app/api/v1/credits/holds/route";
import { GET as getCredits } from "@/app/api/v1/credits/route";
import { testDatabase } from "@/dev/testing/database";
import type { RouteHandler } from "@/lib/api/http/route";
import { call } from "@/lib/api/testing/call";
import { closeAppDatabase, newPerson, type Person } from "@/lib/api/testing/people";
import { archiveMeter } from "@/lib/catalog/archive-meter";
import { rateCard } from "@/lib/catalog/rate-card";
import { changeMeter, newMeter } from "@/lib/catalog/testing/meters";

const db = await testDatabase();
closeAppDatabase();
await newMeter(db, "tokens", { perUnits: 1000 });
await newMeter(db, "gold", { credits: 1_000_000 });
await archiveMeter({ database: db }, { userId: null }, { id: await newMeter(db, "former") }, new Date());

const post = (handler: RouteHandler, { token }: Person, body: unknown, params?: Record<string, string>) =>
  call(handler, "POST", { token, body, params });
const balanceOf = async ({ token }: Person) => (await call(getCredits, "GET", { token })).json.balance;

/** Waits until this process has been notified of the meter's change. */
const heardOf = (key: string, what: { version: number; archived?: boolean }) =>
  expect
    .poll(
      async () => {
        const meter = (await rateCard().find(db.sql)).get(key);
        return meter && { version: meter.version, archived: meter.archivedAt !== null };
      },
      { interval: 5, timeout: 1000 },
    )
    .toEqual({ archived: false, ...what });

test("a spend by meter costs what its rate says, and its entry records the quantity and the rate", async () => {
  const person = await newPerson(db, 100);
  const { status, json } = await post(consume, person, { meter: "tokens", quantity: "4200.50" });
  expect(status).toBe(200);
  const entry = { type: "USAGE", amount: -5, meter: "tokens", quantity: "4200.5", rateVersion: 1 };
  expect(json).toMatchObject({ entry, balance: 95, available: 95, replayed: false });
  await post(consume, person, { amount: 1 });
  const { json: history } = await call(getHistory, "GET", { token: person.token, url: "/?type=USAGE" });
  expect(history.data).toMatchObject([{ meter: null, quantity: null, rateVersion: null }, entry]);
});

test("too few credits are 402 with what the quantity costs", async () => {
  const person = await newPerson(db, 5);
  const answer = await post(consume, person, { meter: "tokens", quantity: 5001 });
  expect(answer).toMatchObject({ status: 402, json: { required: 6, available: 5 } });
});

test("a retry after the rate has changed returns the first result; a new spend uses the new rate", async () => {
  const meterId = await newMeter(db, "rising");
  await heardOf("rising", { version: 1 });
  const person = await newPerson(db, 100);
  const spend = (quantity: unknown, idempotencyKey: string) =>
    post(consume, person, { meter: "rising", quantity, idempotencyKey });
  const first = await spend(10, "job-1");
  expect(first.json).toMatchObject({ entry: { amount: -10, rateVersion: 1 }, balance: 90, replayed: false });

  await changeMeter(db, meterId, "rising", { credits: 3 });
  await heardOf("rising", { version: 2 });
  const again = await spend("10.0", "job-1");
  expect(again.json).toEqual({ ...first.json, replayed: true });
  expect(await spend(11, "job-1")).toMatchObject({ status: 409, json: { code: "idempotency_key_reused" } });
  expect((await spend(10, "job-2")).json).toMatchObject({ entry: { amount: -30, rateVersion: 2 }, balance: 60 });

  const items = [
    { meter: "rising", quantity: 10, idempotencyKey: "job-1" },
    { meter: "rising", quantity: 1, idempotencyKey: "job-3" },
  ];
  const { json } = await post(batch, person, { items });
  expect(json.results).toMatchObject([
    { status: 200, replayed: true, entry: { amount: -10, rateVersion: 1 } },
    { status: 200, replayed: false, entry: { amount: -3, rateVersion: 2 } },
  ]);
});

test("an archived meter refuses new spends, replays retries, and leaves old entries unchanged", async () => {
  const meterId = await newMeter(db, "leaving");
  await heardOf("leaving", { version: 1 });
  const person = await newPerson(db, 100);
  const spend = (idempotencyKey?: string, quantity = 10) =>
    post(consume, person, { meter: "leaving", quantity, idempotencyKey });
  const first = await spend("job-1");
  await archiveMeter({ database: db }, { userId: null }, { id: meterId }, new Date());
  await heardOf("leaving", { version: 1, archived: true });

  for (const refused of [await spend(), await spend("job-2")]) {
    expect(refused).toMatchObject({ status: 422, json: { errors: [{ field: "meter" }] } });
    expect(refused.json.detail).toContain("archived");
  }
  expect((await spend("job-1")).json).toEqual({ ...first.json, replayed: true });
  expect((await spend("job-1", 11)).status).toBe(409);
  expect(await balanceOf(person)).toBe(90);
  const { json } = await call(getHistory, "GET", { token: person.token, url: "/?type=USAGE" });
  expect(json.data).toMatchObject([{ meter: "leaving", quantity: "10", rateVersion: 1 }]);
});

test("a batch can mix amounts and meters, and an invalid item does not affect the others", async () => {
  const person = await newPerson(db, 100);
  const { json } = await post(batch, person, {
    items: [
      { amount: 4 },
      { meter: "tokens", quantity: 2500 },
      { meter: "nothing", quantity: 1 },
      { meter: "former", quantity: 1 },
      { meter: "tokens", quantity: -1 },
      { meter: "tokens", quantity: 1, amount: 1 },
      { meter: "gold", quantity: 1 },
      { meter: "tokens", quantity: "0.000001" },
    ],
  });
  expect(json.results).toMatchObject([
    { status: 200, entry: { amount: -4, meter: null, rateVersion: null } },
    { status: 200, entry: { amount: -3, meter: "tokens", quantity: "2500", rateVersion: 1 } },
    { status: 422, errors: [{ field: "meter" }] },
    { status: 422, errors: [{ field: "meter" }] },
    { status: 422, errors: [{ field: "quantity" }] },
    { status: 422, errors: [{ field: "amount" }] },
    { status: 402, required: 1_000_000, available: 93 },
    { status: 200, entry: { amount: -1, quantity: "0.000001" }, balance: 92 },
  ]);
});

describe("a hold", () => {
  test("reserves what a quantity costs, and a capture spends the final quantity", async () => {
    const person = await newPerson(db, 100);
    const hold = await post(placeHold, person, { meter: "tokens", quantity: 20_000 });
    expect(hold).toMatchObject({ status: 201, json: { amount: 20, available: 80 } });
    const params = { id: String(hold.json.id) };
    const absurd = await post(capture, person, { meter: "tokens", quantity: 200_001 }, params);
    expect(absurd).toMatchObject({ status: 422, json: { errors: [{ field: "quantity" }] } });
    const taken = await post(capture, person, { meter: "tokens", quantity: 12_300 }, params);
    expect(taken).toMatchObject({
      status: 200,
      json: { entry: { amount: -13, meter: "tokens", quantity: "12300", rateVersion: 1 }, balance: 87, available: 87 },
    });
  });

  test("can be captured by amount, or in full", async () => {
    const person = await newPerson(db, 100);
    for (const [body, amount] of [
      [{ amount: 7 }, -7],
      [{}, -20],
    ] as const) {
      const hold = await post(placeHold, person, { meter: "tokens", quantity: 20_000 });
      const taken = await post(capture, person, body, { id: String(hold.json.id) });
      expect(taken.json.entry).toMatchObject({ amount, meter: null, rateVersion: null });
    }
  });

  test("and its capture are replayed after the rate has changed and the meter is archived", async () => {
    const meterId = await newMeter(db, "held");
    await heardOf("held", { version: 1 });
    const person = await newPerson(db, 100);
    const place = (idempotencyKey?: string) => post(placeHold, person, { meter: "held", quantity: 10, idempotencyKey });
    const first = await place("hold-1");
    const take = () =>
      post(capture, person, { meter: "held", quantity: 4, idempotencyKey: "take-1" }, { id: String(first.json.id) });
    const taken = await take();
    expect(taken.json).toMatchObject({ entry: { amount: -4 }, replayed: false });

    await changeMeter(db, meterId, "held", { credits: 3 });
    await heardOf("held", { version: 2 });
    expect(await place("hold-1")).toMatchObject({
      status: 201,
      json: { id: first.json.id, amount: 10, replayed: true },
    });
    expect((await take()).json).toEqual({ ...taken.json, replayed: true });
    await archiveMeter({ database: db }, { userId: null }, { id: meterId }, new Date());
    await heardOf("held", { version: 2, archived: true });
    expect(await place("hold-1")).toMatchObject({ status: 201, json: { id: first.json.id, replayed: true } });
    expect((await take()).json).toEqual({ ...taken.json, replayed: true });
    expect((await place("hold-2")).status).toBe(422);
    expect((await place("take-1")).status).toBe(422);
  });
});

test("a check says whether a quantity is affordable, and spends nothing", async () => {
  const person = await newPerson(db, 5);
  const asked = (query: string) => call(check, "GET", { token: person.token, url: `/?${query}` });
  expect((await asked("meter=tokens&quantity=5000")).json).toEqual({ allowed: true, required: 5, available: 5 });
  expect((await asked("meter=tokens&quantity=5000.1")).json).toEqual({ allowed: false, required: 6, available: 5 });
  for (const [query, field] of [
    ["meter=tokens", "quantity"],
    ["quantity=1", "meter"],
    ["meter=nothing&quantity=1", "meter"],
    ["meter=former&quantity=1", "meter"],
    ["meter=tokens&quantity=1e3", "quantity"],
    ["meter=gold&quantity=1000000001", "quantity"],
    ["amount=1&meter=tokens&quantity=1", "amount"],
  ] as const) {
    expect(await asked(query)).toMatchObject({ status: 422, json: { errors: [{ field }] } });
  }
  expect(await balanceOf(person)).toBe(5);
});

describe("what is refused before anything is spent", () => {
  test.each([
    [{}, "amount"],
    [{ meter: "tokens" }, "quantity"],
    [{ quantity: 1 }, "meter"],
    [{ amount: 1, meter: "tokens" }, "amount"],
    [{ amount: 1, quantity: 1 }, "amount"],
    [{ amount: 1, meter: "tokens", quantity: 1 }, "amount"],
    [{ meter: "nothing", quantity: 1 }, "meter"],
    [{ meter: "former", quantity: 1 }, "meter"],
    [{ meter: "", quantity: 1 }, "meter"],
    [{ meter: 7, quantity: 1 }, "meter"],
    [{ meter: "__proto__", quantity: 1 }, "meter"],
    [{ meter: "tokens", quantity: 0 }, "quantity"],
    [{ meter: "tokens", quantity: -1 }, "quantity"],
    [{ meter: "tokens", quantity: 0.1234567 }, "quantity"],
    [{ meter: "tokens", quantity: "0.0" }, "quantity"],
    [{ meter: "tokens", quantity: "1e3" }, "quantity"],
    [{ meter: "tokens", quantity: "100000000000000" }, "quantity"],
    [{ meter: "tokens", quantity: [1] }, "quantity"],
    [{ meter: "tokens", quantity: null }, "quantity"],
    ['{"meter":"tokens","quantity":1e400}', "quantity"],
    [{ meter: "gold", quantity: 1_000_000_001 }, "quantity"],
  ])("%j is 422 and names %s, for a spend and a hold", async (body, field) => {
    const person = await newPerson(db, 50);
    for (const handler of [consume, placeHold]) {
      const { status, json } = await post(handler, person, body);
      expect(status).toBe(422);
      expect(json).toMatchObject({ code: "validation_failed", errors: [{ field }] });
    }
    expect(await balanceOf(person)).toBe(50);
  });
});
