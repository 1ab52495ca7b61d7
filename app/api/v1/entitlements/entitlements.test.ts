import { beforeAll, describe, expect, test } from "vitest";
import { POST as makeKey } from "@/app/api/v1/api-keys/route";
import { POST as release } from "@/app/api/v1/entitlements/[feature]/release/route";
import { GET as getOne } from "@/app/api/v1/entitlements/[feature]/route";
import { POST as consume } from "@/app/api/v1/entitlements/[feature]/use/route";
import { GET as list } from "@/app/api/v1/entitlements/route";
import { testDatabase } from "@/dev/testing/database";
import { call } from "@/lib/api/testing/call";
import { closeAppDatabase, newPerson } from "@/lib/api/testing/people";
import { newPlan, onPlan } from "@/lib/billing/entitlements/testing/on-plan";
import { now } from "@/lib/clock";

const db = await testDatabase();
closeAppDatabase();

let plan = "";
let service = "";
beforeAll(async () => {
  const admin = await newPerson(db, 0, "ADMIN");
  service = await keyOf(admin.token, { name: "Service", service: true });
  await db.prisma.feature.create({ data: { key: "workflows", name: "Workflows", per: "STANDING" } });
  plan = await newPlan(db, { workflows: 3, exports: null });
});

async function subscriber() {
  const person = await newPerson(db);
  await onPlan(db, person.id, plan, await now());
  return person;
}

async function keyOf(token: string, body: Record<string, unknown>): Promise<string> {
  return String((await call(makeKey, "POST", { token, body })).json.key);
}

const workflows = { params: { feature: "workflows" } };

test("the plan's limits are listed with the current use", async () => {
  const { token } = await subscriber();
  await call(consume, "POST", { token, ...workflows, body: { quantity: 2 } });
  const { status, json } = await call(list, "GET", { token });
  expect(status).toBe(200);
  expect(json).toEqual({
    data: [
      {
        feature: "workflows",
        name: "Workflows",
        kind: "limit",
        values: null,
        per: "standing",
        limit: 3,
        used: 2,
        remaining: 1,
        allowed: true,
        resetsAt: null,
      },
      {
        feature: "exports",
        name: "Exports",
        kind: "limit",
        values: null,
        per: "window",
        limit: null,
        used: 0,
        remaining: null,
        allowed: true,
        resetsAt: expect.stringMatching(/Z$/),
      },
    ],
  });
});

test("a feature says whether the requested quantity is allowed", async () => {
  const { token } = await subscriber();
  const ask = (quantity: string) =>
    call(getOne, "GET", { token, ...workflows, url: `/api/v1/entitlements/workflows?quantity=${quantity}` });
  expect((await ask("3")).json).toMatchObject({ allowed: true, remaining: 3 });
  expect((await ask("4")).json).toMatchObject({ allowed: false, remaining: 3 });
  expect((await call(getOne, "GET", { token, ...workflows })).json).toMatchObject({ allowed: true });
  for (const wrong of ["0", "-1", "1.5", "many", "1000000001"]) {
    expect(await ask(wrong)).toMatchObject({ status: 422, json: { errors: [{ field: "quantity" }] } });
  }
  for (const feature of ["dragons", "\u0000", "x".repeat(200)]) {
    expect(await call(getOne, "GET", { token, params: { feature } })).toMatchObject({ status: 404 });
  }
});

