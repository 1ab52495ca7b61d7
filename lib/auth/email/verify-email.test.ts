import { beforeAll, describe, expect, test } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { createUser } from "@/lib/auth/create-user";
import { resendVerification } from "@/lib/auth/email/resend-verification";
import { verifyEmail } from "@/lib/auth/email/verify-email";
import { createMailLimits } from "@/lib/auth/mail-limits";
import { mailedToken, newestMail } from "@/lib/auth/testing/mailed";
import { grant } from "@/lib/ledger/grant";
import { getBalance } from "@/lib/ledger/queries";
import { verify } from "@/lib/ledger/verify";

const database = await testDatabase();
const db = database.prisma;
const NOW = new Date("2026-11-21T10:00:00Z");
const HOUR = 3_600_000;
const later = (ms: number) => new Date(NOW.getTime() + ms);
let people = 0;

async function newcomer() {
  people += 1;
  const email = `newcomer-${people}@example.com`;
  const user = await createUser(database, { email, name: null }, NOW);
  if (!user) throw new Error("The address is taken.");
  return { ...user, accountId: user.id };
}

const linkOf = ({ email }: { email: string }) => mailedToken(database, email, "verify_email");
const follow = (token: unknown, at = NOW) => verifyEmail(database, { token, network: null }, at);
const available = async (accountId: string, at = NOW) =>
  (await getBalance(database.sql, accountId, at))?.available ?? 0n;

beforeAll(async () => {
  const versions = { create: { version: 1, name: "Free", creditsPerMonth: 50n } };
  await db.plan.create({ data: { key: "free", isFree: true, versions } });
});

describe("a user who signs up with an address they typed", () => {
  test("has no credits and no plan until they follow the link in the email", async () => {
    const person = await newcomer();
    expect(await available(person.accountId)).toBe(0n);
    expect(await db.subscription.count({ where: { userId: person.id } })).toBe(0);
    expect(await follow(await linkOf(person), later(HOUR))).toEqual({
      ok: true,
      userId: person.id,
      email: person.email,
    });
    expect(await available(person.accountId, later(HOUR))).toBe(50n);
    expect(await db.subscription.findFirst({ where: { userId: person.id } })).toMatchObject({ anchorAt: later(HOUR) });
    expect((await newestMail(database, person.email, "welcome"))?.text).toContain("50 credits to start with");
    expect(await db.auditLog.findFirst({ where: { targetId: person.id, action: "email.verified" } })).toBeTruthy();
  });

  test("is welcomed with the free plan's credits only, because a pack they already bought does not refill", async () => {
    const person = await newcomer();
    const pack = { amount: 500n, kind: "PACK", sourceKey: "payment:early", actor: "system" } as const;
    await grant(database.sql, { accountId: person.accountId, ...pack }, NOW);
    await follow(await linkOf(person));
    expect(await available(person.accountId)).toBe(550n);
    const text = (await newestMail(database, person.email, "welcome"))?.text;
    expect(text).toContain("50 credits to start with. They refill every month.");
    expect(text).not.toContain("550");
  });

  test("gets the first window's credits once, however often they verify", async () => {
    const person = await newcomer();
    const tokens = [await linkOf(person)];
    const limits = createMailLimits(database.pool, { perRecipient: 10, perStranger: 10, perRequester: 1_000 });
    for (let more = 0; more < 3; more += 1) {
      const resent = await resendVerification({ database, limits }, { userId: person.id, ip: "192.0.2.1" }, NOW);
      expect(resent).toEqual({ ok: true, status: "sent" });
      tokens.push(await linkOf(person));
    }
    expect(new Set(tokens).size).toBe(4);
    const followed = await Promise.all([...tokens, ...tokens].map((token) => follow(token)));
    expect(followed.filter(({ ok }) => ok)).toHaveLength(4);
    expect(await available(person.accountId)).toBe(50n);
    expect(await db.creditLot.count({ where: { accountId: person.accountId } })).toBe(1);
    expect(await db.mail.count({ where: { userId: person.id, template: "welcome" } })).toBe(1);
    const again = await resendVerification({ database, limits }, { userId: person.id, ip: "192.0.2.1" }, NOW);
    expect(again).toEqual({ ok: true, status: "verified_already" });
    expect(await verify(database.sql, person.accountId, NOW)).toEqual([]);
  });

  test("is verified immediately if a sign-in provider has verified the address", async () => {
    const user = await createUser(database, { email: "vouched@example.com", name: null, emailVerified: NOW }, NOW);
    expect(await available(user?.id ?? "")).toBe(50n);
    expect(await newestMail(database, "vouched@example.com", "verify_email")).toBeNull();
  });
});

describe("the verification link", () => {
  test("works once, within a day", async () => {
    const person = await newcomer();
    const token = await linkOf(person);
    expect(await follow(token, later(24 * HOUR))).toEqual({ ok: false, reason: "link_over" });
    expect(await follow(token, later(24 * HOUR - 1))).toMatchObject({ ok: true });
    expect(await follow(token, later(24 * HOUR - 1))).toEqual({ ok: false, reason: "link_over" });
    for (const wrong of [undefined, "", "x", `${token}x`, token.toUpperCase(), ["a"], "\u0000".repeat(43)]) {
      expect(await follow(wrong)).toEqual({ ok: false, reason: "link_over" });
    }
  });

  test("is invalid once the address has changed or the account is locked", async () => {
    const moved = await newcomer();
    const old = await linkOf(moved);
    await db.user.update({ where: { id: moved.id }, data: { email: "moved@example.com" } });
    expect(await follow(old)).toEqual({ ok: false, reason: "link_over" });
    const locked = await newcomer();
    await db.user.update({ where: { id: locked.id }, data: { lockedAt: NOW } });
    expect(await follow(await linkOf(locked))).toEqual({ ok: false, reason: "link_over" });
  });

  test("is not stored in the database, neither in the email nor beside its hash", async () => {
    const person = await newcomer();
    const token = await linkOf(person);
    const [{ dump } = { dump: "" }] = await database.sql<{ dump: string }>`
      SELECT concat((SELECT json_agg(m) FROM mail m), (SELECT json_agg(t) FROM security_token t)) AS dump`;
    expect(dump).toContain(person.email);
    expect(dump).not.toContain(token);
  });

  test("can be requested again a few times an hour per mailbox and per IP address", async () => {
    const limits = createMailLimits(database.pool, { perRecipient: 2, perStranger: 1, perRequester: 3 });
    const ask = (userId: string, ip: string) => resendVerification({ database, limits }, { userId, ip }, NOW);
    const [one, other] = [await newcomer(), await newcomer()];
    for (const ip of ["198.51.100.1", "198.51.100.2"]) expect(await ask(one.id, ip)).toMatchObject({ ok: true });
    expect(await ask(one.id, "198.51.100.3")).toMatchObject({ ok: false, reason: "rate_limited" });
    for (let n = 0; n < 2; n += 1) expect(await ask(other.id, "198.51.100.1")).toMatchObject({ ok: true });
    expect(await ask(other.id, "198.51.100.1")).toMatchObject({ ok: false, reason: "rate_limited" });
  });
});
