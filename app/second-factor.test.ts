import { beforeAll, describe, expect, test, vi } from "vitest";
import { POST as issue } from "@/app/api/v1/auth/token/route";
import { GET as getCredits } from "@/app/api/v1/credits/route";
import { newBrowser } from "@/dev/testing/browser";
import { testDatabase } from "@/dev/testing/database";
import { serveRoute } from "@/dev/testing/next-server";
import { call } from "@/lib/api/testing/call";
import { closeAppDatabase, newPerson, sessionCookieOf } from "@/lib/api/testing/people";
import { findPendingUser, findSessionUser } from "@/lib/auth/find-user";
import { isKnownDevice, rememberDevice } from "@/lib/auth/known-device";
import { hashPassword } from "@/lib/auth/password";
import { proveByCode, proveByPassword } from "@/lib/auth/prove-identity";
import { createRateLimits } from "@/lib/auth/rate-limits";
import { checkCode } from "@/lib/auth/second-factor/check-code";
import { codeLimit, createCodeLimit } from "@/lib/auth/second-factor/code-limit";
import { completeSignIn } from "@/lib/auth/second-factor/complete-sign-in";
import { disableSecondFactor } from "@/lib/auth/second-factor/disable-second-factor";
import { enableSecondFactor } from "@/lib/auth/second-factor/enable-second-factor";
import { beginEnrolment } from "@/lib/auth/second-factor/enrolment";
import { secondFactorOf } from "@/lib/auth/second-factor/queries";
import { renewRecoveryCodes } from "@/lib/auth/second-factor/renew-recovery-codes";
import { totpCode } from "@/lib/auth/second-factor/totp";
import { sealSession, sessionCookieName } from "@/lib/auth/session";
import { createSession } from "@/lib/auth/sessions/create-session";
import { cookieName } from "@/lib/cookies";

const database = await testDatabase();
const db = database.prisma;
closeAppDatabase();

const PASSWORD = "a horse of some battery";
const DEVICE = { userAgent: null, network: null };
const NOW = new Date("2026-11-28T10:00:00Z");
const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1000);
const limit = createCodeLimit(database.pool, { stranger: 1000, known_device: 1000, signed_in: 1000 });

/** A user with an authenticator app, which is set up at `at`. */
async function someoneWithApp(at = NOW) {
  const person = await newPerson(database, 5);
  const userId = person.id;
  await db.user.update({ where: { id: userId }, data: { passwordHash: await hashPassword(PASSWORD) } });
  const { sessionId } = await createSession(db, { userId, method: "password", device: DEVICE }, at);
  const { secret, sealed } = beginEnrolment({ userId, sessionId }, at);
  const result = await enableSecondFactor(database, { userId, sessionId, sealed, code: totpCode(secret, at) }, at);
  if (!result.ok) throw new Error(result.reason);
  return { ...person, userId, sessionId, secret, recoveryCodes: result.recoveryCodes, version: result.version };
}

const give = (userId: string, code: string, at: Date) =>
  checkCode({ database, limit }, { userId, code, source: "stranger" }, at);

let app = "";
beforeAll(async () => {
  app = await serveRoute(
    () => import("./api/auth/[...nextauth]/route"),
    (url) => ({ nextauth: url.pathname.split("/").slice(3) }),
  );
  vi.stubEnv("APP_URL", app);
});

let devices = 0;
const newDevice = () => String(++devices).padStart(43, "d");

