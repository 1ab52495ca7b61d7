import { describe, expect, test } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { markVerified } from "@/lib/auth/email/mark-verified";
import { lockUser } from "@/lib/billing/context";
import { referralOf } from "@/lib/billing/referrals/queries";
import { recordReferral } from "@/lib/billing/referrals/record-referral";
import { referralCode } from "@/lib/billing/referrals/referral-code";
import { settleReferral } from "@/lib/billing/referrals/settle-referral";
import { settleDueRewards } from "@/lib/billing/referrals/settle-reward";
import { newCard, referralPeople } from "@/lib/billing/referrals/testing/people";
import { openAccount } from "@/lib/ledger/open-account";
import { getBalance } from "@/lib/ledger/queries";
import { newUser } from "@/lib/ledger/testing/accounts";
import { verify } from "@/lib/ledger/verify";
import { isSameMailbox } from "@/lib/mailbox";

const db = await testDatabase(12);
const NOW = new Date("2026-03-01T12:00:00Z");
const { join, paid, invited } = referralPeople(db, NOW);

/** As the sync does it, under the referred user's lock, and then the worker. */
async function settle(userId: string) {
  const settled = await db.transaction(async (tx, sql) => {
    await lockUser(sql, userId);
    return settleReferral(tx, sql, { userId }, NOW);
  });
  await settleDueRewards(db, "all", NOW);
  return settled;
}

const creditsOf = async (userId: string) =>
  (await getBalance(db.sql, await openAccount(db.sql, userId, NOW), NOW))?.available;
const statusOf = async (referredId: string) => db.prisma.referral.findUnique({ where: { referredId } });

describe("a code", () => {
  test("is created once, however many requests ask for it at once, and is easy to read", async () => {
    const userId = await newUser(db);
    const codes = await Promise.all(Array.from({ length: 8 }, () => referralCode(db.sql, userId)));
    expect(new Set(codes).size).toBe(1);
    expect(codes[0]).toMatch(/^[2-9A-HJKMNP-TV-Z]{8}$/);
  });

  test("that another user already has is drawn again", async () => {
    const first = await referralCode(db.sql, await newUser(db), () => "TAKEN234");
    const draws = ["TAKEN234", "TAKEN234", "FREE2345"];
    expect(await referralCode(db.sql, await newUser(db), () => draws.shift() ?? "")).toBe("FREE2345");
    expect(first).toBe("TAKEN234");
    await expect(referralCode(db.sql, await newUser(db), () => "TAKEN234")).rejects.toThrow(
      /codes in a row were taken/,
    );
  });
});

describe("signing up", () => {
  test("by a link, in any case, records the referrer; the new user's own page does not mention it yet", async () => {
    const referrer = await join(null);
    const code = await referralCode(db.sql, referrer);
    const referred = await join(code.toLowerCase());
    expect(await statusOf(referred)).toMatchObject({ referrerId: referrer, status: "PENDING", createdAt: NOW });
    expect(await referralOf(db, referrer)).toMatchObject({
      code,
      pending: 1,
      rewarded: 0,
      refused: 0,
      creditsEarned: 0n,
    });
  });

  test.each(["NOBODY22", "", "x", "'; drop", "\u0000".repeat(8), "ß".repeat(8)])(
    "succeeds with the unknown code %j",
    async (code) => {
      expect(await statusOf(await join(code))).toBeNull();
    },
  );

  test("by one's own link under another spelling of one's address refers nobody", async () => {
    const referrer = await join(null, "ada.lovelace@gmail.com");
    const code = await referralCode(db.sql, referrer);
    // Sign-up no longer creates a second account for a mailbox; some exist from before.
    const userId = await newUser(db);
    const again = { userId, email: "adalovelace+2@googlemail.com", code };
    expect(await recordReferral(db.prisma, again, NOW)).toEqual({ ok: false, reason: "same_person" });
    expect(await statusOf(userId)).toBeNull();
    expect(await statusOf(await join(code, "ada.lovelace@example.com"))).not.toBeNull();
  });

  test("by the link of a user who is locked out refers nobody", async () => {
    const referrer = await join(null);
    const code = await referralCode(db.sql, referrer);
    await db.prisma.user.update({ where: { id: referrer }, data: { lockedAt: NOW } });
    expect(await statusOf(await join(code))).toBeNull();
  });

  test("distinguishes addresses of one mailbox from those of two", () => {
    expect(isSameMailbox("a+x@example.com", "a@example.com")).toBe(true);
    expect(isSameMailbox("a.b@gmail.com", "ab+c@googlemail.com")).toBe(true);
    expect(isSameMailbox("a.b@example.com", "ab@example.com")).toBe(false);
    expect(isSameMailbox("a@example.com", "a@example.org")).toBe(false);
  });
});

