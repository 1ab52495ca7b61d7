import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { createUser } from "@/lib/auth/create-user";
import { findSessionUser } from "@/lib/auth/find-user";
import { isKnownDevice, rememberDevice } from "@/lib/auth/known-device";
import { issueLink } from "@/lib/auth/mailed-links/issue-link";
import { hashPassword, verifyPassword } from "@/lib/auth/password";
import { changePassword } from "@/lib/auth/passwords/change-password";
import { createRateLimits } from "@/lib/auth/rate-limits";
import { createSession } from "@/lib/auth/sessions/create-session";
import { newestMail } from "@/lib/auth/testing/mailed";

const database = await testDatabase();
const db = database.prisma;
const NOW = new Date("2026-11-21T10:00:00Z");
const OLD = "correct horse";
const NEW = "battery staple";
const limits = createRateLimits(database, { signInPerAccount: 3, signInPerIp: 1_000, signUpPerIp: 1_000 });

async function person(password: string | null = OLD) {
  const email = `${randomUUID()}@example.com`;
  const passwordHash = password && (await hashPassword(password));
  const user = await createUser(database, { email, name: null, emailVerified: NOW, passwordHash }, NOW);
  if (!user) throw new Error("The address is taken.");
  const session = () =>
    createSession(db, { userId: user.id, method: "password", device: { userAgent: null, network: null } }, new Date());
  return { ...user, here: await session(), elsewhere: await session() };
}

type Person = Awaited<ReturnType<typeof person>>;

function change({ id, email, here }: Person, current: unknown, next: unknown = NEW, deviceToken?: string) {
  const user = { id, email, sessionId: here.sessionId };
  return changePassword(
    { database, limits },
    { user, current, next, ip: "192.0.2.1", network: null, deviceToken },
    { now: NOW, at: new Date() },
  );
}

const hasPassword = async (id: string, password: string) =>
  verifyPassword((await db.user.findUniqueOrThrow({ where: { id } })).passwordHash, password);

test("changing the password ends every other session and every emailed link, and keeps the current session", async () => {
  const someone = await person();
  await issueLink(db, { userId: someone.id, purpose: "RESET_PASSWORD", email: someone.email }, NOW);
  const changed = await change(someone, OLD);
  if (!changed.ok) throw new Error(changed.reason);
  expect(await hasPassword(someone.id, NEW)).toBe(true);
  expect(await findSessionUser(database.sql, changed.kept, new Date())).toMatchObject({ id: someone.id });
  // The old cookie of this browser is invalid too: it gets a new one.
  for (const old of [someone.here, someone.elsewhere]) {
    expect(await findSessionUser(database.sql, old, new Date())).toBeNull();
  }
  expect(await db.securityToken.count({ where: { userId: someone.id, usedAt: null } })).toBe(0);
  expect(await newestMail(database, someone.email, "password_changed")).not.toBeNull();
  expect(await db.auditLog.count({ where: { targetId: someone.id, action: "password.changed" } })).toBe(1);
});

test("changing the password forgets every known device except the current one", async () => {
  const someone = await person();
  const { id: userId } = someone;
  const [here, elsewhere] = ["h".repeat(43), "e".repeat(43)];
  for (const token of [here, elsewhere]) await rememberDevice(db, { userId, token }, NOW);
  expect(await change(someone, "wrong", NEW, here)).toMatchObject({ ok: false });
  expect(await isKnownDevice(db, { userId, token: elsewhere })).toBe(true);
  expect(await change(someone, OLD, NEW, here)).toMatchObject({ ok: true });
  expect(await isKnownDevice(db, { userId, token: here })).toBe(true);
  expect(await isKnownDevice(db, { userId, token: elsewhere })).toBe(false);
});

test("a wrong current password changes nothing, and is rate limited like sign-in", async () => {
  const someone = await person();
  const refusals: string[] = [];
  for (let n = 0; n < 20 && !refusals.includes("rate_limited"); n += 1) {
    const refused = await change(someone, `wrong ${n}`);
    refusals.push(refused.ok ? "ok" : refused.reason);
  }
  expect(refusals[0]).toBe("wrong_password");
  expect(refusals.at(-1)).toBe("rate_limited");
  expect(await change(someone, OLD)).toMatchObject({ ok: false, reason: "rate_limited" });
  expect(await hasPassword(someone.id, OLD)).toBe(true);
  expect(await findSessionUser(database.sql, someone.elsewhere, new Date())).not.toBeNull();
});

test("a weak new password is refused before the current one is checked", async () => {
  const someone = await person();
  for (const weak of ["short", "1234567890", someone.email, null, ["battery", "staple"]]) {
    expect(await change(someone, OLD, weak)).toMatchObject({ ok: false, reason: "invalid" });
  }
  expect(await hasPassword(someone.id, OLD)).toBe(true);
});

test("an account without a password cannot change it", async () => {
  const someone = await person(null);
  for (const current of ["", undefined, OLD]) {
    expect(await change(someone, current)).toMatchObject({ ok: false, reason: "wrong_password" });
  }
});
