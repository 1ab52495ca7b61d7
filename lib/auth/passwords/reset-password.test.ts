import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { createApiKey } from "@/lib/auth/api-keys/create-api-key";
import { createUser } from "@/lib/auth/create-user";
import { findSessionUser, findTokenUser } from "@/lib/auth/find-user";
import { rememberDevice } from "@/lib/auth/known-device";
import { createMailLimits } from "@/lib/auth/mail-limits";
import { hashPassword, verifyPassword } from "@/lib/auth/password";
import { mailPasswordReset } from "@/lib/auth/passwords/mail-password-reset";
import { MAIL_PASSWORD_RESET_TASK, requestPasswordReset } from "@/lib/auth/passwords/request-password-reset";
import { resetPassword } from "@/lib/auth/passwords/reset-password";
import { createSession } from "@/lib/auth/sessions/create-session";
import { mailedToken, newestMail } from "@/lib/auth/testing/mailed";
import { getBalance } from "@/lib/ledger/queries";

const database = await testDatabase();
const db = database.prisma;
const NOW = new Date("2026-11-21T10:00:00Z");
const MINUTE = 60_000;
const OLD = "correct horse";
const NEW = "battery staple";
const later = (ms: number) => new Date(NOW.getTime() + ms);
const limits = createMailLimits(database.pool, { perRecipient: 1_000, perStranger: 1_000, perRequester: 1_000 });

beforeAll(async () => {
  const versions = { create: { version: 1, name: "Free", creditsPerMonth: 50n } };
  await db.plan.create({ data: { key: "free", isFree: true, versions } });
});

async function person(emailVerified: Date | null = NOW) {
  const email = `${randomUUID()}@example.com`;
  const user = await createUser(
    database,
    { email, name: null, emailVerified, passwordHash: await hashPassword(OLD) },
    NOW,
  );
  if (!user) throw new Error("The address is taken.");
  return user;
}

const ask = (email: string) => requestPasswordReset({ database, limits }, { email, ip: "192.0.2.7", network: null });

/** Runs the queued jobs like the worker. */
async function work(): Promise<number> {
  const jobs = await database.sql<{ payload: { email: string; network: null } }>`
    WITH taken AS (DELETE FROM graphile_worker._private_jobs RETURNING payload, task_id)
    SELECT taken.payload FROM taken JOIN graphile_worker._private_tasks t ON t.id = taken.task_id
    WHERE t.identifier = ${MAIL_PASSWORD_RESET_TASK}`;
  for (const { payload } of jobs) await mailPasswordReset(database, payload, NOW);
  return jobs.length;
}

async function linkFor(email: string): Promise<string> {
  expect(await ask(email)).toEqual({ ok: true });
  expect(await work()).toBe(1);
  return mailedToken(database, email, "reset_password");
}

const reset = (token: unknown, password: unknown = NEW, now = NOW) =>
  resetPassword(database, { token, password, network: null }, { now, at: new Date() });

const hasPassword = async (id: string, password: string) =>
  verifyPassword((await db.user.findUniqueOrThrow({ where: { id } })).passwordHash, password);

describe("requesting a password reset", () => {
  test("returns the same response after the same statements for addresses with and without an account", async () => {
    const known = await person();
    const locked = await person();
    await db.user.update({ where: { id: locked.id }, data: { lockedAt: NOW } });
    const statements: string[] = [];
    const counted = {
      ...database,
      sql: ((strings, ...values) => {
        statements.push(strings.join("?"));
        return database.sql(strings, ...values);
      }) as typeof database.sql,
    };
    const untouchable = new Proxy(counted, {
      get: (target, name) => {
        if (name === "prisma" || name === "transaction") throw new Error("An account was looked for.");
        return Reflect.get(target, name);
      },
    });
    const asked = [];
    for (const email of [known.email, "nobody@example.com", locked.email]) {
      statements.length = 0;
      const answer = await requestPasswordReset(
        { database: untouchable, limits },
        { email, ip: "192.0.2.8", network: null },
      );
      asked.push({ answer, statements: [...statements] });
    }
    expect(asked[1]).toEqual(asked[0]);
    expect(asked[2]).toEqual(asked[0]);
    expect(asked[0]?.statements).toHaveLength(1);
    expect(await work()).toBe(3);
    expect(await db.mail.count({ where: { template: "reset_password" } })).toBe(1);
    expect(await newestMail(database, known.email, "reset_password")).not.toBeNull();
  });

  test("finds the account by another spelling of its mailbox, and sends to the stored spelling", async () => {
    const email = `ada.${randomUUID()}+shop@gmail.com`.toLowerCase();
    await createUser(database, { email, name: null }, NOW);
    const plain = email.replace("+shop", "").replaceAll(".", "").replace("gmailcom", "googlemail.com");
    expect(await ask(plain)).toEqual({ ok: true });
    await work();
    expect(await newestMail(database, email, "reset_password")).not.toBeNull();
  });

  test("is limited per mailbox, without revealing that no email is sent", async () => {
    const { email } = await person();
    const few = createMailLimits(database.pool, { perRecipient: 2, perStranger: 2, perRequester: 6 });
    const request = (to: string, ip: string) =>
      requestPasswordReset({ database, limits: few }, { email: to, ip, network: null });
    for (let n = 0; n < 5; n += 1) expect(await request(email, "203.0.113.1")).toEqual({ ok: true });
    expect(await work()).toBe(2);
    for (let n = 0; n < 5; n += 1) await request("nobody@example.org", "203.0.113.1");
    expect(await request("nobody@example.org", "203.0.113.1")).toMatchObject({ ok: false, reason: "rate_limited" });
    await work();
  });

  test("refuses an invalid address", async () => {
    expect(await ask("not an address")).toMatchObject({ ok: false, reason: "invalid" });
  });
});

