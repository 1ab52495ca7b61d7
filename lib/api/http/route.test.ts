import { expect, test } from "vitest";
import { z } from "zod";
import { testDatabase } from "@/dev/testing/database";
import { define } from "@/lib/api/http/definition";
import { route } from "@/lib/api/http/route";
import { call } from "@/lib/api/testing/call";
import { closeAppDatabase, newPerson } from "@/lib/api/testing/people";
import { createApiKey } from "@/lib/auth/api-keys/create-api-key";

const db = await testDatabase();
closeAppDatabase();

const shape = { method: "GET", path: "/api/v1/test", summary: "Test", access: "public" } as const;
const success = { status: 200, schema: z.object({ ok: z.boolean() }) } as const;

test("a bug is a 500 with the request id and no details", async () => {
  const broken = route(define({ ...shape, success }), async () => {
    throw new Error("secret: the password is 1234");
  });
  const { status, json, headers } = await call(broken, "GET", { headers: { "x-request-id": "trace-12345" } });
  expect(status).toBe(500);
  expect(json).toMatchObject({ code: "internal_error", requestId: "trace-12345" });
  expect(headers.get("content-type")).toBe("application/problem+json");
  expect(JSON.stringify(json)).not.toMatch(/secret|1234\b.*password|Error:| at /);
});

test("an endpoint out of the credentials' scope is a 404", async () => {
  const adminsOnly = route(define({ ...shape, access: "admin:*", success }), async () => ({ ok: true }));
  const user = await newPerson(db);
  const admin = await newPerson(db, 0, "ADMIN");
  expect(await call(adminsOnly, "GET", { token: user.token })).toMatchObject({
    status: 404,
    json: { code: "not_found" },
  });
  expect((await call(adminsOnly, "GET", { token: admin.token })).json).toEqual({ ok: true });
  await db.prisma.user.update({ where: { id: admin.id }, data: { role: "USER" } });
  expect((await call(adminsOnly, "GET", { token: admin.token })).status).toBe(404);
});

test("a service key's request is sent by the key and its creator, and is about the account that it names", async () => {
  const admin = await newPerson(db, 0, "ADMIN");
  const customer = await newPerson(db, 10);
  const owner = { userId: admin.id, role: "ADMIN" as const };
  const made = await createApiKey(db.prisma, { owner, name: "service", service: true }, new Date());
  if (!made.ok) throw new Error(made.reason);
  const schema = z.object({ caller: z.string(), account: z.object({ userId: z.string(), accountId: z.string() }) });
  const who = route(
    define({ ...shape, access: "credits:read", success: { status: 200, schema } }),
    async ({ caller, account }) => ({
      caller: caller.userId,
      account: { userId: account.userId, accountId: String(account.accountId) },
    }),
  );
  const named = await call(who, "GET", { token: made.key, url: `/?account=${customer.email}` });
  expect(named.json).toEqual({ caller: admin.id, account: { userId: customer.id, accountId: customer.accountId } });
  const own = await call(who, "GET", { token: customer.token });
  expect(own.json).toEqual({ caller: customer.id, account: { userId: customer.id, accountId: customer.accountId } });
});

test("responses are not cached", async () => {
  const fine = route(define({ ...shape, success }), async () => ({ ok: true }));
  expect((await call(fine, "GET")).headers.get("cache-control")).toBe("no-store");
});

test.each([
  "/?limit=1&limit=2",
  "/?limit=&limit=2",
  "/?account=a&account=b",
  "/?account=a&account=a",
  "/?other=1&other=1",
])("a repeated query parameter is a 422 that names it: %s", async (url) => {
  const query = z.object({ limit: z.string().optional() });
  const listing = route(define({ ...shape, access: "credits:read", query, success }), async () => ({ ok: true }));
  const { token } = await newPerson(db);
  const [, field] = /\?(\w+)=/.exec(url) ?? [];
  expect(await call(listing, "GET", { token, url })).toMatchObject({ status: 422, json: { errors: [{ field }] } });
  const changing = route(define({ ...shape, method: "POST", access: "credits:spend", success }), async () => ({
    ok: true,
  }));
  expect(await call(changing, "POST", { token, url })).toMatchObject({ status: 422, json: { errors: [{ field }] } });
});

test("an optional body may be empty, also when it is declared to be JSON", async () => {
  const body = z.strictObject({ account: z.string().optional() });
  const optional = route(define({ ...shape, method: "POST", body, bodyOptional: true, success }), async () => ({
    ok: true,
  }));
  const required = route(define({ ...shape, method: "POST", body, success }), async () => ({ ok: true }));
  const send = async (handler: typeof optional, text: string) => {
    const headers = { "content-type": "application/json" };
    const request = new Request("http://localhost:3000/", { method: "POST", headers, body: text });
    return (await handler(request, { params: Promise.resolve({}) })).status;
  };
  expect(await send(optional, "")).toBe(200);
  expect(await send(optional, "{")).toBe(400);
  expect(await send(required, "")).toBe(400);
});
