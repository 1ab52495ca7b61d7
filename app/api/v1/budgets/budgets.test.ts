import { expect, test } from "vitest";
import { POST as consume } from "@/app/api/v1/credits/consume/route";
import { POST as extend } from "@/app/api/v1/credits/holds/[id]/extend/route";
import { POST as place } from "@/app/api/v1/credits/holds/route";
import { testDatabase } from "@/dev/testing/database";
import { call } from "@/lib/api/testing/call";
import { closeAppDatabase, newPerson } from "@/lib/api/testing/people";
import { createApiKey } from "@/lib/auth/api-keys/create-api-key";
import type { KeyScope } from "@/lib/auth/api-keys/scopes";
import { removeBudget, setBudgetLimit, setPlanLimits } from "@/lib/ledger/budgets/manage-budgets";
import { PATCH as change, DELETE as remove } from "./[id]/route";
import { POST as create, GET as list } from "./route";

const db = await testDatabase();
closeAppDatabase();

const on = (id: unknown) => ({ params: { id: String(id) } });

async function keyOf(userId: string, scopes: readonly KeyScope[] = ["credits:read", "credits:spend"]) {
  const owner = { userId, role: "USER" as const };
  const made = await createApiKey(db.prisma, { owner, name: "build", scopes }, new Date());
  if (!made.ok) throw new Error(made.reason);
  return { token: made.key, id: made.apiKey.id };
}

test("an owner caps each key in a rolling window; the key is refused with the cap and when it fits, and others are not", async () => {
  const owner = await newPerson(db, 100);
  const [first, second] = [await keyOf(owner.id), await keyOf(owner.id)];
  const body = { scope: "KEY", window: "ROLLING", seconds: 18_000, limit: 10 };
  const created = await call(create, "POST", { token: owner.token, body });
  expect(created).toMatchObject({ status: 201, json: { ...body, target: null, uses: [] } });
  const spend = (token: string, amount: number) => call(consume, "POST", { token, body: { amount } });
  expect((await spend(first.token, 8)).status).toBe(200);
  const refused = await spend(first.token, 3);
  expect(refused).toMatchObject({
    status: 402,
    json: {
      code: "budget_exceeded",
      required: 3,
      available: 2,
      budget: {
        id: created.json.id,
        scope: "KEY",
        target: first.id,
        window: "ROLLING",
        seconds: 18_000,
        limit: 10,
        used: 8,
      },
    },
  });
  const frees = Date.parse(String(refused.json.freesAt)) - Date.now();
  expect(frees).toBeGreaterThan(17_000_000);
  expect(frees).toBeLessThan(18_400_000);
  expect((await spend(second.token, 10)).status).toBe(200);
  expect((await spend(owner.token, 20)).status).toBe(200);
  const { json } = await call(list, "GET", { token: first.token });
  expect(json).toMatchObject({
    data: [
      {
        uses: [
          { target: second.id, used: 10, remaining: 0 },
          { target: first.id, used: 8, remaining: 2 },
        ],
      },
    ],
  });
});

test("a cap on a subject counts what its holds hold, and a larger hold is refused with the most that it can hold", async () => {
  const { token } = await newPerson(db, 100);
  await call(create, "POST", { token, body: { scope: "SUBJECT", target: "ada", window: "MONTH", limit: 30 } });
  const held = await call(place, "POST", { token, body: { amount: 20, subject: "ada" } });
  expect(held.status).toBe(201);
  const more = { scope: "SUBJECT", target: "ada", limit: 30, used: 20 };
  expect(await call(consume, "POST", { token, body: { amount: 11, subject: "ada" } })).toMatchObject({
    status: 402,
    json: { code: "budget_exceeded", available: 10, budget: more },
  });
  expect(await call(extend, "POST", { token, ...on(held.json.id), body: { amount: 31 } })).toMatchObject({
    status: 402,
    json: { code: "budget_exceeded", required: 31, available: 30, budget: more },
  });
  expect((await call(consume, "POST", { token, body: { amount: 11, subject: "bob" } })).status).toBe(200);
});

test("a limit can be changed and a budget deleted, by its owner alone", async () => {
  const [owner, other] = [await newPerson(db, 100), await newPerson(db, 100)];
  const { token } = owner;
  const { json } = await call(create, "POST", { token, body: { scope: "ACCOUNT", window: "DAY", limit: 0 } });
  const spend = () => call(consume, "POST", { token, body: { amount: 5 } });
  expect(await spend()).toMatchObject({ status: 402, json: { budget: { target: null }, freesAt: null } });
  const strange = await call(change, "PATCH", { token: other.token, ...on(json.id), body: { limit: 50 } });
  expect(strange.status).toBe(404);
  const raised = await call(change, "PATCH", { token, ...on(json.id), body: { limit: 5 } });
  expect(raised).toMatchObject({ status: 200, json: { limit: 5, uses: [{ target: null, used: 0, remaining: 5 }] } });
  expect((await spend()).status).toBe(200);
  expect((await spend()).status).toBe(402);
  expect((await call(remove, "DELETE", { token: other.token, ...on(json.id) })).status).toBe(404);
  expect(await call(remove, "DELETE", { token, ...on(json.id) })).toMatchObject({ status: 200, json: { limit: 5 } });
  expect((await call(remove, "DELETE", { token, ...on(json.id) })).status).toBe(404);
  expect((await spend()).status).toBe(200);
});

