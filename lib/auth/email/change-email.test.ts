import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { createUser } from "@/lib/auth/create-user";
import { confirmEmailChange } from "@/lib/auth/email/confirm-email-change";
import { requestEmailChange } from "@/lib/auth/email/request-email-change";
import { findSessionUser } from "@/lib/auth/find-user";
import { createMailLimits } from "@/lib/auth/mail-limits";
import { createSession } from "@/lib/auth/sessions/create-session";
import { mailedToken, newestMail } from "@/lib/auth/testing/mailed";
import { getBalance } from "@/lib/ledger/queries";

const database = await testDatabase();
const db = database.prisma;
const NOW = new Date("2026-11-21T10:00:00Z");
const HOUR = 3_600_000;
const limits = createMailLimits(database.pool, { perRecipient: 1_000, perStranger: 1_000, perRequester: 1_000 });

beforeAll(async () => {
  const versions = { create: { version: 1, name: "Free", creditsPerMonth: 50n } };
  await db.plan.create({ data: { key: "free", isFree: true, versions } });
});

const newEmail = () => `${randomUUID()}@example.com`;

async function person(emailVerified: Date | null = NOW, email = newEmail()) {
  const user = await createUser(database, { email, name: null, emailVerified }, NOW);
  if (!user) throw new Error("The address is taken.");
  return user;
}

const ask = (userId: string, email: unknown) =>
  requestEmailChange({ database, limits }, { userId, email, ip: "192.0.2.1", network: null }, NOW);

const confirm = (token: unknown, session: { userId: string; sessionId: string } | null = null, now = NOW) =>
  confirmEmailChange(database, { token, session, network: null }, { now, at: new Date() });

async function linkTo(userId: string, email: string): Promise<string> {
  expect(await ask(userId, email)).toEqual({ ok: true, email });
  return mailedToken(database, email, "change_email");
}

const emailOf = async (id: string) => (await db.user.findUniqueOrThrow({ where: { id } })).email;

describe("changing the address", () => {
  test("takes effect once the new address is confirmed, and notifies the old one", async () => {
    const { id, email: old } = await person();
    const email = newEmail();
    const token = await linkTo(id, email);
    expect(await emailOf(id)).toBe(old);
    expect(await confirm(token)).toEqual({ ok: true, email, kept: null });
    expect(await db.user.findUniqueOrThrow({ where: { id } })).toMatchObject({ email, mailbox: email });
    expect((await newestMail(database, old, "email_changed"))?.text).toContain(email);
    expect(await confirm(token)).toEqual({ ok: false, reason: "link_over" });
  });

  test("ends every session except the one that confirms it", async () => {
    const { id } = await person();
    const device = { userAgent: null, network: null };
    const session = () => createSession(db, { userId: id, method: "password", device }, new Date());
    const [here, elsewhere, strangers] = [await session(), await session(), await person()];
    const done = await confirm(await linkTo(id, newEmail()), here);
    if (!done.ok || !done.kept) throw new Error("Nothing was kept.");
    expect(await findSessionUser(database.sql, done.kept, new Date())).toMatchObject({ id });
    for (const old of [here, elsewhere]) expect(await findSessionUser(database.sql, old, new Date())).toBeNull();
    const borrowed = { userId: strangers.id, sessionId: here.sessionId };
    expect(await confirm(await linkTo(id, newEmail()), borrowed)).toMatchObject({ ok: true, kept: null });
  });

  test("verifies the account, so a user who mistyped their address at sign-up gets their credits", async () => {
    const { id, email: mistyped } = await person(null);
    const before = await mailedToken(database, mistyped, "verify_email");
    expect(await confirm(await linkTo(id, newEmail()))).toMatchObject({ ok: true });
    expect((await getBalance(database.sql, id, NOW))?.available).toBe(50n);
    // The mistyped address may belong to someone else: it gets no email, and its link is invalid.
    expect(await newestMail(database, mistyped, "email_changed")).toBeNull();
    expect(await db.securityToken.count({ where: { userId: id, usedAt: null } })).toBe(0);
    expect(before).toBeTruthy();
  });

  test("reveals nothing about other accounts before the confirmation, and never takes one over", async () => {
    const { id } = await person();
    const other = await person(NOW, `${randomUUID()}@gmail.com`);
    const spelled = other.email.replace("@", "+x@");
    for (const taken of [other.email, spelled, spelled.replace("gmail", "googlemail")]) {
      expect(await confirm(await linkTo(id, taken))).toEqual({ ok: false, reason: "taken" });
    }
    expect(await emailOf(other.id)).toBe(other.email);
  });

  test("by several users to the same address at once succeeds for one of them", async () => {
    const people = await Promise.all(Array.from({ length: 4 }, () => person()));
    const email = newEmail();
    const tokens: string[] = [];
    for (const { id } of people) tokens.push(await linkTo(id, email));
    const results = await Promise.all(tokens.map((token) => confirm(token)));
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(results.filter((result) => !result.ok && result.reason === "taken")).toHaveLength(3);
  });

  test("accepts another spelling of the user's own mailbox, and refuses a disposable address", async () => {
    const { id, email } = await person();
    const tagged = email.replace("@", "+new@");
    expect(await confirm(await linkTo(id, tagged))).toMatchObject({ ok: true, email: tagged });
    for (const wrong of ["x@mailinator.com", "x@sub.mailinator.com", tagged, "nowhere", undefined]) {
      expect(await ask(id, wrong)).toMatchObject({ ok: false, reason: "invalid" });
    }
  });

  test("must be confirmed within an hour", async () => {
    const { id } = await person();
    const token = await linkTo(id, newEmail());
    expect(await confirm(token, null, new Date(NOW.getTime() + HOUR))).toEqual({ ok: false, reason: "link_over" });
    expect(await confirm(token, null, new Date(NOW.getTime() + HOUR - 1))).toMatchObject({ ok: true });
  });
});
