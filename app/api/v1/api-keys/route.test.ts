import { describe, expect, test } from "vitest";
import { POST as consume } from "@/app/api/v1/credits/consume/route";
import { GET as getHistory } from "@/app/api/v1/credits/history/route";
import { GET as getCredits } from "@/app/api/v1/credits/route";
import { GET as getPlans } from "@/app/api/v1/plans/route";
import { GET as getSubscription } from "@/app/api/v1/subscription/route";
import { testDatabase } from "@/dev/testing/database";
import { call } from "@/lib/api/testing/call";
import { closeAppDatabase, newPerson, type Person } from "@/lib/api/testing/people";
import { DELETE } from "./[id]/route";
import { GET, POST } from "./route";

const db = await testDatabase();
closeAppDatabase();

const make = ({ token }: Person, body: object = {}) => call(POST, "POST", { token, body: { name: "ci", ...body } });
const keyOf = async (person: Person, body: object = {}) => String((await make(person, body)).json.key);
const balance = (token: string, url = "/") => call(getCredits, "GET", { token, url });
const spend = (token: string, body: object) => call(consume, "POST", { token, body });

describe("a key", () => {
  test("is shown once, stored as a hash and listed by its prefix", async () => {
    const person = await newPerson(db, 5);
    const { status, json } = await make(person, { name: "Build server", expiresAt: "2100-01-01" });
    expect(status).toBe(201);
    expect(json).toMatchObject({
      name: "Build server",
      scopes: ["credits:read", "credits:spend"],
      service: false,
      expiresAt: "2100-01-01T00:00:00.000Z",
      lastUsedAt: null,
      revokedAt: null,
    });
    expect(json.key).toMatch(new RegExp(`^rk_${json.prefix}_[A-Za-z0-9_-]{32}$`));
    const { key, ...shown } = json;
    const list = await call(GET, "GET", { token: person.token });
    expect(list.json).toEqual({ data: [shown], nextCursor: null });
    const stored = await db.sql<{ row: string }>`SELECT api_key::text AS row FROM api_key`;
    const secret = String(key).slice(12);
    expect(JSON.stringify(stored)).not.toContain(secret);
    expect((await balance(String(key))).json).toMatchObject({ account: person.accountId, balance: 5 });
  });

  test("spends as itself: the entry's actor is the key", async () => {
    const person = await newPerson(db, 5);
    const { json } = await make(person);
    expect((await spend(String(json.key), { amount: 2 })).json).toMatchObject({ balance: 3 });
    const entries = await db.prisma.ledgerEntry.findMany({ where: { accountId: person.accountId, type: "USAGE" } });
    expect(entries).toMatchObject([{ actor: `key:${json.id}` }]);
  });

  test("with a wrong secret, a malformed key and an expired key are 401", async () => {
    const person = await newPerson(db);
    const key = await keyOf(person);
    expect((await balance(key)).status).toBe(200);
    const other = `${key.slice(0, -1)}${key.endsWith("a") ? "b" : "a"}`;
    for (const wrong of [other, key.slice(0, -1), `${key}x`, key.toUpperCase(), "rk_", "rk_live_abc"]) {
      expect(await balance(wrong)).toMatchObject({ status: 401, json: { code: "unauthorized" } });
    }
    await db.prisma.apiKey.updateMany({ where: { userId: person.id }, data: { expiresAt: new Date(Date.now() - 1) } });
    await expect.poll(async () => (await balance(key)).status, { timeout: 1000 }).toBe(401);
  });

  test("can do only what its scopes allow", async () => {
    const person = await newPerson(db, 5);
    const readOnly = await keyOf(person, { scopes: ["credits:read"] });
    expect((await balance(readOnly)).status).toBe(200);
    expect(await spend(readOnly, { amount: 1 })).toMatchObject({ status: 404, json: { code: "not_found" } });
    expect((await call(getSubscription, "GET", { token: readOnly })).status).toBe(404);
    expect((await call(getPlans, "GET", { token: readOnly })).status).toBe(200);
  });

  test("can neither create, list nor revoke keys", async () => {
    const person = await newPerson(db, 5, "ADMIN");
    const { json } = await make(person, { scopes: ["credits:read", "admin:*"] });
    const token = String(json.key);
    expect((await call(POST, "POST", { token, body: { name: "more" } })).status).toBe(404);
    expect((await call(GET, "GET", { token })).status).toBe(404);
    expect((await call(DELETE, "DELETE", { token, params: { id: String(json.id) } })).status).toBe(404);
  });

  test("fails within a second once revoked, once its owner is locked, and for good", async () => {
    const person = await newPerson(db, 5);
    const { json } = await make(person);
    const key = String(json.key);
    const revoke = (token: string) => call(DELETE, "DELETE", { token, params: { id: String(json.id) } });
    expect((await balance(key)).status).toBe(200);

    await db.prisma.user.update({ where: { id: person.id }, data: { lockedAt: new Date() } });
    await expect.poll(async () => (await balance(key)).status, { timeout: 1000, interval: 20 }).toBe(401);
    await db.prisma.user.update({ where: { id: person.id }, data: { lockedAt: null } });
    await expect.poll(async () => (await balance(key)).status, { timeout: 1000, interval: 20 }).toBe(200);

    expect((await revoke((await newPerson(db)).token)).status).toBe(404);
    expect((await balance(key)).status).toBe(200);
    const revoked = await revoke(person.token);
    expect(revoked.json).toMatchObject({ id: json.id, revokedAt: expect.any(String) });
    await expect.poll(async () => (await balance(key)).status, { timeout: 1000, interval: 20 }).toBe(401);
    expect((await revoke(person.token)).json).toEqual(revoked.json);
  });

  test("says when it was last used, written at most once a minute", async () => {
    const person = await newPerson(db);
    const key = await keyOf(person);
    for (let use = 0; use < 5; use++) await balance(key);
    const lastUse = async () =>
      (await db.prisma.apiKey.findFirst({ where: { userId: person.id } }))?.lastUsedAt ?? null;
    await expect.poll(lastUse).toBeInstanceOf(Date);
    const first = await lastUse();
    await balance(key);
    expect(await lastUse()).toEqual(first);
  });

  test.each([
    [{ name: "" }, "name"],
    [{ name: "x".repeat(101) }, "name"],
    [{ scopes: ["everything"] }, "scopes.0"],
    [{ scopes: [] }, "scopes"],
    [{ expiresAt: "2020-01-01" }, "expiresAt"],
    [{ expiresAt: "9999-12-31T23:59:59-01:00" }, "expiresAt"],
    [{ expiresAt: "2201-01-01" }, "expiresAt"],
    [{ expiresAt: "0001-01-01" }, "expiresAt"],
    [{ scopes: ["admin:*"] }, "scopes"],
    [{ scopes: ["accounts:*"] }, "scopes"],
    [{ service: true }, "scopes"],
    [{ role: "ADMIN" }, "role"],
  ])("is not made of %j, which is 422 and names %s", async (body, field) => {
    const person = await newPerson(db);
    expect(await make(person, body)).toMatchObject({ status: 422, json: { errors: [{ field }] } });
  });

  test("invalid ids are 404", async () => {
    const person = await newPerson(db);
    expect((await call(DELETE, "DELETE", { token: person.token, params: { id: "nonsense" } })).status).toBe(404);
  });
});

