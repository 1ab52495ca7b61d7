import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { requestDeletion } from "@/lib/account/delete/request-deletion";
import { runDeletion } from "@/lib/account/delete/run-deletion";
import { createUser } from "@/lib/auth/create-user";
import { confirmEmailChange } from "@/lib/auth/email/confirm-email-change";
import { requestEmailChange } from "@/lib/auth/email/request-email-change";
import { createMailLimits } from "@/lib/auth/mail-limits";
import { mailedToken } from "@/lib/auth/testing/mailed";
import { mayHaveTrial } from "@/lib/billing/eligibility/may-have-trial";
import { attemptLimit } from "@/lib/billing/promo-codes/attempt-limit";
import { redeemPromoCode } from "@/lib/billing/promo-codes/redeem-promo-code";
import { referralCode } from "@/lib/billing/referrals/referral-code";
import { billingWorld, type Person } from "@/lib/billing/testing/world";
import { database } from "@/lib/db";
import { notifications } from "@/lib/notifications";

vi.setConfig({ testTimeout: 60_000 });

const world = await billingWorld();
const db = world.database.prisma;
const limits = createMailLimits(world.database.pool, { perRecipient: 1_000, perStranger: 1_000, perRequester: 1_000 });
const newEmail = () => `${randomUUID()}@example.com`;

beforeAll(() => db.promoCode.create({ data: { code: "WELCOME10", credits: 10n } }));

afterAll(async () => {
  expect(await world.violations()).toEqual([]);
  await notifications().close();
  await database().close();
});

async function signUp(email: string, options: { verified?: boolean; referralCode?: string } = {}): Promise<Person> {
  const { verified = true, referralCode } = options;
  const emailVerified = verified ? world.now() : null;
  const user = await createUser(world.database, { email, name: null, emailVerified, referralCode }, world.now());
  if (!user) throw new Error(`${email} is taken.`);
  return { userId: user.id, accountId: user.id };
}

async function moveTo({ userId }: Person, email: string): Promise<void> {
  const asked = { userId, email, ip: "192.0.2.1", network: null };
  expect(await requestEmailChange({ database: world.database, limits }, asked, world.now())).toMatchObject({
    ok: true,
  });
  const token = await mailedToken(world.database, email, "change_email");
  const times = { now: world.now(), at: new Date() };
  expect(await confirmEmailChange(world.database, { token, session: null, network: null }, times)).toMatchObject({
    ok: true,
  });
}

async function leave({ userId }: Person): Promise<void> {
  await requestDeletion(world.database, { userId, actorId: userId }, { at: new Date(), now: world.now() });
  await runDeletion(world.services, userId, world.now());
}

const redeem = ({ userId }: Person) =>
  redeemPromoCode({ database: world.database, limit: attemptLimit() }, { userId, code: "WELCOME10" }, world.now());

const REDEEMED_BEFORE = { ok: false, reason: "already_redeemed" };

test("a mailbox left by an address change gets no second free month or promo code, however often it is left", async () => {
  const [mailbox, other] = [newEmail(), newEmail()];
  const first = await signUp(mailbox);
  expect(await world.available(first)).toBe(50n);
  expect(await redeem(first)).toMatchObject({ ok: true });
  await moveTo(first, other);
  await leave(first);
  for (let round = 0; round < 3; round += 1) {
    const again = await signUp(mailbox.replace("@", `+${round}@`));
    expect(await redeem(again)).toEqual(REDEEMED_BEFORE);
    await moveTo(again, other);
    expect(await redeem(again)).toEqual(REDEEMED_BEFORE);
    expect(await world.available(again)).toBe(0n);
    await leave(again);
  }
});

test("a left mailbox gets none while its former account is still in use either", async () => {
  const mailbox = newEmail();
  const moved = await signUp(mailbox);
  await redeem(moved);
  await moveTo(moved, newEmail());
  const second = await signUp(mailbox);
  expect(await world.available(second)).toBe(0n);
  expect(await redeem(second)).toEqual(REDEEMED_BEFORE);
});

test("another account with a left mailbox is not offered the trial that mailbox had", { tags: ["full"] }, async () => {
  const mailbox = newEmail();
  const moved = await signUp(mailbox);
  await world.subscribe(moved, "refill_starter_month");
  await world.deliver();
  await moveTo(moved, newEmail());
  expect(await mayHaveTrial(db, (await signUp(mailbox)).userId)).toBe(false);
});

test("an account verified with a former mailbox gets only what that mailbox has left: no free month, code or referral", {
  tags: ["full"],
}, async () => {
  const mailbox = newEmail();
  const former = await signUp(mailbox);
  await redeem(former);
  await leave(former);
  const referrer = await world.signUp();
  const code = await referralCode(world.database.sql, referrer.userId);
  // The address entered at sign-up is not the one that is verified.
  const again = await signUp(newEmail(), { verified: false, referralCode: code });
  expect(await db.referral.count({ where: { referredId: again.userId } })).toBe(1);
  await moveTo(again, mailbox);
  expect(await world.available(again)).toBe(0n);
  expect(await redeem(again)).toEqual(REDEEMED_BEFORE);
  expect(await db.referral.count({ where: { referredId: again.userId } })).toBe(0);
});

test("a user who changes their address and back keeps credits, trial, codes, referral and refills", {
  tags: ["full"],
}, async () => {
  const mailbox = newEmail();
  const code = await referralCode(world.database.sql, (await world.signUp()).userId);
  const person = await signUp(mailbox, { referralCode: code });
  for (const email of [newEmail(), mailbox]) {
    await moveTo(person, email);
    expect(await world.available(person)).toBe(50n);
    expect(await mayHaveTrial(db, person.userId)).toBe(true);
    expect(await db.referral.count({ where: { referredId: person.userId, status: "PENDING" } })).toBe(1);
  }
  expect(await redeem(person)).toMatchObject({ ok: true });
  const { anchorAt } = await db.subscription.findFirstOrThrow({ where: { userId: person.userId } });
  await world.advance({ months: 1, hours: 1 });
  await world.deliver();
  const windows = await db.creditLot.findMany({ where: { accountId: person.accountId, kind: "PLAN" } });
  expect(windows).toHaveLength(2);
  expect(windows.map(({ windowStart }) => windowStart)).toContainEqual(anchorAt);
});

test("an unverified address is not recorded when its account changes address", async () => {
  const mistyped = newEmail();
  await moveTo(await signUp(mistyped, { verified: false }), newEmail());
  expect(await world.available(await signUp(mistyped))).toBe(50n);
});
