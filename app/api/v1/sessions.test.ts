import { describe, expect, test, vi } from "vitest";
import { POST as issue } from "@/app/api/v1/auth/token/route";
import { GET as getCredits } from "@/app/api/v1/credits/route";
import { newBrowser } from "@/dev/testing/browser";
import { testDatabase } from "@/dev/testing/database";
import { serveRoute } from "@/dev/testing/next-server";
import { call } from "@/lib/api/testing/call";
import { closeAppDatabase, newPerson } from "@/lib/api/testing/people";
import { findSessionUser } from "@/lib/auth/find-user";
import { hashPassword } from "@/lib/auth/password";
import { createRateLimits } from "@/lib/auth/rate-limits";
import { openSession, type SessionTicket, sealSession, sessionCookieName } from "@/lib/auth/session";
import { createSession } from "@/lib/auth/sessions/create-session";
import { deleteExpired } from "@/lib/auth/sessions/delete-expired";
import { endSession } from "@/lib/auth/sessions/end-session";
import { endSessions } from "@/lib/auth/sessions/end-sessions";
import { sessionsOf } from "@/lib/auth/sessions/queries";
import { signIn } from "@/lib/auth/sign-in";
import { DAY_MS } from "@/lib/time";

const database = await testDatabase();
closeAppDatabase();
const db = database.prisma;
const NOW = new Date("2026-11-21T10:00:00Z");
const device = { userAgent: "Firefox", network: "203.0.113.0/24" };

const later = (days: number, ms = 0) => new Date(NOW.getTime() + days * DAY_MS + ms);
const begin = (userId: string, at = NOW) => createSession(db, { userId, method: "password", device }, at);
const isSignedIn = async (ticket: SessionTicket, at = NOW) =>
  (await findSessionUser(database.sql, ticket, at)) !== null;

describe("a session", () => {
  test("ends on the server when it is signed out, and the others go on", async () => {
    const { id: userId } = await newPerson(database);
    const [one, other] = [await begin(userId), await begin(userId)];
    expect(await endSession(db, one, NOW)).toBe(true);
    expect(await endSession(db, one, NOW)).toBe(false);
    expect([await isSignedIn(one), await isSignedIn(other)]).toEqual([false, true]);
  });

  test("cannot be ended by another user", async () => {
    const [mine, theirs] = [await newPerson(database), await newPerson(database)];
    const ticket = await begin(mine.id);
    expect(await endSession(db, { userId: theirs.id, sessionId: ticket.sessionId }, NOW)).toBe(false);
    expect(await isSignedIn(ticket)).toBe(true);
  });

  test("ends after 14 days without a visit, and 90 days after sign-in however often it is used", async () => {
    const { id: userId } = await newPerson(database);
    const idle = await begin(userId);
    expect(await isSignedIn(idle, later(14, -1))).toBe(true);
    const unused = await begin(userId);
    expect(await isSignedIn(unused, later(14))).toBe(false);
    const busy = await begin(userId);
    for (let day = 10; day < 90; day += 10) {
      expect(await isSignedIn(busy, later(day))).toBe(true);
      await expect
        .poll(async () => (await db.session.findUniqueOrThrow({ where: { id: busy.sessionId } })).lastSeenAt)
        .toEqual(later(day));
    }
    expect(await isSignedIn(busy, later(90, -1))).toBe(true);
    expect(await isSignedIn(busy, later(90))).toBe(false);
  });

  test("of one user never opens another user's account", async () => {
    const [mine, theirs] = [await newPerson(database), await newPerson(database)];
    const ticket = await begin(mine.id);
    expect(await isSignedIn({ ...ticket, userId: theirs.id })).toBe(false);
  });

  test("with a second factor is not accepted until the code is entered", async () => {
    const { id: userId } = await newPerson(database);
    await db.totpFactor.create({ data: { userId, sealedSecret: Buffer.from("x"), confirmedAt: NOW, createdAt: NOW } });
    const ticket = await begin(userId);
    expect(await isSignedIn(ticket)).toBe(false);
    await db.session.update({ where: { id: ticket.sessionId }, data: { secondFactorDue: false } });
    expect(await isSignedIn(ticket)).toBe(true);
  });
});

