import { afterEach, expect, test, vi } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { ENDPOINTS } from "@/lib/api/endpoints/registry";
import { call } from "@/lib/api/testing/call";
import { closeAppDatabase, newPerson } from "@/lib/api/testing/people";
import { sealSession, sessionCookieName } from "@/lib/auth/session";
import { confirmIdentity } from "@/lib/auth/sessions/confirm-identity";
import { createSession } from "@/lib/auth/sessions/create-session";
import { issueToken } from "@/lib/auth/token";
import { env } from "@/lib/env";
import { GET as listKeys, POST as makeKey } from "./api-keys/route";

const db = await testDatabase();
closeAppDatabase();

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);
const body = { name: "ci" };

afterEach(() => {
  vi.useRealTimers();
});

async function sessionFrom(userId: string, at: Date) {
  const ticket = await createSession(
    db.prisma,
    { userId, method: "password", device: { userAgent: null, network: null } },
    at,
  );
  const cookie = `${sessionCookieName()}=${await sealSession(ticket)}`;
  return { ticket, headers: { cookie, origin: env().APP_URL } };
}

async function tokenFrom(userId: string, at: Date): Promise<string> {
  vi.useFakeTimers({ toFake: ["Date"], now: at });
  const token = await issueToken({ userId, version: 0 }, { secret: env().NEXTAUTH_SECRET, issuer: env().APP_URL });
  vi.useRealTimers();
  return token;
}

test("a stolen cookie cannot create an API key ten minutes after sign-in, until the owner confirms their identity", async () => {
  const { id } = await newPerson(db);
  const { ticket, headers } = await sessionFrom(id, minutesAgo(11));
  expect(await call(makeKey, "POST", { headers, body })).toMatchObject({
    status: 403,
    json: { code: "reauthentication_required", detail: expect.stringContaining("/confirm-identity") },
  });
  expect(await db.prisma.apiKey.count({ where: { userId: id } })).toBe(0);
  expect(await call(listKeys, "GET", { headers })).toMatchObject({ status: 200 });

  await confirmIdentity(db.prisma, ticket, new Date());
  expect(await call(makeKey, "POST", { headers, body })).toMatchObject({ status: 201 });
});

test("a bearer token can create keys for ten of its fifteen minutes", async () => {
  const { id } = await newPerson(db);
  const young = await tokenFrom(id, minutesAgo(9));
  const old = await tokenFrom(id, minutesAgo(11));
  expect(await call(makeKey, "POST", { token: young, body })).toMatchObject({ status: 201 });
  expect(await call(makeKey, "POST", { token: old, body })).toMatchObject({
    status: 403,
    json: { code: "reauthentication_required" },
  });
  expect(await call(listKeys, "GET", { token: old })).toMatchObject({ status: 200 });
});

test("only endpoints for people and admins require a recent identity; lib/api/http/admin-access.test.ts: admins' keys prove themselves", () => {
  const asking = ENDPOINTS.filter((endpoint) => "identity" in endpoint);
  expect([...new Set(asking.map(({ access }) => access))].sort()).toEqual(["admin:*", "person"]);
  expect(asking.map(({ method, path }) => `${method} ${path}`)).toContain("POST /api/v1/api-keys");
});