describe("a reward", () => {
  test("waits for the new user's verified address, and is granted with it", async () => {
    const { referred } = await invited();
    await db.prisma.user.update({ where: { id: referred }, data: { emailVerified: null } });
    await paid(referred);
    expect(await settle(referred)).toBeNull();
    expect(await statusOf(referred)).toMatchObject({ status: "PENDING" });
    for (let again = 0; again < 2; again += 1) {
      await db.transaction((tx, sql) => markVerified(tx, sql, referred, NOW));
    }
    await settleDueRewards(db, "all", NOW);
    expect(await statusOf(referred)).toMatchObject({ status: "REWARDED" });
    expect(await creditsOf(referred)).toBe(100n);
  });

  test("is granted to both with the first payment for a plan, each with a line in their history", async () => {
    const { referrer, referred, paymentId } = await invited({});
    expect(await settle(referred)).toEqual({ status: "rewarded" });
    expect([await creditsOf(referrer), await creditsOf(referred)]).toEqual([100n, 100n]);
    expect(await statusOf(referred)).toMatchObject({ status: "REWARDED", paymentId, settledAt: NOW });
    for (const userId of [referrer, referred]) {
      const lines = await db.prisma.billingEvent.findMany({ where: { userId, type: "referral_rewarded" } });
      expect(lines).toMatchObject([{ credits: 100n, paymentId: null, amountCents: null }]);
    }
    expect(await referralOf(db, referrer)).toMatchObject({ pending: 0, rewarded: 1, creditsEarned: 100n });
    expect(await verify(db.sql, "all", NOW)).toEqual([]);
  });

  test("is not granted before a payment: not for a free invoice, a trial, or a duplicate subscription", async () => {
    const { referred } = await invited();
    expect(await settle(referred)).toBeNull();
    await paid(referred, { amountCents: 0 });
    await paid(referred, { duplicate: true });
    expect(await settle(referred)).toBeNull();
    expect(await statusOf(referred)).toMatchObject({ status: "PENDING" });
  });

  test("is granted once, however often and concurrently it is settled", async () => {
    const { referrer, referred } = await invited({});
    await Promise.all(Array.from({ length: 6 }, () => settle(referred)));
    await paid(referred, { amountCents: 3_900 });
    expect(await settle(referred)).toBeNull();
    expect([await creditsOf(referrer), await creditsOf(referred)]).toEqual([100n, 100n]);
  });

  test("in a chain of users who pay at the same moment neither deadlocks nor gets lost", async () => {
    const chain = [await join(null)];
    for (let n = 0; n < 6; n++) chain.push(await join(await referralCode(db.sql, chain.at(-1) ?? "")));
    for (const userId of chain.slice(1)) await paid(userId);
    await Promise.all(chain.slice(1).flatMap((userId) => [settle(userId), settle(userId)]));
    const balances = await Promise.all(chain.map(creditsOf));
    expect(balances).toEqual([100n, 200n, 200n, 200n, 200n, 200n, 100n]);
  });

  test("stops at the cap, also for users who pay at the same moment; a referred user beyond it gets nothing either", {
    tags: ["full"],
  }, async () => {
    const referrer = await join(null);
    const code = await referralCode(db.sql, referrer);
    const rewarded = Array.from({ length: 47 }, (_, n) => n);
    for (const n of rewarded) {
      const referredId = await newUser(db);
      await db.prisma.referral.create({
        data: { referrerId: referrer, referredId, status: "REWARDED", createdAt: new Date(NOW.getTime() - n) },
      });
    }
    const late = await Promise.all(Array.from({ length: 6 }, () => join(code)));
    for (const userId of late) await paid(userId);
    const results = await Promise.all(late.map(settle));
    expect(results.filter((result) => result?.status === "rewarded")).toHaveLength(3);
    expect(results.filter((result) => result?.status === "refused")).toHaveLength(3);
    expect(await creditsOf(referrer)).toBe(300n);
    expect(await referralOf(db, referrer)).toMatchObject({ pending: 0, rewarded: 50, refused: 3, creditsEarned: 300n });
    const refused = await db.prisma.referral.findFirstOrThrow({ where: { referrerId: referrer, status: "REFUSED" } });
    expect(refused).toMatchObject({ reason: "cap_reached", paymentId: null });
    expect(await creditsOf(refused.referredId)).toBe(0n);
  });

  test("is granted once for each card, also when two users who share one pay at the same moment", async () => {
    const card = newCard();
    const invitations = await Promise.all(Array.from({ length: 4 }, () => invited({ card })));
    const results = await Promise.all(invitations.flatMap(({ referred }) => [settle(referred), settle(referred)]));
    expect(results.filter((result) => result?.status === "rewarded")).toHaveLength(1);
    expect(results.filter((result) => result?.status === "refused")).toHaveLength(3);
    const balances = await Promise.all(
      invitations.flatMap(({ referrer, referred }) => [creditsOf(referrer), creditsOf(referred)]),
    );
    expect(balances.toSorted()).toEqual([0n, 0n, 0n, 0n, 0n, 0n, 100n, 100n]);
    const claims = await db.prisma.cardClaim.findMany({ where: { fingerprint: card } });
    expect(claims).toMatchObject([{ purpose: "REFERRAL" }]);
  });

  test("is not granted for one's own card: paid with, saved, or used for a trial", async () => {
    const payer = await invited({});
    await paid(payer.referrer, { card: (await cardThatPaid(payer.paymentId)) ?? newCard() });
    expect(await settle(payer.referred)).toEqual({ status: "refused", reason: "own_card" });

    const saver = await invited({});
    const saved = { stripePaymentMethodId: "pm_1", brand: "visa", fingerprint: await cardThatPaid(saver.paymentId) };
    await db.prisma.savedCard.create({ data: { userId: saver.referrer, ...saved } });
    expect(await settle(saver.referred)).toEqual({ status: "refused", reason: "own_card" });

    const tryer = await invited({});
    const trial = { purpose: "TRIAL" as const, userId: tryer.referrer, spentOn: "sub_of_a_trial", createdAt: NOW };
    const fingerprint = (await cardThatPaid(tryer.paymentId)) ?? newCard();
    await db.prisma.cardClaim.create({ data: { ...trial, fingerprint } });
    expect(await settle(tryer.referred)).toEqual({ status: "refused", reason: "own_card" });
    expect(await referralOf(db, tryer.referrer)).toMatchObject({
      refused: 1,
      refusals: [{ reason: "own_card", count: 1 }],
      creditsEarned: 0n,
    });
  });

  test("is not granted for a payment method without a fingerprint", async () => {
    const { referrer, referred } = await invited({ card: null });
    expect(await settle(referred)).toEqual({ status: "refused", reason: "unidentified_method" });
    expect(await statusOf(referred)).toMatchObject({ status: "REFUSED", reason: "unidentified_method" });
    expect([await creditsOf(referrer), await creditsOf(referred)]).toEqual([0n, 0n]);
  });

  test("that was refused leaves its card to others: one beyond the cap claims no card", async () => {
    const card = newCard();
    const { referrer, referred } = await invited({ card });
    await db.prisma.referral.createMany({
      data: await Promise.all(
        Array.from({ length: 50 }, async () => ({
          referrerId: referrer,
          referredId: await newUser(db),
          status: "REWARDED" as const,
          createdAt: NOW,
        })),
      ),
    });
    expect(await settle(referred)).toEqual({ status: "refused", reason: "cap_reached" });
    const other = await invited({ card });
    expect(await settle(other.referred)).toEqual({ status: "rewarded" });
  });

  test("claims its card in a row that cannot be changed or deleted", async () => {
    const card = newCard();
    const { referred } = await invited({ card });
    await settle(referred);
    const claim = { where: { fingerprint: card } };
    await expect(db.prisma.cardClaim.deleteMany(claim)).rejects.toThrow(/append-only/);
    await expect(db.prisma.cardClaim.updateMany({ ...claim, data: { spentOn: "other" } })).rejects.toThrow(
      /append-only/,
    );
  });

  async function cardThatPaid(id: string | null) {
    return (await db.prisma.payment.findUniqueOrThrow({ where: { id: id ?? "" } })).methodFingerprint;
  }
});
