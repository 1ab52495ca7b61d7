import pg from "pg";
import { beforeAll, describe, expect, test } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { verifyEmail } from "@/lib/auth/email/verify-email";
import { findTokenUser } from "@/lib/auth/find-user";
import { createRateLimits, type RateLimitSettings } from "@/lib/auth/rate-limits";
import { signIn } from "@/lib/auth/sign-in";
import { signUp } from "@/lib/auth/sign-up";
import { mailedToken } from "@/lib/auth/testing/mailed";
import { getBalance } from "@/lib/ledger/queries";

const database = await testDatabase();
const db = database.prisma;
const NOW = new Date("2026-11-21T10:00:00Z");
const PASSWORD = "correct horse";

let callers = 0;
/** Unused limits: each caller has its own IP address. */
const newcomer = () => `198.51.100.${++callers}`;
const limitsOf = (settings: Partial<RateLimitSettings> = {}) =>
  createRateLimits(database, { signInPerAccount: 1000, signInPerIp: 1000, signUpPerIp: 1000, ...settings });
const limits = limitsOf();
const join = (email: string, password = PASSWORD) =>
  signUp({ database, limits }, { email, password, name: "Ada", ip: newcomer() }, NOW);

beforeAll(async () => {
  await db.plan.create({
    data: {
      key: "free",
      isFree: true,
      versions: { create: { version: 1, name: "Free", creditsPerMonth: 50n } },
    },
  });
});

const userOf = (userId: string) => findTokenUser(database.sql, { userId, version: 0, authenticatedAt: NOW });

describe("signing up", () => {
  test("creates a user who gets their first credits once the address is verified", async () => {
    const result = await join("  Ada@Example.com ");
    if (!result.ok) throw new Error(result.reason);
    const user = await userOf(result.userId);
    expect(user).toMatchObject({ email: "ada@example.com", name: "Ada", role: "USER" });
    expect((await getBalance(database.sql, user?.accountId ?? "", NOW))?.available).toBe(0n);
    const token = await mailedToken(database, "ada@example.com", "verify_email");
    expect(await verifyEmail(database, { token, network: null }, NOW)).toMatchObject({ ok: true });
    const balance = await getBalance(database.sql, user?.accountId ?? "", NOW);
    expect(balance?.available).toBe(50n);
    expect(balance?.lots).toMatchObject([{ kind: "PLAN", amount: 50n }]);
  });

  test("names every invalid field", async () => {
    const result = await join("not an address", "short");
    expect(result).toMatchObject({ ok: false, reason: "invalid", errors: [{ field: "email" }, { field: "password" }] });
  });

  test("with the password of an existing account signs in", async () => {
    const first = await join("twice@example.com");
    const second = await join("TWICE@example.com");
    expect(first).toMatchObject({ ok: true, created: true });
    expect(second).toMatchObject({ ...first, created: false });
  });

  test.each(["ada+2@gmail.com", "a.d.a@gmail.com", "ADA@googlemail.com", "a.da+x+y@googlemail.com"])(
    "with another spelling of a mailbox that has an account is refused like a taken address: %s",
    async (spelled) => {
      await join("ada@gmail.com");
      for (const password of [PASSWORD, "another password"]) {
        expect(await join(spelled, password)).toEqual({ ok: false, reason: "refused" });
      }
      expect(await db.user.count({ where: { mailbox: "ada@gmail.com" } })).toBe(1);
    },
  );

  test("with many spellings of one mailbox in parallel creates one account", async () => {
    const spellings = ["x@rush.example", "x+1@rush.example", "x+2@rush.example", "X+3@rush.example"];
    const results = await Promise.all(spellings.map((email) => join(email)));
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await db.user.count({ where: { email: { endsWith: "@rush.example" } } })).toBe(1);
  });

  test("with a disposable address, a common password or the address as password is refused with the reason", async () => {
    const refusals = [
      ["x@mailinator.com", PASSWORD, "email", "disposable"],
      ["x@deep.below.mailinator.com", PASSWORD, "email", "disposable"],
      ["weak@example.com", "qwertyuiop", "password", "most common"],
      ["weak@example.com", "nine char", "password", "at least 10"],
      ["weak.address@example.com", "Weak.Address@example.com", "password", "cannot be your email address"],
    ] as const;
    for (const [email, password, field, words] of refusals) {
      const message = expect.stringContaining(words);
      expect(await join(email, password)).toMatchObject({ reason: "invalid", errors: [{ field, message }] });
    }
    expect(await db.user.count({ where: { email: { startsWith: "weak" } } })).toBe(0);
  });

  test("with another password is refused without saying why", async () => {
    await join("taken@example.com");
    expect(await join("taken@example.com", "another password")).toEqual({ ok: false, reason: "refused" });
  });

  test("with one address in parallel creates one user and one account", async () => {
    const results = await Promise.all(Array.from({ length: 8 }, () => join("rush@example.com")));
    expect(results.filter((result) => result.ok && result.created)).toHaveLength(1);
    expect(results.every((result) => result.ok)).toBe(true);
    expect(await db.user.count({ where: { email: "rush@example.com" } })).toBe(1);
    expect(await db.creditAccount.count({ where: { user: { email: "rush@example.com" } } })).toBe(1);
  });

  test("is limited by IP address", async () => {
    const limits = limitsOf({ signUpPerIp: 2 });
    const ip = newcomer();
    const attempts = ["a", "b", "c"].map((name) => ({ email: `${name}@limited.example`, password: PASSWORD, ip }));
    const results = [];
    for (const attempt of attempts) results.push(await signUp({ database, limits }, attempt, NOW));
    expect(results).toMatchObject([{ ok: true }, { ok: true }, { ok: false, reason: "rate_limited" }]);
    expect(await db.user.count({ where: { email: "c@limited.example" } })).toBe(0);
  });
});