describe("a service key", () => {
  test("acts on any account, by account id, user id, external id or email, in the body or the query", async () => {
    const admin = await newPerson(db, 0, "ADMIN");
    const person = await newPerson(db, 100);
    await db.prisma.user.update({ where: { id: person.id }, data: { externalId: "customer 7" } });
    const { json } = await make(admin, { service: true });
    expect(json).toMatchObject({ service: true, scopes: expect.arrayContaining(["accounts:*", "credits:spend"]) });
    const key = String(json.key);
    const names = [person.accountId, person.id, "customer 7", person.email, person.email.toUpperCase()];
    for (const account of names) {
      expect((await spend(key, { amount: 1, account })).status).toBe(200);
      const { json: credits } = await balance(key, `/?account=${encodeURIComponent(account)}`);
      expect(credits.account).toBe(person.accountId);
    }
    expect((await balance(person.token)).json.balance).toBe(95);
    const history = await call(getHistory, "GET", { token: key, url: `/?type=USAGE&account=${person.id}` });
    expect(history.json.data).toHaveLength(5);
  });

  test("has to name the account: 422 without it, 404 if there is none, 422 if it is invalid or differs between query and body", async () => {
    const admin = await newPerson(db, 50, "ADMIN");
    const key = await keyOf(admin, { scopes: ["accounts:*"] });
    const none = await spend(key, { amount: 1 });
    expect(none).toMatchObject({ status: 422, json: { errors: [{ field: "account" }] } });
    for (const account of ["nobody@example.com", "00000000-0000-7000-8000-000000000000", "' OR true --"]) {
      expect((await spend(key, { amount: 1, account })).status).toBe(404);
    }
    for (const account of [7, null, "", "a\u0000", "x".repeat(256), ["a"]]) {
      expect(await spend(key, { amount: 1, account })).toMatchObject({ status: 422 });
    }
    const url = "/?account=other";
    const both = await call(consume, "POST", { token: key, url, body: { amount: 1, account: admin.id } });
    expect(both.status).toBe(422);
    expect((await balance(admin.token)).json.balance).toBe(50);
  });

  test("prefers an external id to an email address, which anyone can sign up with", async () => {
    const admin = await newPerson(db, 0, "ADMIN");
    const real = await newPerson(db, 10);
    const squatter = await newPerson(db, 10);
    await db.prisma.user.update({ where: { id: real.id }, data: { externalId: squatter.email } });
    const key = await keyOf(admin, { service: true });
    await spend(key, { amount: 1, account: squatter.email });
    expect((await balance(real.token)).json.balance).toBe(9);
    expect((await balance(squatter.token)).json.balance).toBe(10);
  });

  test("ends when its creator is no longer an admin", async () => {
    const admin = await newPerson(db, 0, "ADMIN");
    const key = await keyOf(admin, { service: true });
    expect((await balance(key, `/?account=${admin.id}`)).status).toBe(200);
    await db.prisma.user.update({ where: { id: admin.id }, data: { role: "USER" } });
    const status = async () => (await balance(key, `/?account=${admin.id}`)).status;
    await expect.poll(status, { timeout: 1000, interval: 20 }).toBe(401);
  });
});

