import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { GET as exportAccount } from "@/app/api/v1/account/export/route";
import { POST as createKey } from "@/app/api/v1/api-keys/route";
import { POST as consume } from "@/app/api/v1/credits/consume/route";
import { POST as refund } from "@/app/api/v1/credits/refunds/route";
import { GET as getCredits } from "@/app/api/v1/credits/route";
import { testDatabase } from "@/dev/testing/database";
import { call } from "@/lib/api/testing/call";
import { closeAppDatabase, newPerson } from "@/lib/api/testing/people";
import { createApiKey } from "@/lib/auth/api-keys/create-api-key";
import { revokeApiKey } from "@/lib/auth/api-keys/revoke-api-key";
import { issueCustomerToken } from "@/lib/auth/customer-token";
import { endSessions } from "@/lib/auth/sessions/end-sessions";
import { env } from "@/lib/env";
import { grant } from "@/lib/ledger/grant";
import { DELETE, GET, PUT } from "./[externalId]/route";
import { POST as startSession } from "./[externalId]/sessions/route";
import { GET as list } from "./route";

const db = await testDatabase();
closeAppDatabase();

const admin = await newPerson(db, 0, "ADMIN");

async function serviceKey() {
  const made = await createApiKey(
    db.prisma,
    { owner: { userId: admin.id, role: "ADMIN" }, name: "app", service: true },
    new Date(),
  );
  if (!made.ok) throw new Error(made.reason);
  return made;
}
const { key: token } = await serviceKey();

const newId = () => `customer/${randomUUID()}`;
const on = (externalId: string) => ({ token, params: { externalId } });
const put = (externalId: string, body?: object) => call(PUT, "PUT", { ...on(externalId), body });
const session = (externalId: string, body?: object) => call(startSession, "POST", { ...on(externalId), body });

async function withCredits(externalId: string, amount: bigint) {
  const { json } = await put(externalId);
  const accountId = String(json.account);
  await grant(db.sql, { accountId, kind: "PACK", amount, sourceKey: "first", actor: "system" }, new Date());
  return accountId;
}

test("a customer is created once, and then only what is different changes", async () => {
  const id = newId();
  const email = `${randomUUID()}@example.com`;
  const first = await put(id, { email, name: "Ada" });
  expect(first).toMatchObject({ status: 200, json: { externalId: id, email, name: "Ada", created: true, balance: 0 } });
  const again = await put(id, { email, name: "Ada" });
  expect(again.json).toEqual({ ...first.json, created: false });
  expect((await put(id)).json).toEqual({ ...first.json, created: false });
  expect((await put(id, { name: "Ada Lovelace" })).json).toMatchObject({ email, name: "Ada Lovelace", created: false });
  expect((await put(id, { email: null, name: null })).json).toMatchObject({ email: null, name: null });
  expect((await call(GET, "GET", on(id))).json).toMatchObject({
    externalId: id,
    account: first.json.account,
    email: null,
  });
});

test("requests at the same time create one customer", async () => {
  const id = newId();
  const made = await Promise.all(Array.from({ length: 6 }, () => put(id)));
  expect(made.filter(({ json }) => json.created)).toHaveLength(1);
  expect(new Set(made.map(({ json }) => json.account)).size).toBe(1);
});

test("a customer has no password, a verified address and no mail about it", async () => {
  const id = newId();
  const email = `${randomUUID()}@example.com`;
  await put(id, { email });
  const user = await db.prisma.user.findUniqueOrThrow({ where: { externalId: id } });
  expect(user.passwordHash).toBeNull();
  expect(user.emailVerified).not.toBeNull();
  expect(await db.prisma.mail.count({ where: { userId: user.id } })).toBe(0);
});

test("another account's address is refused, also in another spelling", async () => {
  const other = await newPerson(db);
  await db.prisma.user.update({ where: { id: other.id }, data: { mailbox: other.email } });
  for (const email of [other.email, other.email.replace("@", "+x@")]) {
    expect(await put(newId(), { email })).toMatchObject({ status: 409, json: { code: "email_taken" } });
  }
  const id = newId();
  await put(id);
  expect(await put(id, { email: other.email })).toMatchObject({ status: 409, json: { code: "email_taken" } });
});

test("the app vouches for an address that was not verified, and the customer gets what waited for it", async () => {
  const id = newId();
  const { json } = await put(id, { email: `${randomUUID()}@example.com` });
  const where = { id: String(json.account) };
  for (const email of [json.email, `${randomUUID()}@example.com`]) {
    await db.prisma.user.update({ where, data: { emailVerified: null } });
    expect((await put(id, { email })).status).toBe(200);
    expect((await db.prisma.user.findUniqueOrThrow({ where })).emailVerified).not.toBeNull();
  }
});