describe("setting up a second factor", () => {
  test("requires a code for the displayed secret, in the same session, within 30 minutes", async () => {
    const { id: userId } = await newPerson(database);
    const { sessionId } = await createSession(db, { userId, method: "password", device: DEVICE }, NOW);
    const { secret, sealed } = beginEnrolment({ userId, sessionId }, NOW);
    const other = await someoneWithApp();
    const turnOn = (change: object, at = NOW) =>
      enableSecondFactor(database, { userId, sessionId, sealed, code: totpCode(secret, at), ...change }, at);
    expect(await turnOn({ code: "000000" })).toEqual({ ok: false, reason: "invalid_code" });
    expect(await turnOn({ sessionId: other.sessionId })).toEqual({ ok: false, reason: "enrolment_over" });
    expect(await turnOn({ userId: other.userId })).toEqual({ ok: false, reason: "enrolment_over" });
    expect(await turnOn({ sealed: "AAAA" })).toEqual({ ok: false, reason: "enrolment_over" });
    expect(await turnOn({}, later(31 * 60))).toEqual({ ok: false, reason: "enrolment_over" });
    expect(await secondFactorOf(db, userId)).toBeNull();
    expect(await turnOn({})).toMatchObject({ ok: true });
    expect(await secondFactorOf(db, userId)).toEqual({ enabledAt: NOW, recoveryCodesLeft: 10 });
    expect(await turnOn({}, later(60))).toEqual({ ok: false, reason: "already_on" });
  });

  test("ends sessions and tokens created without it, and notifies the user by email", async () => {
    const person = await newPerson(database);
    const userId = person.id;
    const at = new Date();
    const [here, there] = [
      await createSession(db, { userId, method: "password", device: DEVICE }, at),
      await createSession(db, { userId, method: "password", device: DEVICE }, at),
    ];
    const { secret, sealed } = beginEnrolment(here, at);
    const on = await enableSecondFactor(database, { ...here, sealed, code: totpCode(secret, at) }, at);
    const version = on.ok ? on.version : -1;
    expect(await findSessionUser(database.sql, { ...here, version }, at)).toMatchObject({ hasSecondFactor: true });
    expect(await findSessionUser(database.sql, { ...there, version }, at)).toBeNull();
    expect(await call(getCredits, "GET", { token: person.token })).toMatchObject({ status: 401 });
    expect(await db.mail.findMany({ where: { userId } })).toMatchObject([{ subject: "Two-step sign-in is on" }]);
  });

  test("stores neither the secret nor the recovery codes in plain text", async () => {
    const { userId, secret, recoveryCodes } = await someoneWithApp();
    const rows = await database.sql<{ row: string }>`
      SELECT encode(sealed_secret, 'escape') AS row FROM totp_factor WHERE user_id = ${userId}::uuid
      UNION ALL SELECT encode(hash, 'escape') FROM recovery_code WHERE user_id = ${userId}::uuid
      UNION ALL SELECT after::text FROM audit_log WHERE target_id = ${userId}
      UNION ALL SELECT text FROM mail WHERE user_id = ${userId}::uuid`;
    const kept = JSON.stringify(rows);
    for (const code of [secret, ...recoveryCodes, ...recoveryCodes.map((one) => one.replaceAll("-", ""))]) {
      expect(kept).not.toContain(code);
    }
  });
});

