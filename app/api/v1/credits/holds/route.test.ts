import { describe, expect, test } from "vitest";
import { POST as consume } from "@/app/api/v1/credits/consume/route";
import { GET as getCredits } from "@/app/api/v1/credits/route";
import { testDatabase } from "@/dev/testing/database";
import { call } from "@/lib/api/testing/call";
import { closeAppDatabase, newPerson, type Person } from "@/lib/api/testing/people";
import { createApiKey } from "@/lib/auth/api-keys/create-api-key";
import { now } from "@/lib/clock";
import { env } from "@/lib/env";
import { placeHold } from "@/lib/ledger/place-hold";
import { POST as capture } from "./[id]/capture/route";
import { POST as release } from "./[id]/release/route";
import { GET as getHold } from "./[id]/route";
import { POST as place } from "./route";

const db = await testDatabase();
process.env.HOLD_LIMIT_PER_HOUR = "20";
closeAppDatabase();

const placed = ({ token }: Person, body: object) => call(place, "POST", { token, body });
const on = (id: unknown) => ({ params: { id: String(id) } });
const creditsOf = async ({ token }: Person) => (await call(getCredits, "GET", { token })).json;

test("a hold reserves credits, and a capture without a body spends them", async () => {
  const person = await newPerson(db, 100);
  const { status, json } = await placed(person, { amount: 30, description: "Report", metadata: { page: 1 } });
  expect(status).toBe(201);
  expect(json).toMatchObject({ amount: 30, captured: 0, status: "OPEN", balance: 100, available: 70, replayed: false });
  expect(Date.parse(String(json.expiresAt)) - Date.parse(String(json.createdAt))).toBe(900_000);
  expect(await creditsOf(person)).toMatchObject({ balance: 100, held: 30, available: 70 });

  const taken = await call(capture, "POST", { token: person.token, ...on(json.id) });
  expect(taken).toMatchObject({
    status: 200,
    json: { entry: { type: "USAGE", amount: -30, hold: json.id, description: "Report" }, balance: 70, available: 70 },
  });
  const after = await call(getHold, "GET", { token: person.token, ...on(json.id) });
  expect(after).toMatchObject({ status: 200, json: { id: json.id, status: "CAPTURED", captured: 30 } });
});

test("a capture can be smaller or larger; what it leaves is available again", async () => {
  const person = await newPerson(db, 100);
  const { token } = person;
  const [part, more] = [(await placed(person, { amount: 30 })).json.id, (await placed(person, { amount: 10 })).json.id];
  expect((await call(capture, "POST", { token, ...on(part), body: { amount: 5 } })).json.balance).toBe(95);
  const tooMuch = await call(capture, "POST", { token, ...on(more), body: { amount: 96 } });
  expect(tooMuch).toMatchObject({ status: 402, json: { code: "insufficient_credits", required: 96 } });
  const absurd = await call(capture, "POST", { token, ...on(more), body: { amount: 101 } });
  expect(absurd).toMatchObject({ status: 422, json: { errors: [{ field: "amount" }] } });
  expect((await call(capture, "POST", { token, ...on(more), body: { amount: 20 } })).json.balance).toBe(75);
  expect(await creditsOf(person)).toMatchObject({ held: 0, available: 75 });
});

test("a released hold is over; releasing it again changes nothing", async () => {
  const person = await newPerson(db, 10);
  const { token } = person;
  const { json } = await placed(person, { amount: 10 });
  const first = await call(release, "POST", { token, ...on(json.id) });
  expect(first).toMatchObject({ status: 200, json: { status: "RELEASED", available: 10, replayed: false } });
  expect((await call(release, "POST", { token, ...on(json.id) })).json).toMatchObject({ replayed: true });
  const late = await call(capture, "POST", { token, ...on(json.id), body: {} });
  expect(late).toMatchObject({ status: 409, json: { code: "hold_not_open", holdStatus: "RELEASED" } });
});