describe("the reset link", () => {
  test("works once, within 30 minutes, and a refused password does not use it up", async () => {
    const { id, email } = await person();
    const token = await linkFor(email);
    expect(await reset(token, "short")).toMatchObject({ ok: false, reason: "invalid" });
    expect(await reset(token, email)).toMatchObject({ ok: false, reason: "invalid" });
    expect(await reset(token, NEW, later(30 * MINUTE))).toEqual({ ok: false, reason: "link_over" });
    expect(await hasPassword(id, OLD)).toBe(true);
    const tries = await Promise.all(Array.from({ length: 6 }, () => reset(token, NEW, later(30 * MINUTE - 1))));
    expect(tries.filter(({ ok }) => ok)).toEqual([{ ok: true, userId: id, email }]);
    expect(await hasPassword(id, NEW)).toBe(true);
    expect(await reset(token, "yet another one")).toEqual({ ok: false, reason: "link_over" });
    expect((await newestMail(database, email, "password_changed"))?.text).toContain(
      "every other browser was signed out",
    );
  });

  test("ends every other link, session and token of the account when used", async () => {
    const { id, email } = await person();
    const [first, second] = [await linkFor(email), await linkFor(email)];
    const at = new Date();
    const device = { userAgent: null, network: null };
    const ticket = await createSession(db, { userId: id, method: "password", device }, at);
    expect(await findSessionUser(database.sql, ticket, at)).not.toBeNull();
    expect(await reset(second)).toMatchObject({ ok: true });
    expect(await reset(first, "one more password")).toEqual({ ok: false, reason: "link_over" });
    expect(await findSessionUser(database.sql, ticket, at)).toBeNull();
    expect(await findTokenUser(database.sql, { userId: id, version: 0, authenticatedAt: at })).toBeNull();
  });

  test("is invalid once the account is locked or has another address", async () => {
    const [locked, moved] = [await person(), await person()];
    const [one, other] = [await linkFor(locked.email), await linkFor(moved.email)];
    await db.user.update({ where: { id: locked.id }, data: { lockedAt: NOW } });
    await db.user.update({ where: { id: moved.id }, data: { email: `${randomUUID()}@example.com` } });
    expect(await reset(one)).toEqual({ ok: false, reason: "link_over" });
    expect(await reset(other)).toEqual({ ok: false, reason: "link_over" });
  });

  test("gives a squatted account to the owner of the mailbox, and removes every sign-in method of the squatter", async () => {
    const squatted = await person(null);
    const { id: userId, email } = squatted;
    await createApiKey(db, { owner: { userId, role: "USER" }, name: "way in" }, NOW);
    await db.totpFactor.create({ data: { userId, sealedSecret: new Uint8Array(8), confirmedAt: NOW, createdAt: NOW } });
    await db.recoveryCode.create({ data: { userId, hash: new Uint8Array(8) } });
    await db.account.create({ data: { userId, type: "oauth", provider: "github", providerAccountId: userId } });
    expect(await reset(await linkFor(email))).toMatchObject({ ok: true });
    expect(await db.apiKey.count({ where: { userId, revokedAt: null } })).toBe(0);
    const leftovers = [db.totpFactor, db.recoveryCode, db.account, db.knownDevice] as {
      count(arg: object): Promise<number>;
    }[];
    for (const table of leftovers) expect(await table.count({ where: { userId } })).toBe(0);
    const owner = await db.user.findUniqueOrThrow({ where: { id: userId }, include: { creditAccount: true } });
    expect(owner.emailVerified).toEqual(NOW);
    expect((await getBalance(database.sql, owner.creditAccount?.id ?? "", NOW))?.available).toBe(50n);
  });

  test("forgets every known device when used", async () => {
    const { id: userId, email } = await person();
    await rememberDevice(db, { userId, token: "d".repeat(43) }, NOW);
    expect(await reset(await linkFor(email))).toMatchObject({ ok: true });
    expect(await db.knownDevice.count({ where: { userId } })).toBe(0);
  });

  test("keeps the second factor and the keys of a verified account", async () => {
    const { id: userId, email } = await person();
    await createApiKey(db, { owner: { userId, role: "USER" }, name: "mine" }, NOW);
    await db.totpFactor.create({ data: { userId, sealedSecret: new Uint8Array(8), confirmedAt: NOW, createdAt: NOW } });
    expect(await reset(await linkFor(email))).toMatchObject({ ok: true });
    expect(await db.totpFactor.count({ where: { userId } })).toBe(1);
    expect(await db.apiKey.count({ where: { userId, revokedAt: null } })).toBe(1);
  });
});