describe("a code", () => {
  test("from the app works once, and older codes stop working", async () => {
    const { userId, secret } = await someoneWithApp();
    expect(await give(userId, totpCode(secret, NOW), NOW)).toEqual({ ok: false, reason: "invalid_code" });
    const [before, next] = [totpCode(secret, later(30)), totpCode(secret, later(60))];
    expect(await give(userId, next, later(60))).toEqual({ ok: true });
    expect(await give(userId, next, later(60))).toEqual({ ok: false, reason: "invalid_code" });
    expect(await give(userId, before, later(60))).toEqual({ ok: false, reason: "invalid_code" });
  });

  test("used in parallel requests is accepted once", async () => {
    const { userId, secret, recoveryCodes } = await someoneWithApp();
    for (const code of [totpCode(secret, later(60)), recoveryCodes[0] ?? ""]) {
      const results = await Promise.all(Array.from({ length: 8 }, () => give(userId, code, later(60))));
      expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    }
  });

  test("for recovery works once, in any case and with or without dashes, and its owner is notified", async () => {
    const { userId, recoveryCodes } = await someoneWithApp();
    const [one = "", two = ""] = recoveryCodes;
    expect(await give(userId, ` ${one.toUpperCase().replaceAll("-", " ")} `, NOW)).toEqual({ ok: true });
    expect(await give(userId, one, NOW)).toEqual({ ok: false, reason: "invalid_code" });
    expect(await give(userId, two, NOW)).toEqual({ ok: true });
    expect(await secondFactorOf(db, userId)).toMatchObject({ recoveryCodesLeft: 8 });
    const subjects = (await db.mail.findMany({ where: { userId } })).map(({ subject }) => subject);
    expect(subjects.filter((subject) => subject === "A recovery code was used")).toHaveLength(2);
  });

  test("of another user is refused", async () => {
    const [mine, theirs] = [await someoneWithApp(), await someoneWithApp()];
    const codes = [totpCode(theirs.secret, later(60)), theirs.recoveryCodes[0] ?? ""];
    for (const code of codes) expect(await give(mine.userId, code, later(60))).toMatchObject({ ok: false });
  });

  test("is rate limited per account, also in parallel, and then even a correct code is refused", async () => {
    const { userId, secret } = await someoneWithApp();
    const few = createCodeLimit(database.pool, { stranger: 5, known_device: 5, signed_in: 5 });
    const guess = (code: string) =>
      checkCode({ database, limit: few }, { userId, code, source: "stranger" }, later(60));
    const guesses = await Promise.all(Array.from({ length: 12 }, (_, n) => guess(String(100_000 + n))));
    expect(guesses.filter((result) => !result.ok && result.reason === "rate_limited")).toHaveLength(7);
    expect(await guess(totpCode(secret, later(60)))).toMatchObject({ ok: false, reason: "rate_limited" });
    const failed = await db.auditLog.count({ where: { targetId: userId, action: "second_factor.failed" } });
    expect(failed).toBe(5);
  });

  test("is still accepted from a known device or a signed-in session while an attacker with the password is rate limited", async () => {
    const owner = await someoneWithApp(new Date(Date.now() - 120_000));
    const { userId, secret, email, recoveryCodes } = owner;
    const ask = (code: string, headers = {}) =>
      call(issue, "POST", { body: { email, password: PASSWORD, code }, headers });
    const answers: unknown[] = [];
    for (let n = 0; n < 10; n++) answers.push((await ask(String(100_000 + n))).json.code);
    expect(answers.indexOf("rate_limited")).toBe(4);
    const at = new Date();
    const [known, unknown] = [newDevice(), newDevice()];
    await rememberDevice(db, { userId, token: known }, at);
    const { sessionId } = await createSession(db, { userId, method: "password", device: DEVICE }, at);
    const complete = (deviceToken: string) =>
      completeSignIn(
        { database, limit: codeLimit() },
        { userId, sessionId, deviceToken, code: totpCode(secret, at) },
        at,
      );
    expect(await complete(unknown)).toMatchObject({ ok: false, reason: "rate_limited" });
    expect(await complete(known)).toEqual({ ok: true });
    expect(await ask(recoveryCodes[0] ?? "", { cookie: `${cookieName("device")}=${unknown}` })).toMatchObject({
      status: 429,
    });
    expect(await ask(recoveryCodes[0] ?? "", { cookie: `${cookieName("device")}=${known}` })).toMatchObject({
      status: 200,
    });
    const claim = { ...owner, hasSecondFactor: true, ip: "192.0.2.3", network: null };
    const proof = { ...claim, code: recoveryCodes[1] ?? "" };
    expect(await proveByCode({ database, limit: codeLimit() }, proof, at)).toEqual({ ok: true });
  });

  test("can be tried at most ten times in 15 minutes, across all sources and in parallel", async () => {
    const { userId } = await someoneWithApp();
    const sources = ["stranger", "known_device", "signed_in"] as const;
    const own = createCodeLimit(database.pool);
    const tries = sources.flatMap((source) => Array.from({ length: 12 }, () => own({ userId, source })));
    expect((await Promise.all(tries)).filter(({ ok }) => ok)).toHaveLength(10);
  });

  test("for recovery is invalidated by a new set and by turning off the second factor", async () => {
    const { userId, recoveryCodes } = await someoneWithApp();
    const renewed = await renewRecoveryCodes(database, { userId }, NOW);
    expect(renewed).toHaveLength(10);
    expect(await give(userId, recoveryCodes[0] ?? "", NOW)).toMatchObject({ ok: false });
    await disableSecondFactor(database, { userId, by: "owner" }, NOW);
    expect(await give(userId, renewed?.[0] ?? "", NOW)).toMatchObject({ ok: false });
    expect(await renewRecoveryCodes(database, { userId }, NOW)).toBeNull();
    expect(await db.recoveryCode.count({ where: { userId } })).toBe(0);
  });
});

