import { recordBillingEvent } from "@/lib/billing/record-billing-event";
import { type RewardTerms, rewardTerms } from "@/lib/billing/referrals/reward-terms";
import { settleReferralMoneyBack } from "@/lib/billing/referrals/settle-referral-money-back";
import { settleMoneyBack } from "@/lib/billing/settle-money-back";
import type { Db, Sql } from "@/lib/db";
import type { Referral } from "@/lib/generated/prisma/client";
import { grant } from "@/lib/ledger/grant";
import { lockAccount } from "@/lib/ledger/lock-account";
import { openAccount } from "@/lib/ledger/open-account";
import { queueMail } from "@/lib/notify/queue-mail";

export type SettledReferral = { status: "rewarded" } | { status: "refused"; reason: "cap_reached" };

/**
 * Rewards both sides of a referral once the referred user has paid for a plan; null while there is nothing to settle.
 * Safe to repeat: a referral is settled once. The caller holds the referred user's lock and no account's, so that the
 * two accounts are locked in sorted order; the referrer's user row is never locked.
 */
export async function settleReferral(
  db: Db,
  sql: Sql,
  { userId }: { userId: string },
  now: Date,
): Promise<SettledReferral | null> {
  const referral = await db.referral.findUnique({ where: { referredId: userId } });
  const terms = rewardTerms();
  if (referral?.status !== "PENDING" || !terms) return null;
  const paymentId = await firstPaidInvoice(db, userId);
  if (!paymentId) return null;

  const accounts = {
    referrer: await openAccount(sql, referral.referrerId, now),
    referred: await openAccount(sql, userId, now),
  };
  for (const accountId of Object.values(accounts).sort()) await lockAccount(sql, accountId);
  // Counted under the referrer's account lock, so that of two that settle at once each sees the other.
  const rewarded = await db.referral.count({ where: { referrerId: referral.referrerId, status: "REWARDED" } });
  const capped = rewarded >= terms.cap;
  const outcome = capped
    ? ({ status: "REFUSED", reason: "cap_reached" } as const)
    : ({ status: "REWARDED", paymentId } as const);
  await db.referral.update({ where: { id: referral.id }, data: { ...outcome, settledAt: now } });
  if (capped) return { status: "refused", reason: "cap_reached" };
  await reward(db, sql, { referral, accounts, terms, paymentId }, now);
  // The payment may have been given back before this was heard of.
  await settleMoneyBack(db, sql, paymentId, now);
  await settleReferralMoneyBack(db, sql, paymentId, now);
  return { status: "rewarded" };
}

/** The first payment of money for a plan; one that lost a race and was given back at once is none. */
async function firstPaidInvoice(db: Db, userId: string): Promise<string | null> {
  const payment = await db.payment.findFirst({
    where: {
      userId,
      kind: "SUBSCRIPTION",
      paidAt: { not: null },
      amountCents: { gt: 0 },
      subscription: { duplicate: false },
    },
    orderBy: [{ paidAt: "asc" }, { id: "asc" }],
    select: { id: true },
  });
  return payment?.id ?? null;
}

type Reward = {
  referral: Referral;
  accounts: { referrer: string; referred: string };
  terms: RewardTerms;
  paymentId: string;
};

async function reward(db: Db, sql: Sql, { referral, accounts, terms, paymentId }: Reward, now: Date): Promise<void> {
  const sides = [
    // Whose payment it was is nothing the referrer should read in their history.
    { side: "referrer", userId: referral.referrerId, description: "Somebody you invited subscribed", paymentId: null },
    { side: "referred", userId: referral.referredId, description: "Welcome: you came by an invitation", paymentId },
  ] as const;
  for (const { side, userId, description, paymentId } of sides) {
    if (terms[side] === 0n) continue;
    const sourceKey = `referral:${referral.id}:${side}`;
    const accountId = accounts[side];
    const amount = terms[side];
    await grant(sql, { accountId, kind: "REFERRAL", amount, sourceKey, description, paymentId, actor: "system" }, now);
    await recordBillingEvent(db, {
      userId,
      type: "referral_rewarded",
      sourceKey,
      description,
      credits: amount,
      occurredAt: now,
    });
    await queueMail(db, { template: "referral_rewarded", role: side, userId, sourceKey, credits: amount }, now);
  }
}
