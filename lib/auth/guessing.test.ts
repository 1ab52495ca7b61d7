// @module-tag full
import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { rememberDevice } from "@/lib/auth/known-device";
import { hashPassword } from "@/lib/auth/password";
import { createRateLimits } from "@/lib/auth/rate-limits";
import { signIn } from "@/lib/auth/sign-in";
import { takePlace } from "@/lib/auth/sign-in-place";

const database = await testDatabase();
const db = database.prisma;
const limits = createRateLimits(database, { signInPerAccount: 80, signInPerIp: 1_000_000, signUpPerIp: 1_000 });

const PASSWORD = "correct horse battery";
const BEGIN = new Date("2026-11-28T10:00:00Z").getTime();
const MINUTE = 60_000;
const at = (minutes: number) => new Date(BEGIN + minutes * MINUTE);
const DEVICE = "d".repeat(43);

let passwordHash: string;
beforeAll(async () => {
  passwordHash = await hashPassword(PASSWORD);
});

let addresses = 0;
const anyAddress = () => `10.${(++addresses >> 16) & 255}.${(addresses >> 8) & 255}.${addresses & 255}`;

async function owner(device?: string) {
  const { id, email } = await db.user.create({ data: { email: `${randomUUID()}@example.com`, passwordHash } });
  if (device) await rememberDevice(db, { userId: id, token: device }, at(0));
  const tryWith = (password: string, ip: string, when: Date, deviceToken: string | null = null) =>
    signIn({ db, limits }, { email, password, ip, deviceToken }, when);
  const rows = (action: string) => db.auditLog.count({ where: { action, targetId: id } });
  return { id, email, tryWith, rows };
}

/** Tries a wrong password four times a minute, each from a new IP address; returns how many were checked. */
async function attack({ email }: Awaited<ReturnType<typeof owner>>, fromMinute: number, toMinute: number) {
  let lookedAt = 0;
  for (let minute = fromMinute; minute < toMinute; minute += 0.25) {
    const attempt = await limits.signIn({ email, ip: anyAddress(), knownDevice: null }, at(minute));
    if (attempt.ok) lookedAt += 1;
  }
  return lookedAt;
}