test("keys make retries safe, for placing and for capturing", async () => {
  const person = await newPerson(db, 100);
  const { token } = person;
  const first = await placed(person, { amount: 10, idempotencyKey: "k" });
  const again = await placed(person, { amount: 10, idempotencyKey: "k" });
  expect(again.json).toEqual({ ...first.json, replayed: true });
  expect(await placed(person, { amount: 11, idempotencyKey: "k" })).toMatchObject({ status: 409 });
  const take = () =>
    call(capture, "POST", { token, ...on(first.json.id), headers: { "idempotency-key": "c" }, body: { amount: 4 } });
  expect((await take()).json).toMatchObject({ balance: 96, replayed: false });
  expect((await take()).json).toMatchObject({ balance: 96, replayed: true });
});

test("another person's hold and an invalid id are 404; a service key names the account", async () => {
  const [owner, other, admin] = [await newPerson(db, 10), await newPerson(db, 10), await newPerson(db, 0, "ADMIN")];
  const { id } = (await placed(owner, { amount: 5 })).json;
  for (const token of [other.token, admin.token]) {
    expect((await call(getHold, "GET", { token, ...on(id) })).status).toBe(404);
    expect((await call(capture, "POST", { token, ...on(id) })).status).toBe(404);
    expect((await call(release, "POST", { token, ...on(id) })).status).toBe(404);
  }
  expect((await call(getHold, "GET", { token: owner.token, ...on("nonsense") })).status).toBe(404);

  const maker = { userId: admin.id, role: "ADMIN" as const };
  const made = await createApiKey(db.prisma, { owner: maker, name: "service", service: true }, new Date());
  if (!made.ok) throw new Error(made.reason);
  const token = made.key;
  expect((await call(capture, "POST", { token, ...on(id), body: { account: other.id } })).status).toBe(404);
  expect((await call(capture, "POST", { token, ...on(id) })).status).toBe(422);
  const url = `/?account=${owner.id}`;
  expect((await call(capture, "POST", { token, ...on(id), url })).json).toMatchObject({ balance: 5 });
});

test("the owner of the account can see a hold of the app, but only the app can end it", async () => {
  const [owner, admin] = [await newPerson(db, 10), await newPerson(db, 0, "ADMIN")];
  const maker = { userId: admin.id, role: "ADMIN" as const };
  const service = await createApiKey(db.prisma, { owner: maker, name: "service", service: true }, new Date());
  const mine = await createApiKey(db.prisma, { owner: { userId: owner.id, role: "USER" }, name: "mine" }, new Date());
  if (!service.ok || !mine.ok) throw new Error("no key");
  const url = `/?account=${owner.id}`;
  const byApp = await call(place, "POST", { token: service.key, url, body: { amount: 5 } });
  expect(byApp).toMatchObject({ status: 201, json: { available: 5 } });
  const { id } = byApp.json;
  for (const token of [owner.token, mine.key]) {
    expect(await call(release, "POST", { token, ...on(id) })).toMatchObject({
      status: 404,
      json: { detail: "No such hold." },
    });
    expect((await call(capture, "POST", { token, ...on(id), body: { amount: 1 } })).status).toBe(404);
    expect(await call(getHold, "GET", { token, ...on(id) })).toMatchObject({ status: 200, json: { status: "OPEN" } });
  }
  expect(await call(release, "POST", { token: service.key, url, ...on(id) })).toMatchObject({ status: 200 });

  const inProcess = await placeHold(db.sql, { accountId: owner.accountId, amount: 5n }, await now());
  if (!inProcess.ok) throw new Error(inProcess.reason);
  expect(inProcess.hold.actor).toBe("app:refill");
  for (const token of [owner.token, mine.key]) {
    expect((await call(release, "POST", { token, ...on(inProcess.hold.id) })).status).toBe(404);
  }
  expect((await call(capture, "POST", { token: service.key, url, ...on(inProcess.hold.id) })).status).toBe(200);
});

test("a person and each of their keys can end only the holds that they placed themselves", async () => {
  const owner = await newPerson(db, 20);
  const maker = { userId: owner.id, role: "USER" as const };
  const key = await createApiKey(db.prisma, { owner: maker, name: "mine" }, new Date());
  if (!key.ok) throw new Error("no key");
  const byKey = (await call(place, "POST", { token: key.key, body: { amount: 5 } })).json.id;
  const byOwner = (await placed(owner, { amount: 5 })).json.id;
  expect((await call(capture, "POST", { token: owner.token, ...on(byKey) })).status).toBe(404);
  expect((await call(release, "POST", { token: key.key, ...on(byOwner) })).status).toBe(404);
  expect((await call(capture, "POST", { token: key.key, ...on(byKey) })).status).toBe(200);
  expect((await call(release, "POST", { token: owner.token, ...on(byOwner) })).status).toBe(200);
});