describe("signing in", () => {
  test("finds the email address in any case", async () => {
    const joined = await join("case@example.com");
    const result = await signIn({ db, limits }, { email: " CASE@example.COM", password: PASSWORD, ip: newcomer() });
    expect(result).toEqual({ ok: true, sessionVersion: 0, userId: joined.ok && joined.userId });
  });

  test("returns the same response for a wrong password, an unknown address, a locked user and one without a password", async () => {
    await join("locked@example.com");
    await db.user.update({ where: { email: "locked@example.com" }, data: { lockedAt: NOW } });
    await db.user.create({ data: { email: "oauth@example.com" } });
    await join("known@example.com");
    const tries = [
      { email: "known@example.com", password: "wrong password" },
      { email: "unknown@example.com", password: PASSWORD },
      { email: "locked@example.com", password: PASSWORD },
      { email: "oauth@example.com", password: PASSWORD },
      { email: undefined, password: ["x"] },
    ];
    for (const attempt of tries) {
      const result = await signIn({ db, limits }, { ...attempt, ip: newcomer() });
      expect(result).toEqual({ ok: false, reason: "invalid_credentials" });
    }
  });

  test("ends when the user is locked", async () => {
    const joined = await join("lock-later@example.com");
    if (!joined.ok) throw new Error(joined.reason);
    expect(await userOf(joined.userId)).not.toBeNull();
    await db.user.update({ where: { id: joined.userId }, data: { lockedAt: NOW } });
    expect(await userOf(joined.userId)).toBeNull();
  });

  test("is never limited for a user who knows the password", async () => {
    await join("regular@example.com");
    const limits = limitsOf({ signInPerAccount: 4 });
    const ip = newcomer();
    for (let n = 0; n < 10; n++) {
      const result = await signIn({ db, limits }, { email: "regular@example.com", password: PASSWORD, ip });
      expect(result.ok).toBe(true);
    }
  });

  test("is limited through sign-up too", async () => {
    await join("roundabout@example.com");
    const ip = newcomer();
    const guess = () =>
      signUp({ database, limits }, { email: "roundabout@example.com", password: "wrong password", ip }, NOW);
    const reasons = [];
    for (let n = 0; n < 5; n++) reasons.push(await guess());
    expect(reasons).toMatchObject([...Array(4).fill({ reason: "refused" }), { reason: "rate_limited" }]);
  });

  test("is limited in memory while the database is unavailable", async () => {
    const nowhere = new pg.Pool({ connectionString: "postgres://nobody@127.0.0.1:1/none" });
    const settings = { signInPerAccount: 10, signInPerIp: 10, signUpPerIp: 1 };
    const unreachable = createRateLimits({ ...database, pool: nowhere }, settings);
    const who = { ip: newcomer() };
    expect((await unreachable.signUp(who)).ok).toBe(true);
    expect((await unreachable.signUp(who)).ok).toBe(false);
  });
});
