import { beforeAll, expect, test, vi } from "vitest";
import { POST as makeKey } from "@/app/api/v1/api-keys/route";
import { GET as getCredits } from "@/app/api/v1/credits/route";
import { testDatabase } from "@/dev/testing/database";
import { serveRoute } from "@/dev/testing/next-server";
import { authenticate } from "@/lib/api/http/authenticate";
import { call } from "@/lib/api/testing/call";
import { closeAppDatabase, newPerson, sessionCookieOf } from "@/lib/api/testing/people";
import { createApiKey } from "@/lib/auth/api-keys/create-api-key";
import { currentAdmin, requireAdmin } from "@/lib/auth/guards";
import { disableSecondFactor } from "@/lib/auth/second-factor/disable-second-factor";
import { seal } from "@/lib/sealed";

const db = await testDatabase();
closeAppDatabase();

let url = "";
const GET = async () => {
  const asked = await currentAdmin();
  const required = await requireAdmin();
  return Response.json({ asked: asked?.id, required: required.id });
};

beforeAll(async () => {
  vi.stubEnv("ADMIN_REQUIRE_2FA", "true");
  url = await serveRoute(
    async () => ({ GET }),
    () => ({}),
  );
});

const newAdmin = () => newPerson(db, 0, "ADMIN");

async function giveApp(userId: string): Promise<void> {
  const at = new Date();
  const sealedSecret = seal("JBSWY3DPEHPK3PXP", { purpose: "totp secret", owner: userId });
  await db.prisma.totpFactor.create({ data: { userId, sealedSecret, confirmedAt: at, createdAt: at } });
}

async function openAdmin(cookie: string): Promise<Response> {
  return fetch(url, { headers: { cookie, "x-path": "/admin/promo-codes" }, redirect: "manual" });
}

const scopesOf = async (token: string) => {
  const request = new Request("http://localhost:3000/", { headers: { authorization: `Bearer ${token}` } });
  const caller = await authenticate(request, db.sql, new Date());
  return "scopes" in caller ? caller.scopes : [];
};

test("an admin without a second factor is sent to set one up, and comes in with it", async () => {
  const { id } = await newAdmin();
  const cookie = await sessionCookieOf(db, id);
  const sent = await openAdmin(cookie);
  expect(sent.headers.get("location")).toBe("/settings/second-factor?next=%2Fadmin%2Fpromo-codes");
  await giveApp(id);
  expect(await (await openAdmin(cookie)).json()).toEqual({ asked: id, required: id });
});

test("to everyone else the admin pages do not exist, with a second factor or without", async () => {
  const { id } = await newPerson(db);
  const cookie = await sessionCookieOf(db, id);
  expect((await openAdmin(cookie)).status).toBe(404);
  await giveApp(id);
  expect((await openAdmin(cookie)).status).toBe(404);
});

test("sessions and tokens of an admin have no admin scope without it, and give none to keys", async () => {
  const { id, token } = await newAdmin();
  const body = { name: "all", scopes: ["admin:*"] };
  expect(await scopesOf(token)).not.toContain("admin:*");
  expect(await call(makeKey, "POST", { token, body })).toMatchObject({ status: 422 });
  expect(await call(makeKey, "POST", { token, body: { name: "service", service: true } })).toMatchObject({
    status: 422,
  });
  await giveApp(id);
  expect(await scopesOf(token)).toContain("admin:*");
  expect(await call(makeKey, "POST", { token, body })).toMatchObject({ status: 201 });
});

test("keys of an admin lose what only admins give as soon as the second factor is gone", async () => {
  const admin = await newAdmin();
  await giveApp(admin.id);
  const owner = { userId: admin.id, role: "ADMIN" } as const;
  const make = async (more: object) => {
    const made = await createApiKey(db.prisma, { owner, name: "k", ...more }, new Date());
    return made.ok ? made.key : "";
  };
  const service = await make({ service: true });
  const wide = await make({ scopes: ["admin:*", "credits:read"] });
  const credits = (key: string, query = "") => call(getCredits, "GET", { token: key, url: `/${query}` });
  expect(await credits(service, `?account=${admin.id}`)).toMatchObject({ status: 200 });
  expect(await scopesOf(wide)).toContain("admin:*");

  await disableSecondFactor(db, { userId: admin.id, by: "owner" }, new Date());
  await expect.poll(() => scopesOf(service), { interval: 10, timeout: 1000 }).toEqual([]);
  await expect.poll(() => scopesOf(wide), { interval: 10, timeout: 1000 }).toEqual(["credits:read"]);
  expect(await credits(service, `?account=${admin.id}`)).toMatchObject({ status: 401 });
});