test("a key that spends cannot lift its own cap", async () => {
  const owner = await newPerson(db, 100);
  const { token } = await keyOf(owner.id);
  const { json } = await call(create, "POST", { token: owner.token, body: { scope: "KEY", window: "DAY", limit: 5 } });
  expect((await call(change, "PATCH", { token, ...on(json.id), body: { limit: 50 } })).status).toBe(404);
  expect((await call(remove, "DELETE", { token, ...on(json.id) })).status).toBe(404);
  expect((await call(create, "POST", { token, body: { scope: "KEY", window: "DAY", limit: 5 } })).status).toBe(404);
});

test("a key with billing:write cannot change or delete what caps it, and can what caps other keys", async () => {
  const owner = await newPerson(db, 100);
  const { token, id } = await keyOf(owner.id, ["credits:read", "billing:write"]);
  const other = await keyOf(owner.id);
  const cap = async (target?: string) =>
    (await call(create, "POST", { token: owner.token, body: { scope: "KEY", target, window: "DAY", limit: 5 } })).json
      .id;
  for (const budget of [await cap(), await cap(id)]) {
    const refused = { status: 403, json: { code: "budget_of_this_key" } };
    expect(await call(change, "PATCH", { token, ...on(budget), body: { limit: 50 } })).toMatchObject(refused);
    expect(await call(remove, "DELETE", { token, ...on(budget) })).toMatchObject(refused);
  }
  const others = await cap(other.id);
  expect((await call(change, "PATCH", { token, ...on(others), body: { limit: 6 } })).status).toBe(200);
  expect((await call(remove, "DELETE", { token, ...on(others) })).status).toBe(200);
  expect((await call(list, "GET", { token })).json.data).toHaveLength(2);
});

test("only a key of the account can be capped by its id, as long as it is not revoked", async () => {
  const [owner, stranger] = [await newPerson(db, 100), await newPerson(db, 100)];
  const [own, revoked, foreign] = [await keyOf(owner.id), await keyOf(owner.id), await keyOf(stranger.id)];
  await db.prisma.apiKey.update({ where: { id: revoked.id }, data: { revokedAt: new Date() } });
  const cap = (target: string) =>
    call(create, "POST", { token: owner.token, body: { scope: "KEY", target, window: "DAY", limit: 5 } });
  for (const target of [foreign.id, revoked.id, "0193a1b2-7c3d-7e4f-8a5b-6c7d8e9f0a1b"]) {
    expect(await cap(target)).toMatchObject({ status: 404, json: { detail: "No such API key." } });
  }
  expect((await cap(own.id)).status).toBe(201);
});

test("a limit of the plan is listed as such, refuses as such, and cannot be changed or deleted by the account", async () => {
  const { id, token } = await newPerson(db, 100);
  await setPlanLimits(db.sql, id, [{ seconds: 18_000, limit: 10n }], new Date());
  expect((await call(consume, "POST", { token, body: { amount: 8 } })).status).toBe(200);
  const { json } = await call(list, "GET", { token });
  const [limit] = json.data as { id: string }[];
  expect(json.data).toMatchObject([{ ofPlan: true, limit: 10, seconds: 18_000, uses: [{ used: 8, remaining: 2 }] }]);
  expect(json.data).toMatchObject([{ freesAt: expect.stringMatching(/Z$/) }]);
  expect(await call(consume, "POST", { token, body: { amount: 3 } })).toMatchObject({
    status: 402,
    json: {
      code: "budget_exceeded",
      available: 2,
      budget: { ofPlan: true, limit: 10, used: 8 },
      freesAt: expect.stringMatching(/Z$/),
      detail: expect.stringContaining("With its plan the account may spend 10 credits"),
    },
  });
  const refused = { status: 409, json: { code: "budget_of_plan" } };
  expect(await call(change, "PATCH", { token, ...on(limit?.id), body: { limit: 50 } })).toMatchObject(refused);
  expect(await call(remove, "DELETE", { token, ...on(limit?.id) })).toMatchObject(refused);
  expect(await removeBudget(db.sql, id, limit?.id ?? "", new Date())).toBe(false);
  expect(await setBudgetLimit(db.sql, id, limit?.id ?? "", 50n)).toBe(false);
  expect((await call(consume, "POST", { token, body: { amount: 3 } })).status).toBe(402);
});

test("what does not fit together is refused by field", async () => {
  const { token } = await newPerson(db, 100);
  const fields = async (body: object) => {
    const { json } = await call(create, "POST", { token, body });
    return (json.errors as { field: string }[] | undefined)?.map(({ field }) => field);
  };
  expect(await fields({ scope: "ACCOUNT", target: "x", window: "DAY", limit: 5 })).toEqual(["target"]);
  expect(await fields({ scope: "KEY", target: "build", window: "DAY", limit: 5 })).toEqual(["target"]);
  const upper = "0193A1B2-7C3D-7E4F-8A5B-6C7D8E9F0A1B";
  expect(await fields({ scope: "KEY", target: upper, window: "DAY", limit: 5 })).toEqual(["target"]);
  expect(await fields({ scope: "SUBJECT", target: "a".repeat(101), window: "DAY", limit: 5 })).toEqual(["target"]);
  expect(await fields({ scope: "KEY", window: "ROLLING", limit: 5 })).toEqual(["seconds"]);
  expect(await fields({ scope: "KEY", window: "DAY", seconds: 3600, limit: 5 })).toEqual(["seconds"]);
  expect(await fields({ scope: "KEY", window: "ROLLING", seconds: 59, limit: -1 })).toEqual(["seconds", "limit"]);
});