test("customers who take one address at the same moment get it once, and the other is refused", async () => {
  const ids = [newId(), newId(), newId()];
  for (const id of ids) await put(id);
  const email = `${randomUUID()}@example.com`;
  const answers = await Promise.all(ids.map((id) => put(id, { email })));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
});

test("a service key gives a browser no scope that it does not have, and deletes only with billing:write", async () => {
  const owner = { userId: admin.id, role: "ADMIN" } as const;
  const scopes = ["accounts:*", "credits:read"] as const;
  const made = await createApiKey(db.prisma, { owner, name: "narrow", service: true, scopes: [...scopes] }, new Date());
  if (!made.ok) throw new Error(made.reason);
  const id = newId();
  await put(id);
  const narrow = { token: made.key, params: { externalId: id } };
  const asked = await call(startSession, "POST", { ...narrow, body: { scopes: ["credits:read", "credits:spend"] } });
  expect(asked.status).toBe(404);
  const given = await call(startSession, "POST", narrow);
  expect(given).toMatchObject({ status: 201, json: { scopes: ["credits:read"] } });
  expect((await call(DELETE, "DELETE", narrow)).status).toBe(404);
  expect((await call(GET, "GET", narrow)).status).toBe(200);
});

test("someone who signs in here keeps their address, and nobody else gets a token for them or deletes them", async () => {
  const person = await newPerson(db);
  const id = newId();
  await db.prisma.user.update({ where: { id: person.id }, data: { externalId: id, passwordHash: "argon2" } });
  expect(await put(id, { name: "Grace" })).toMatchObject({ status: 200, json: { name: "Grace", created: false } });
  for (const answer of [
    await put(id, { email: "new@example.com" }),
    await session(id),
    await call(DELETE, "DELETE", on(id)),
  ]) {
    expect(answer).toMatchObject({ status: 409, json: { code: "customer_signs_in" } });
  }
});

test("the list has every customer once, newest first, and nobody without an external id", async () => {
  const ids = [newId(), newId(), newId()];
  for (const id of ids) await put(id);
  await newPerson(db);
  const found: unknown[] = [];
  for (let cursor: unknown = ""; cursor !== null; ) {
    const { json } = await call(list, "GET", { token, url: `/?limit=2${cursor ? `&cursor=${cursor}` : ""}` });
    found.push(...(json.data as { externalId: unknown }[]).map(({ externalId }) => externalId));
    cursor = json.nextCursor;
  }
  expect(found.slice(0, 3)).toEqual(ids.toReversed());
  expect(new Set(found).size).toBe(found.length);
  expect(found).not.toContain("");
});

test("a deleted customer is gone at once, and its id can be used again", async () => {
  const id = newId();
  const { json } = await put(id);
  const { json: granted } = await session(id);
  expect(await call(DELETE, "DELETE", on(id))).toMatchObject({ status: 200, json: { externalId: id, deleted: true } });
  for (const answer of [
    await call(GET, "GET", on(id)),
    await call(DELETE, "DELETE", on(id)),
    await session(id),
    await call(getCredits, "GET", { token, url: `/?account=${encodeURIComponent(id)}` }),
  ]) {
    expect(answer.status).toBe(404);
  }
  expect((await call(getCredits, "GET", { token: String(granted.token) })).status).toBe(401);
  const next = await put(id);
  expect(next.json).toMatchObject({ created: true });
  expect(next.json.account).not.toBe(json.account);
});

test("the customer's token reads their own account, and nothing else", async () => {
  const [id, other] = [newId(), newId()];
  const accountId = await withCredits(id, 70n);
  await withCredits(other, 5n);
  const { status, json } = await session(id);
  expect(status).toBe(201);
  expect(json).toMatchObject({ scopes: ["credits:read", "billing:read"], account: accountId });
  const lasts = Date.parse(String(json.expiresAt)) - Date.now();
  expect(lasts).toBeGreaterThan(13 * 60_000);
  expect(lasts).toBeLessThanOrEqual(15 * 60_000);
  const browser = { token: String(json.token) };
  expect((await call(getCredits, "GET", browser)).json).toMatchObject({ account: accountId, available: 70 });
  const named = (account: string) =>
    call(getCredits, "GET", { ...browser, url: `/?account=${encodeURIComponent(account)}` });
  expect((await named(id)).json).toMatchObject({ available: 70 });
  expect((await named(other)).status).toBe(404);
  expect((await call(consume, "POST", { ...browser, body: { amount: 1 } })).status).toBe(404);
  expect((await call(exportAccount, "GET", browser)).status).toBe(404);
  expect((await call(createKey, "POST", { ...browser, body: { name: "key" } })).status).toBe(404);
  expect((await call(list, "GET", browser)).status).toBe(404);
});