test("everyone else has only their own account: another's is 404 and stays as it was", async () => {
  const [one, other] = [await newPerson(db, 10), await newPerson(db, 10)];
  const key = await keyOf(one);
  for (const token of [one.token, key]) {
    for (const account of [other.id, other.accountId, other.email, "nobody"]) {
      expect((await spend(token, { amount: 1, account })).status).toBe(404);
      expect((await balance(token, `/?account=${account}`)).status).toBe(404);
    }
    expect((await spend(token, { amount: 1, account: one.accountId })).status).toBe(200);
  }
  expect((await balance(other.token)).json.balance).toBe(10);
});

test("no time past the year 2200 can be stored, and the last one before is listed", async () => {
  const person = await newPerson(db);
  const { json } = await make(person);
  const store = (time: string) =>
    db.sql`UPDATE api_key SET expires_at = ${new Date(time)} WHERE id = ${String(json.id)}::uuid`;
  await expect(store("9999-12-31T23:59:59-01:00")).rejects.toThrow("api_key_expires_at_bounds");

  await store("2200-12-31T23:59:59Z");
  const list = await call(GET, "GET", { token: person.token });
  expect(list).toMatchObject({ status: 200, json: { data: [{ expiresAt: "2200-12-31T23:59:59.000Z" }] } });
});

test("concurrent requests cannot create more keys than the limit", async () => {
  const person = await newPerson(db);
  await manyKeys(person, 95);
  const answers = await Promise.all(Array.from({ length: 30 }, () => make(person)));
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(5);
  expect(answers.filter(({ json }) => json.code === "too_many_keys")).toHaveLength(25);
  expect(await db.prisma.apiKey.count({ where: { userId: person.id } })).toBe(100);
});

test("the hundred-and-first key is refused", async () => {
  const person = await newPerson(db);
  await manyKeys(person, 100);
  expect(await make(person)).toMatchObject({ status: 409, json: { code: "too_many_keys" } });
  const first = await call(GET, "GET", { token: person.token, url: "/?limit=60" });
  const second = await call(GET, "GET", { token: person.token, url: `/?limit=60&cursor=${first.json.nextCursor}` });
  expect([first.json.data, second.json.data].map((page) => (page as unknown[]).length)).toEqual([60, 40]);
});

async function manyKeys({ id }: Person, count: number): Promise<void> {
  await db.sql`
    INSERT INTO api_key (id, user_id, name, prefix, hash, scopes)
    SELECT gen_random_uuid(), ${id}::uuid, 'n', left(md5(${id}::text || n), 8), sha256((${id}::text || n)::bytea), '{}'
    FROM generate_series(1, ${count}::int) AS n`;
}