describe("guessing a password", () => {
  test("from any number of IP addresses gets fewer than 100 passwords checked in any hour", {
    tags: ["full"],
  }, async () => {
    const victim = await owner();
    const first = await attack(victim, 0, 30);
    const second = await attack(victim, 30, 60);
    const third = await attack(victim, 60, 90);
    expect(first + second).toBeLessThanOrEqual(80);
    expect(second + third).toBeLessThanOrEqual(80);
    expect(first + second).toBeGreaterThan(60);
  });

  test("from ten known devices and any number of IP addresses gets fewer than 100 passwords checked in any hour", {
    tags: ["full"],
    timeout: 60_000,
  }, async () => {
    const { email } = await owner();
    const places = [null, ...Array.from({ length: 10 }, (_, n) => String(n).repeat(43))];
    const looked: number[] = [];
    for (let minute = 0; minute < 150; minute += 0.5) {
      for (const knownDevice of places) {
        while ((await limits.signIn({ email, ip: anyAddress(), knownDevice }, at(minute))).ok) looked.push(minute);
      }
    }
    const inHourFrom = (from: number) => looked.filter((minute) => minute >= from && minute < from + 60).length;
    const busiest = Math.max(...looked.map(inHourFrom));
    expect(busiest).toBeLessThan(100);
    expect(busiest).toBeGreaterThan(85);
  });

  test("from known devices in parallel stays within the same limit", async () => {
    const { email } = await owner();
    const tries = Array.from({ length: 10 }, (_, n) =>
      Array.from({ length: 4 }, () => limits.signIn({ email, ip: anyAddress(), knownDevice: `device ${n}` }, at(0))),
    );
    expect((await Promise.all(tries.flat())).filter(({ ok }) => ok)).toHaveLength(8);
  });

  test("from many IP addresses in parallel stays within the same limit", async () => {
    const victim = await owner();
    const results = await Promise.all(
      Array.from({ length: 120 }, () => victim.tryWith("a guess", anyAddress(), at(0))),
    );
    const lookedAt = results.filter((result) => !result.ok && result.reason === "invalid_credentials");
    expect(lookedAt).toHaveLength(20);
  });

  test("does not lock out the owner on a known device", { tags: ["full"] }, async () => {
    const victim = await owner(DEVICE);
    await attack(victim, 0, 60);
    const ip = anyAddress();
    expect(await victim.tryWith(PASSWORD, ip, at(59.8))).toMatchObject({ ok: false, reason: "rate_limited" });
    expect(await victim.tryWith(PASSWORD, ip, at(59.8), DEVICE)).toMatchObject({ ok: true });
  });

  test("with another user's device or an invented one counts as guessing from an unknown device", {
    tags: ["full"],
  }, async () => {
    const victim = await owner();
    await owner("e".repeat(43));
    await attack(victim, 0, 60);
    for (const token of ["e".repeat(43), "f".repeat(43)]) {
      const result = await victim.tryWith(PASSWORD, anyAddress(), at(59.8), token);
      expect(result).toMatchObject({ ok: false, reason: "rate_limited" });
    }
  });

  test("from one IP address has growing waits and at most 15 tries an hour, or 13 from a known device", async () => {
    const victim = await owner(DEVICE);
    for (const device of [null, DEVICE]) {
      const ip = anyAddress();
      let tries = 0;
      const waits: number[] = [];
      for (let second = 0; second < 3_600; ) {
        const result = await limits.signIn({ email: victim.email, ip, knownDevice: device }, at(second / 60));
        if (result.ok) {
          tries += 1;
          continue;
        }
        waits.push(result.retryAfterSeconds);
        second += result.retryAfterSeconds;
      }
      expect(tries).toBe(device === null ? 15 : 13);
      expect(waits.slice(0, 4)).toEqual([2, 4, 8, 16]);
      expect(Math.max(...waits)).toBe(900);
    }
  });

  test("starts from zero after a correct password or an hour without tries", async () => {
    const victim = await owner();
    const ip = anyAddress();
    for (let n = 0; n < 4; n++) await victim.tryWith("a typo", ip, at(0));
    expect(await victim.tryWith(PASSWORD, ip, at(0))).toMatchObject({ ok: false, retryAfterSeconds: 2 });
    expect(await victim.tryWith(PASSWORD, ip, at(1))).toMatchObject({ ok: true });
    for (let n = 0; n < 4; n++)
      expect(await victim.tryWith("a typo", ip, at(2))).toMatchObject({ reason: "invalid_credentials" });
    expect(await victim.tryWith("a typo", ip, at(2))).toMatchObject({ reason: "rate_limited" });
    for (let n = 0; n < 4; n++)
      expect(await victim.tryWith("a typo", ip, at(70))).toMatchObject({ reason: "invalid_credentials" });
  });

  test("is audited once per checked failure, and once an hour for the lockout", { tags: ["full"] }, async () => {
    const victim = await owner();
    for (let n = 0; n < 25; n++) await victim.tryWith("a guess", anyAddress(), at(n / 100));
    expect(await victim.rows("sign_in.failed")).toBe(20);
    expect(await victim.rows("sign_in.locked_out")).toBe(1);
    for (let n = 0; n < 25; n++) await victim.tryWith("a guess", anyAddress(), at(90 + n / 100));
    expect(await victim.rows("sign_in.locked_out")).toBe(2);
  });

  test("for unknown email addresses is not audited", async () => {
    const before = await db.auditLog.count();
    for (let n = 0; n < 5; n++) {
      await signIn({ db, limits }, { email: `nobody-${n}@example.com`, password: "x", ip: anyAddress() }, at(n));
    }
    expect(await db.auditLog.count()).toBe(before);
  });

  test("leaves no outdated rows behind", async () => {
    for (let n = 0; n < 60; n++) await takePlace(database.sql, randomUUID(), at(-300));
    const victim = await owner();
    for (let n = 0; n < 8; n++) await victim.tryWith("a guess", anyAddress(), at(n));
    expect(await db.signInPlace.count({ where: { lastTryAt: { lte: at(-240) } } })).toBe(0);
  });
});

test("a user keeps the ten most recently seen devices", async () => {
  const { id } = await owner();
  const tokens = Array.from({ length: 12 }, (_, n) => String.fromCharCode(97 + n).repeat(43));
  for (const [n, token] of tokens.entries()) await rememberDevice(db, { userId: id, token }, at(n));
  const kept = await db.knownDevice.findMany({ where: { userId: id }, orderBy: { lastSeenAt: "asc" } });
  expect(kept.map(({ lastSeenAt }) => lastSeenAt)).toEqual(tokens.slice(2).map((_, n) => at(n + 2)));
});