test("with credits:spend a token can spend, and never refund", async () => {
  const id = newId();
  await withCredits(id, 10n);
  const { json } = await session(id, { scopes: ["credits:read", "credits:spend"] });
  const browser = { token: String(json.token) };
  const spent = await call(consume, "POST", { ...browser, body: { amount: 4 } });
  expect(spent).toMatchObject({ status: 200, json: { available: 6 } });
  const { id: entry } = spent.json.entry as { id: string };
  expect((await call(refund, "POST", { ...browser, body: { entry, reason: "Mine" } })).status).toBe(404);
  expect((await session(id, { scopes: ["credits:refund"] })).status).toBe(422);
  expect((await session(id, { scopes: ["admin:*"] })).status).toBe(422);
});

test("a token ends after 15 minutes, with its service key, and with the customer's sessions", async () => {
  const id = newId();
  const accountId = await withCredits(id, 10n);
  const reads = async (bearer: string) => (await call(getCredits, "GET", { token: bearer })).status;
  const { NEXTAUTH_SECRET: secret, APP_URL: issuer } = env();
  const made = await serviceKey();
  const claims = { userId: accountId, version: 0, keyId: made.apiKey.id, scopes: ["credits:read"] as const };
  const issued = (secondsAgo: number) =>
    issueCustomerToken(claims, { secret, issuer }, new Date(Date.now() - secondsAgo * 1000));
  expect(await reads((await issued(880)).token)).toBe(200);
  expect(await reads((await issued(901)).token)).toBe(401);
  const { token: fresh } = await issued(0);
  expect(await reads(fresh)).toBe(200);
  await revokeApiKey(db.prisma, { id: made.apiKey.id, userId: admin.id }, new Date());
  expect(await reads(fresh)).toBe(401);

  const { json } = await session(id);
  expect(await reads(String(json.token))).toBe(200);
  await endSessions(db.prisma, { userId: accountId }, new Date());
  expect(await reads(String(json.token))).toBe(401);
});

test("a token of another app, and one that was changed, is refused", async () => {
  const id = newId();
  await withCredits(id, 10n);
  const { json } = await session(id);
  const good = String(json.token);
  const { NEXTAUTH_SECRET: secret, APP_URL: issuer } = env();
  const claims = { userId: String(json.account), version: 0, keyId: randomUUID(), scopes: ["credits:spend"] as const };
  const elsewhere = await issueCustomerToken(claims, { secret, issuer: "https://other.example" }, new Date());
  const forged = await issueCustomerToken(claims, { secret: "x".repeat(40), issuer }, new Date());
  for (const bad of [elsewhere.token, forged.token, `${good}x`, good.slice("rct_".length), "rct_", "rct_a.b.c"]) {
    expect((await call(getCredits, "GET", { token: bad })).status).toBe(401);
  }
});

test("only a service key may manage customers", async () => {
  const person = await newPerson(db);
  const own = await createApiKey(db.prisma, { owner: { userId: person.id, role: "USER" }, name: "own" }, new Date());
  if (!own.ok) throw new Error(own.reason);
  const id = newId();
  await put(id);
  for (const bearer of [person.token, own.key, admin.token]) {
    const as = { token: bearer, params: { externalId: id } };
    for (const answer of [
      await call(PUT, "PUT", { ...as, body: {} }),
      await call(GET, "GET", as),
      await call(DELETE, "DELETE", as),
      await call(startSession, "POST", as),
      await call(list, "GET", { token: bearer }),
    ]) {
      expect(answer.status).toBe(404);
    }
  }
});

test("bad input names the field and creates nothing", async () => {
  const before = await db.prisma.user.count();
  const fields = async (body: object) =>
    ((await put(newId(), body)).json.errors as { field: string }[] | undefined)?.map(({ field }) => field);
  expect(await fields({ email: "nobody" })).toEqual(["email"]);
  expect(await fields({ name: 7 })).toEqual(["name"]);
  expect(await fields({ password: "secret" })).toHaveLength(1);
  expect((await put("x".repeat(256))).status).toBe(404);
  expect(await db.prisma.user.count()).toBe(before);
});