describe("a use", () => {
  test("over the limit is 402 with the limit and the current use", async () => {
    const { token, id } = await subscriber();
    expect((await call(consume, "POST", { token, ...workflows, body: { quantity: 3 } })).json).toEqual({
      feature: "workflows",
      limit: 3,
      used: 3,
      remaining: 0,
      replayed: false,
    });
    expect(await call(consume, "POST", { token, ...workflows })).toMatchObject({
      status: 402,
      json: { code: "limit_reached", limit: 3, used: 3 },
    });
    const released = await call(release, "POST", { token: service, ...workflows, body: { account: id } });
    expect(released.json).toMatchObject({ used: 2, remaining: 1 });
    expect(await call(consume, "POST", { token, ...workflows })).toMatchObject({ status: 200, json: { used: 3 } });
  });

  test("under one key counts once, by header or field; another request under it is 409", async () => {
    const { token, id } = await subscriber();
    const headers = { "idempotency-key": "workflow-1" };
    const first = await call(consume, "POST", { token, ...workflows, headers });
    const again = await call(consume, "POST", { token, ...workflows, body: { idempotencyKey: "workflow-1" } });
    expect(first.json).toMatchObject({ used: 1, replayed: false });
    expect(again.json).toEqual({ ...first.json, replayed: true });
    expect(await call(consume, "POST", { token, ...workflows, headers, body: { quantity: 2 } })).toMatchObject({
      status: 409,
      json: { code: "idempotency_key_reused" },
    });
    const byApp = { token: service, ...workflows, headers: { "idempotency-key": "app-1" }, body: { account: id } };
    expect((await call(consume, "POST", byApp)).json).toMatchObject({ used: 2, replayed: false });
    expect((await call(release, "POST", byApp)).status).toBe(409);
  });

  test("by the app is counted even if its user sent the same key first", async () => {
    const { token, id } = await subscriber();
    const body = { idempotencyKey: "workflow-2" };
    await call(consume, "POST", { token, ...workflows, body });
    const byApp = { token: service, ...workflows, body: { ...body, account: id } };
    expect((await call(consume, "POST", byApp)).json).toMatchObject({ used: 2, replayed: false });
    expect((await call(consume, "POST", byApp)).json).toMatchObject({ used: 2, replayed: true });
    expect((await call(consume, "POST", { token, ...workflows, body })).json).toMatchObject({
      used: 1,
      replayed: true,
    });
  });

  test("of nothing, of half, or with unknown fields is 422, naming the field", async () => {
    const { token } = await subscriber();
    for (const [body, field] of [
      [{ quantity: 0 }, "quantity"],
      [{ quantity: 1.5 }, "quantity"],
      [{ quantity: "1" }, "quantity"],
      [{ count: 1 }, "count"],
      [{ idempotencyKey: "" }, "idempotencyKey"],
      [{ idempotencyKey: "\u001fperson:a" }, "idempotencyKey"],
    ] as const) {
      const refused = await call(consume, "POST", { token, ...workflows, body });
      expect(refused).toMatchObject({ status: 422, json: { errors: [{ field }] } });
    }
  });

  test("requires a key that can spend; a service key names the account", async () => {
    const person = await subscriber();
    const reader = await keyOf(person.token, { name: "Reader", scopes: ["credits:read"] });
    expect((await call(consume, "POST", { token: reader, ...workflows })).status).toBe(404);
    expect((await call(list, "GET", { token: reader })).status).toBe(200);
    expect((await call(consume, "POST", { token: service, ...workflows })).status).toBe(422);
    const named = await call(consume, "POST", { token: service, ...workflows, body: { account: person.email } });
    expect(named.json).toMatchObject({ used: 1, limit: 3 });
    const url = `/api/v1/entitlements?account=${person.id}`;
    expect((await call(list, "GET", { token: service, url })).json.data).toMatchObject([{ used: 1 }, {}]);
  });
});

test("customers cannot release uses, neither those counted by the app nor their own", async () => {
  const person = await subscriber();
  const own = await keyOf(person.token, { name: "Own" });
  await call(consume, "POST", { token: service, ...workflows, body: { account: person.id } });
  await call(consume, "POST", { token: person.token, ...workflows });
  for (const token of [person.token, own]) {
    expect(await call(release, "POST", { token, ...workflows })).toMatchObject({
      status: 404,
      json: { code: "not_found" },
    });
  }
  expect((await call(getOne, "GET", { token: person.token, ...workflows })).json).toMatchObject({ used: 2 });
  const narrow = await keyOf((await newPerson(db, 0, "ADMIN")).token, {
    name: "Narrow",
    scopes: ["accounts:*", "credits:spend"],
  });
  const body = { account: person.id };
  expect((await call(release, "POST", { token: narrow, ...workflows, body })).status).toBe(404);
  expect((await call(release, "POST", { token: service, ...workflows, body })).json).toMatchObject({ used: 1 });
});
