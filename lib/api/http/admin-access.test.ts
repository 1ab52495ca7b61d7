import { expect, test } from "vitest";
import { z } from "zod";
import { testDatabase } from "@/dev/testing/database";
import { auditActor } from "@/lib/api/http/audit-actor";
import { define } from "@/lib/api/http/definition";
import { route } from "@/lib/api/http/route";
import { call } from "@/lib/api/testing/call";
import { closeAppDatabase, newPerson, sessionCookieOf } from "@/lib/api/testing/people";
import { audit } from "@/lib/audit";
import { createApiKey } from "@/lib/auth/api-keys/create-api-key";
import type { KeyScope } from "@/lib/auth/api-keys/scopes";

const db = await testDatabase();
closeAppDatabase();

const endpoint = define({
  method: "POST",
  path: "/api/v1/admin/anything",
  summary: "Anything",
  access: "admin:*",
  identity: "recent",
  success: { status: 200, schema: z.object({ ok: z.boolean() }) },
});
const POST = route(endpoint, async ({ now, ...made }) => {
  const record = { action: "test.done", targetType: "test", targetId: made.requestId };
  await audit(db.prisma, auditActor(made), record, now);
  return { ok: true };
});

const admin = await newPerson(db, 0, "ADMIN");

async function keyWith(scopes: KeyScope[], service = false): Promise<string> {
  const owner = { userId: admin.id, role: "ADMIN" as const };
  const made = await createApiKey(db.prisma, { owner, name: "k", scopes, service }, new Date());
  return made.ok ? made.key : "";
}

test("admin:* admits admins and keys with that scope, and nobody else", async () => {
  const user = await newPerson(db);
  const locked = await newPerson(db, 0, "ADMIN");
  await db.prisma.user.update({ where: { id: locked.id }, data: { lockedAt: new Date() } });
  const demoted = await newPerson(db, 0, "ADMIN");
  const owner = { userId: demoted.id, role: "ADMIN" as const };
  const kept = await createApiKey(db.prisma, { owner, name: "k", scopes: ["admin:*"] }, new Date());
  await db.prisma.user.update({ where: { id: demoted.id }, data: { role: "USER" } });

  const statuses = {
    nobody: (await call(POST, "POST")).status,
    user: (await call(POST, "POST", { token: user.token })).status,
    lockedAdmin: (await call(POST, "POST", { token: locked.token })).status,
    readKey: (await call(POST, "POST", { token: await keyWith(["credits:read"]) })).status,
    serviceKey: (await call(POST, "POST", { token: await keyWith(["accounts:*"], true) })).status,
    keyOfFormerAdmin: (await call(POST, "POST", { token: kept.ok ? kept.key : "" })).status,
    admin: (await call(POST, "POST", { token: admin.token })).status,
    session: (await call(POST, "POST", { headers: { cookie: await sessionCookieOf(db, admin.id) } })).status,
    adminKey: (await call(POST, "POST", { token: await keyWith(["admin:*"]) })).status,
  };
  expect(statuses).toEqual({
    nobody: 401,
    user: 404,
    lockedAdmin: 401,
    readKey: 404,
    serviceKey: 404,
    keyOfFormerAdmin: 404,
    admin: 200,
    session: 200,
    adminKey: 200,
  });
});

test("a change needs a recent identity check of a person, and a key does not", async () => {
  const cookie = await sessionCookieOf(db, admin.id);
  const early = new Date(Date.now() - 11 * 60_000);
  await db.prisma.session.updateMany({ where: { userId: admin.id }, data: { authenticatedAt: early } });
  const stale = await call(POST, "POST", { headers: { cookie } });
  expect(stale).toMatchObject({ status: 403, json: { code: "reauthentication_required" } });
  expect((await call(POST, "POST", { token: await keyWith(["admin:*"]) })).status).toBe(200);
});

test("the audit log records the caller, their key and the id of the request", async () => {
  const token = await keyWith(["admin:*"]);
  const { headers } = await call(POST, "POST", { token, headers: { "x-request-id": "trace-0123456789" } });
  const requestId = headers.get("x-request-id");
  expect(requestId).toBe("trace-0123456789");
  const key = await db.prisma.apiKey.findFirstOrThrow({ where: { userId: admin.id }, orderBy: { id: "desc" } });
  const [row] = await db.prisma.auditLog.findMany({ where: { targetId: requestId ?? "" } });
  expect(row).toMatchObject({ actorId: admin.id, apiKeyId: key.id, requestId });
});