describe("ending all sessions", () => {
  test("ends every copied cookie and every bearer token, but not the session that asked", async () => {
    const person = await newPerson(database);
    const [here, there] = [await begin(person.id, new Date()), await begin(person.id, new Date())];
    const headers = async (ticket: SessionTicket) => ({
      cookie: `next-auth.session-token=${await sealSession(ticket)}`,
    });
    const before = [await headers(here), await headers(there)];
    for (const cookie of before)
      expect(await call(getCredits, "GET", { headers: cookie })).toMatchObject({ status: 200 });

    const version = await endSessions(db, { userId: person.id, except: here.sessionId }, new Date());

    for (const cookie of before)
      expect(await call(getCredits, "GET", { headers: cookie })).toMatchObject({ status: 401 });
    expect(await call(getCredits, "GET", { token: person.token })).toMatchObject({ status: 401 });
    expect(await call(getCredits, "GET", { headers: await headers({ ...here, version }) })).toMatchObject({
      status: 200,
    });
    expect(await call(getCredits, "GET", { headers: await headers({ ...there, version }) })).toMatchObject({
      status: 401,
    });
    expect(await sessionsOf(db, person.id, new Date())).toMatchObject([{ id: here.sessionId }]);
  });

  test("leaves the next token and the next session valid", async () => {
    const { id: userId, email } = await newPerson(database);
    await db.user.update({
      where: { id: userId },
      data: { passwordHash: await hashPassword("long enough to be good") },
    });
    await endSessions(db, { userId }, NOW);
    expect(await isSignedIn(await begin(userId))).toBe(true);
    const { status, json } = await call(issue, "POST", { body: { email, password: "long enough to be good" } });
    expect(status).toBe(200);
    expect(await call(getCredits, "GET", { token: String(json.token) })).toMatchObject({ status: 200 });
  });
});

test("ended sessions are deleted after a month, and those that are signed in stay", async () => {
  const { id: userId } = await newPerson(database);
  const [ended, idle, open] = [await begin(userId, NOW), await begin(userId, NOW), await begin(userId, later(100))];
  await endSession(db, ended, NOW);
  expect(await deleteExpired(db, later(30))).toMatchObject({ sessions: 0 });
  await deleteExpired(db, later(31));
  expect(await db.session.findMany({ where: { userId }, select: { id: true }, orderBy: { id: "asc" } })).toEqual([
    { id: idle.sessionId },
    { id: open.sessionId },
  ]);
  await deleteExpired(db, later(121));
  expect(await db.session.findMany({ where: { userId }, select: { id: true } })).toEqual([{ id: open.sessionId }]);
});

test("a password checked before all sessions ended cannot start a session afterwards", async () => {
  const { id: userId, email } = await newPerson(database);
  const passwordHash = await hashPassword("long enough to be good");
  await db.user.update({ where: { id: userId }, data: { passwordHash } });
  const limits = createRateLimits(database, { signInPerAccount: 9, signInPerIp: 9, signUpPerIp: 9 });
  const input = { email, password: "long enough to be good", ip: "198.51.100.8" };
  const checked = await signIn({ db, limits }, input, NOW);
  await endSessions(db, { userId }, NOW);
  const provedAt = checked.ok ? checked.sessionVersion : -1;
  const late = await createSession(db, { userId, method: "password", device, provedAt }, NOW);
  expect(await isSignedIn(late)).toBe(false);
});

test("signing out through next-auth ends the session on the server", async () => {
  const { id: userId } = await newPerson(database);
  const ticket = await begin(userId, new Date());
  const cookie = await sealSession(ticket);
  const app = await serveRoute(
    () => import("@/app/api/auth/[...nextauth]/route"),
    (url) => ({ nextauth: url.pathname.split("/").slice(3) }),
  );
  vi.stubEnv("APP_URL", app);
  const browser = newBrowser(`${sessionCookieName()}=${cookie}`);
  const { csrfToken } = await (await browser.get(`${app}/api/auth/csrf`)).json();
  await browser.post(`${app}/api/auth/signout`, { csrfToken, callbackUrl: "/", json: "true" });
  expect(browser.cookie(sessionCookieName())).toBeUndefined();
  expect(await openSession(cookie)).toEqual(ticket);
  expect(await isSignedIn(ticket, new Date())).toBe(false);
  expect(await db.auditLog.findMany({ where: { targetId: userId } })).toMatchObject([{ action: "session.ended" }]);
});

test("a cookie from before sessions were stored is not accepted", async () => {
  const { encode } = await import("next-auth/jwt");
  const { id: userId } = await newPerson(database);
  const old = await encode({ token: { sub: userId }, secret: process.env.NEXTAUTH_SECRET ?? "" });
  expect(await openSession(old)).toBeNull();
});
