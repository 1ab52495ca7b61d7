import { expect, test } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { closeAppDatabase } from "@/lib/api/testing/people";
import { createUser } from "@/lib/auth/create-user";
import { oauthAdapter } from "@/lib/auth/oauth-adapter";
import { authOptions } from "@/lib/auth/options";
import { openSession, sealSession } from "@/lib/auth/session";
import { createSession } from "@/lib/auth/sessions/create-session";
import { referralCode } from "@/lib/billing/referrals/referral-code";

const db = await testDatabase();
closeAppDatabase();
const NOW = new Date("2026-11-21T10:00:00Z");
const decode = (token: string) => authOptions().jwt?.decode?.({ token, secret: process.env.NEXTAUTH_SECRET ?? "" });

test("a session cookie identifies its session and is invalid when changed", async () => {
  const ticket = { userId: "some-user", sessionId: "some-session", version: 2 };
  const cookie = await sealSession(ticket);
  expect(await openSession(cookie)).toEqual(ticket);
  expect(await openSession(`${cookie.slice(0, -2)}xx`)).toBeNull();
  expect(await openSession(undefined)).toBeNull();
});

test("next-auth also drops a locked user's session", async () => {
  const user = await createUser(db, { email: "lock@example.com", name: null }, NOW);
  const device = { userAgent: null, network: null };
  const cookie = await sealSession(
    await createSession(db.prisma, { userId: user?.id ?? "", method: "password", device }, new Date()),
  );
  expect(await decode(cookie)).toMatchObject({ sub: user?.id });
  await db.prisma.user.update({ where: { id: user?.id }, data: { lockedAt: NOW } });
  expect(await decode(cookie)).toBeNull();
});

test("GitHub and Google are offered only when they are configured", () => {
  expect(authOptions().providers.map(({ id }) => id)).toEqual(["credentials"]);
});

test("sign-in redirects only to this site", async () => {
  const baseUrl = "https://refill.example";
  const redirect = (url: string) => authOptions().callbacks?.redirect?.({ url, baseUrl });
  expect(await redirect("/billing")).toBe(`${baseUrl}/billing`);
  expect(await redirect(`${baseUrl}/billing?a=1`)).toBe(`${baseUrl}/billing?a=1`);
  expect(await redirect("https://evil.example/")).toBe(`${baseUrl}/dashboard`);
  expect(await redirect("https://refill.example.evil.example/")).toBe(`${baseUrl}/dashboard`);
});

test("a new user from GitHub gets an account, and their GitHub token is not stored", async () => {
  const adapter = oauthAdapter(() => db);
  const person = { email: "Octo@Example.com", emailVerified: null, name: "Octo" };
  const created = await adapter.createUser?.({ ...person, id: "ignored" });
  expect(created).toMatchObject({ email: "octo@example.com", name: "Octo", emailVerified: expect.any(Date) });
  expect(await db.prisma.creditAccount.count({ where: { id: created?.id } })).toBe(1);
  const identity = { provider: "github", providerAccountId: "42" };
  const tokens = { access_token: "gho_secret", refresh_token: "ghr_secret" };
  await adapter.linkAccount?.({ ...identity, ...tokens, type: "oauth", userId: created?.id ?? "" });
  expect(await adapter.getUserByAccount?.(identity)).toMatchObject({ id: created?.id });
  expect(await db.prisma.account.findMany()).toMatchObject([{ access_token: null, refresh_token: null }]);
});

test("a user from GitHub gets no second account for a mailbox, and none with a disposable address", async () => {
  await createUser(db, { email: "one.box@gmail.com", name: null }, NOW);
  const adapter = oauthAdapter(() => db);
  for (const email of ["onebox@googlemail.com", "onebox+2@gmail.com", "octo@mailinator.com"]) {
    await expect(adapter.createUser?.({ email, emailVerified: null, name: null, id: "x" })).rejects.toThrow();
    expect(await db.prisma.user.count({ where: { email } })).toBe(0);
  }
});

test("a new user from GitHub who followed a referral link counts as referred", async () => {
  const referrer = await createUser(db, { email: "inviter@example.com", name: null, emailVerified: NOW }, NOW);
  const code = await referralCode(db.sql, referrer?.id ?? "");
  const adapter = oauthAdapter(
    () => db,
    async () => code,
  );
  const created = await adapter.createUser?.({ email: "came@example.com", emailVerified: null, name: null, id: "x" });
  const referral = await db.prisma.referral.findUnique({ where: { referredId: created?.id ?? "" } });
  expect(referral).toMatchObject({ referrerId: referrer?.id, status: "PENDING" });
});

test("an address with an account is found in any case, so GitHub cannot create a second one", async () => {
  await createUser(db, { email: "taken@example.com", name: null }, NOW);
  expect(await oauthAdapter(() => db).getUserByEmail?.("Taken@Example.com")).toMatchObject({
    email: "taken@example.com",
  });
});