test("turning on a second factor forgets all known devices except the current one", async () => {
  const { id: userId } = await newPerson(database);
  const [here, elsewhere] = [newDevice(), newDevice()];
  for (const token of [here, elsewhere]) await rememberDevice(db, { userId, token }, NOW);
  const { sessionId } = await createSession(db, { userId, method: "password", device: DEVICE }, NOW);
  const { secret, sealed } = beginEnrolment({ userId, sessionId }, NOW);
  const request = { userId, sessionId, sealed, code: totpCode(secret, NOW), deviceToken: here };
  expect(await enableSecondFactor(database, request, NOW)).toMatchObject({ ok: true });
  expect(await isKnownDevice(db, { userId, token: here })).toBe(true);
  expect(await isKnownDevice(db, { userId, token: elsewhere })).toBe(false);
});

describe("signing in", () => {
  test("requires the code within 15 minutes, and the session has no access before it", async () => {
    const { userId, secret } = await someoneWithApp();
    const ticket = await createSession(db, { userId, method: "password", device: DEVICE }, later(60));
    const attempt = { userId, sessionId: ticket.sessionId, deviceToken: newDevice() };
    expect(await findSessionUser(database.sql, ticket, later(61))).toBeNull();
    expect(await findPendingUser(database.sql, ticket, later(61))).toMatchObject({ id: userId });
    expect(await findPendingUser(database.sql, ticket, later(60 + 15 * 60))).toBeNull();
    const wrong = await completeSignIn({ database, limit }, { ...attempt, code: "000000" }, later(90));
    expect(wrong).toEqual({ ok: false, reason: "invalid_code" });
    expect(await findSessionUser(database.sql, ticket, later(90))).toBeNull();
    const code = totpCode(secret, later(90));
    expect(await completeSignIn({ database, limit }, { ...attempt, code }, later(90))).toEqual({ ok: true });
    expect(await findSessionUser(database.sql, ticket, later(91))).toMatchObject({ authenticatedAt: later(90) });
    expect(await findPendingUser(database.sql, ticket, later(91))).toBeNull();
  });

  test("does not revive an ended session with a code", async () => {
    const { userId, secret } = await someoneWithApp();
    const ticket = await createSession(db, { userId, method: "password", device: DEVICE }, later(60));
    await db.session.update({ where: { id: ticket.sessionId }, data: { endedAt: later(61) } });
    await completeSignIn(
      { database, limit },
      { ...ticket, deviceToken: newDevice(), code: totpCode(secret, later(90)) },
      later(90),
    );
    expect(await findSessionUser(database.sql, ticket, later(91))).toBeNull();
  });

  test("makes a device known only after the code, and removes no known device before that", async () => {
    const { userId, email, secret } = await someoneWithApp(new Date(Date.now() - 120_000));
    const owners = newDevice();
    await rememberDevice(db, { userId, token: owners }, new Date(Date.now() - 60_000));
    const browsers = Array.from({ length: 10 }, () => newBrowser());
    for (const browser of browsers) {
      const { csrfToken } = await (await browser.get(`${app}/api/auth/csrf`)).json();
      const fields = { csrfToken, email, password: PASSWORD, json: "true" };
      expect(await browser.post(`${app}/api/auth/callback/credentials`, fields)).toMatchObject({ status: 200 });
    }
    const waiting = await db.session.findMany({ where: { userId, secondFactorDue: true } });
    expect(waiting).toHaveLength(10);
    expect(await db.knownDevice.count({ where: { userId } })).toBe(1);
    expect(await isKnownDevice(db, { userId, token: owners })).toBe(true);
    const token = browsers[0]?.cookie(cookieName("device")) ?? "";
    const attempt = { userId, sessionId: waiting[0]?.id ?? "", deviceToken: token };
    await completeSignIn({ database, limit }, { ...attempt, code: "000000" }, new Date());
    expect(await isKnownDevice(db, { userId, token })).toBe(false);
    await completeSignIn({ database, limit }, { ...attempt, code: totpCode(secret, new Date()) }, new Date());
    expect(await isKnownDevice(db, { userId, token })).toBe(true);
  });

  test("is abandoned by signing out before the code is entered", async () => {
    const { userId, secret } = await someoneWithApp(new Date(Date.now() - 120_000));
    const ticket = await createSession(db, { userId, method: "password", device: DEVICE }, new Date());
    const browser = newBrowser(`${sessionCookieName()}=${await sealSession(ticket)}`);
    const { csrfToken } = await (await browser.get(`${app}/api/auth/csrf`)).json();
    const answer = await browser.post(`${app}/api/auth/signout`, { csrfToken, callbackUrl: "/", json: "true" });
    expect(answer.status).toBe(200);
    expect(browser.cookie(sessionCookieName())).toBeUndefined();
    expect(await findPendingUser(database.sql, ticket, new Date())).toBeNull();
    const code = totpCode(secret, new Date());
    await completeSignIn({ database, limit }, { ...ticket, deviceToken: newDevice(), code }, new Date());
    expect(await findSessionUser(database.sql, ticket, new Date())).toBeNull();
    expect(await db.auditLog.count({ where: { targetId: userId, action: "session.ended" } })).toBe(1);
  });

  test("gives no API access before the code is entered", async () => {
    const { userId } = await someoneWithApp();
    const cookie = await sessionCookieOf(database, userId);
    expect(await call(getCredits, "GET", { headers: { cookie } })).toMatchObject({ status: 401 });
  });

  test("requires the code for a bearer token too", async () => {
    const person = await someoneWithApp(new Date(Date.now() - 120_000));
    const ask = (code?: string) => call(issue, "POST", { body: { email: person.email, password: PASSWORD, code } });
    expect(await ask()).toMatchObject({ status: 401, json: { code: "second_factor_required" } });
    expect(await ask("000000")).toMatchObject({ status: 401, json: { code: "invalid_code" } });
    const code = totpCode(person.secret, new Date());
    const { status, json } = await ask(code);
    expect(status).toBe(200);
    expect(await call(getCredits, "GET", { token: String(json.token) })).toMatchObject({ status: 200 });
    expect(await ask(code)).toMatchObject({ status: 401, json: { code: "invalid_code" } });
    expect(await ask(person.recoveryCodes[0])).toMatchObject({ status: 200 });
    const wrong = { email: person.email, password: "not it", code: person.recoveryCodes[1] };
    expect(await call(issue, "POST", { body: wrong })).toMatchObject({ json: { code: "invalid_credentials" } });
    expect(await secondFactorOf(db, person.userId)).toMatchObject({ recoveryCodesLeft: 9 });
  });

  test("does not let a stolen password and cookie pass an identity check", async () => {
    const { userId, sessionId, email } = await someoneWithApp();
    const limits = createRateLimits(database, { signInPerAccount: 99, signInPerIp: 99, signUpPerIp: 99 });
    const claim = { userId, sessionId, email, hasSecondFactor: true, ip: "198.51.100.9", network: null };
    const proof = await proveByPassword({ database, limits }, { ...claim, password: PASSWORD }, later(3600));
    expect(proof).toEqual({ ok: false, reason: "wrong" });
    expect(await db.session.findUnique({ where: { id: sessionId } })).toMatchObject({ authenticatedAt: NOW });
  });
});

test("when an operator turns off a second factor, sessions end, and the change is audited and emailed to the user", async () => {
  const { userId, sessionId, version } = await someoneWithApp();
  await disableSecondFactor(database, { userId, by: "operator" }, later(60));
  expect(await secondFactorOf(db, userId)).toBeNull();
  expect(await findSessionUser(database.sql, { userId, sessionId, version }, later(61))).toBeNull();
  const record = await db.auditLog.findFirst({ where: { targetId: userId, action: "second_factor.disabled" } });
  expect(record).toMatchObject({ actorId: null, after: { by: "operator" } });
  const subjects = (await db.mail.findMany({ where: { userId } })).map(({ subject }) => subject);
  expect(subjects).toContain("Two-step sign-in is off");
  expect(await disableSecondFactor(database, { userId, by: "operator" }, later(60))).toBeNull();
});