test("a service key without credits:refund can end only its own holds", async () => {
  const [owner, admin] = [await newPerson(db, 20), await newPerson(db, 0, "ADMIN")];
  const maker = { userId: admin.id, role: "ADMIN" as const };
  const scopes = ["accounts:*", "credits:spend"] as const;
  const narrow = await createApiKey(db.prisma, { owner: maker, name: "narrow", scopes }, new Date());
  if (!narrow.ok) throw new Error("no key");
  const url = `/?account=${owner.id}`;
  const byOwner = (await placed(owner, { amount: 5 })).json.id;
  const own = (await call(place, "POST", { token: narrow.key, url, body: { amount: 5 } })).json.id;
  expect((await call(capture, "POST", { token: narrow.key, url, ...on(byOwner) })).status).toBe(404);
  expect((await call(capture, "POST", { token: narrow.key, url, ...on(own) })).status).toBe(200);
});

test("a hold cannot reuse a spend's key, nor a spend a hold's", async () => {
  const person = await newPerson(db, 100);
  const spend = (idempotencyKey: string) =>
    call(consume, "POST", { token: person.token, body: { amount: 5, idempotencyKey } });
  const reused = { status: 409, json: { code: "idempotency_key_reused" } };
  expect((await spend("s")).status).toBe(200);
  expect(await placed(person, { amount: 5, idempotencyKey: "s" })).toMatchObject(reused);
  expect((await placed(person, { amount: 5, idempotencyKey: "h" })).status).toBe(201);
  expect(await spend("h")).toMatchObject(reused);
});

test("a replay returns the current hold and balance", async () => {
  const person = await newPerson(db, 100);
  const request = { amount: 10, idempotencyKey: "k" };
  const { id } = (await placed(person, request)).json;
  await call(capture, "POST", { token: person.token, ...on(id), body: { amount: 4 } });
  expect((await placed(person, request)).json).toMatchObject({
    id,
    status: "CAPTURED",
    captured: 4,
    balance: 96,
    available: 96,
    replayed: true,
  });
});

test("holds placed by people are limited, those of service keys are not", async () => {
  const [owner, admin] = [await newPerson(db, 10), await newPerson(db, 0, "ADMIN")];
  const maker = { userId: admin.id, role: "ADMIN" as const };
  const service = await createApiKey(db.prisma, { owner: maker, name: "service", service: true }, new Date());
  if (!service.ok) throw new Error("no key");
  const statuses = new Set<number>();
  for (let times = 0; times < env().HOLD_LIMIT_PER_HOUR; times++) {
    statuses.add((await placed(owner, { amount: 11 })).status);
  }
  expect([...statuses]).toEqual([402]);
  expect(await placed(owner, { amount: 1 })).toMatchObject({ status: 429, json: { code: "rate_limited" } });
  const url = `/?account=${owner.id}`;
  expect((await call(place, "POST", { token: service.key, url, body: { amount: 1 } })).status).toBe(201);
});

describe("what is refused", () => {
  test.each([
    [{ amount: 0 }, "amount"],
    [{ amount: "5" }, "amount"],
    [{ amount: 1, expiresInSeconds: 0 }, "expiresInSeconds"],
    [{ amount: 1, expiresInSeconds: 86_401 }, "expiresInSeconds"],
    [{ amount: 1, expiresInSeconds: 1.5 }, "expiresInSeconds"],
  ])("%j is 422 and names %s", async (body, field) => {
    const person = await newPerson(db, 10);
    expect(await placed(person, body)).toMatchObject({ status: 422, json: { errors: [{ field }] } });
  });

  test("more than is available is 402", async () => {
    const person = await newPerson(db, 10);
    expect(await placed(person, { amount: 11 })).toMatchObject({ status: 402, json: { required: 11, available: 10 } });
  });
});
