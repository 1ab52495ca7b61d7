import { claimCard } from "@/lib/billing/eligibility/card-claims";
import { hasProvenAddress } from "@/lib/billing/eligibility/free-credits";
import { recordBillingEvent } from "@/lib/billing/record-billing-event";
import type { RefusalReason } from "@/lib/billing/referrals/refusal-reasons";
import { type RewardTerms, rewardTerms } from "@/lib/billing/referrals/reward-terms";
import { settleReferralMoneyBack } from "@/lib/billing/referrals/settle-referral-money-back";
import { settleMoneyBack } from "@/lib/billing/refunds/settle-money-back";
import { lotKeys } from "@/lib/billing/source-keys";
import type { Db, Sql } from "@/lib/db";
import type { Payment, Referral } from "@/lib/generated/prisma/client";
import { grant } from "@/lib/ledger/grant";
import { lockAccount } from "@/lib/ledger/lock-account";
import { openAccount } from "@/lib/ledger/open-account";
import { log } from "@/lib/log";
import { queueMail } from "@/lib/notify/queue-mail";

export type SettledReferral = { status: "rewarded" } | { status: "refused"; reason: RefusalReason };

/**
 * Rewards both sides of a referral once the referred user has paid for a plan and verified their address, whichever comes
 * last; or refuses it when the card that paid cannot earn a reward: one reward per card, and none for the referrer's own.
 * Null while there is nothing to settle. Idempotent. The caller holds the referred user's lock and no account's, so that
 * the two accounts are locked in sorted order; the referrer's user row is never locked.
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
  if (!(await hasProvenAddress(db, userId))) return null;
  const payment = await firstPaidInvoice(db, userId);
  if (!payment) return null;

  const accounts = {
    referrer: await openAccount(sql, referral.referrerId, now),
    referred: await openAccount(sql, userId, now),
  };
  for (const accountId of Object.values(accounts).sort()) await lockAccount(sql, accountId);
  const reason = await whyRefused(db, { referral, payment, cap: terms.cap }, now);
  const paymentId = payment.id;
  const outcome = reason ? ({ status: "REFUSED", reason } as const) : ({ status: "REWARDED", paymentId } as const);
  await db.referral.update({ where: { id: referral.id }, data: { ...outcome, settledAt: now } });
  if (reason) return { status: "refused", reason };
  await reward(db, sql, { referral, accounts, terms, paymentId }, now);
  // The payment may have been refunded before this runs.
  await settleMoneyBack(db, sql, paymentId, now);
  await settleReferralMoneyBack(db, sql, paymentId, now);
  return { status: "rewarded" };
}

type Paid = Pick<Payment, "id" | "methodFingerprint">;
type Claim = { referral: Referral; payment: Paid; cap: number };

/** Null when the reward is due: then the card's claim is made. The caller holds both accounts' locks. */
async function whyRefused(
  db: Db,
  { referral, payment: { methodFingerprint: fingerprint }, cap }: Claim,
  now: Date,
): Promise<RefusalReason | null> {
  if (fingerprint && (await isCardOf(db, referral.referrerId, fingerprint))) return "own_card";
  // Counted under the lock of the referrer's account, so that concurrent settlements see each other.
  const rewarded = await db.referral.count({ where: { referrerId: referral.referrerId, status: "REWARDED" } });
  if (rewarded >= cap) return "cap_reached";
  const claim = { purpose: "REFERRAL", fingerprint, userId: referral.referredId, spentOn: referral.id } as const;
  const claimed = await claimCard(db, claim, now);
  if (claimed.ok) return null;
  return claimed.reason === "claimed_before" ? "card_already_rewarded" : claimed.reason;
}

/** Whether a user has paid with a card, saved it, or had a trial with it. */
async function isCardOf(db: Db, userId: string, fingerprint: Uint8Array<ArrayBuffer>): Promise<boolean> {
  const theirs = { userId, fingerprint };
  const found =
    (await db.payment.findFirst({ where: { userId, methodFingerprint: fingerprint }, select: { id: true } })) ??
    (await db.savedCard.findFirst({ where: theirs, select: { userId: true } })) ??
    (await db.cardClaim.findFirst({ where: theirs, select: { userId: true } }));
  return found !== null;
}

/** The first payment for a plan; a refunded duplicate does not count. */
async function firstPaidInvoice(db: Db, userId: string): Promise<Paid | null> {
  return db.payment.findFirst({
    where: {
      userId,
      kind: "SUBSCRIPTION",
      paidAt: { not: null },
      amountCents: { gt: 0 },
      subscription: { duplicate: false },
    },
    orderBy: [{ paidAt: "asc" }, { id: "asc" }],
    select: { id: true, methodFingerprint: true },
  });
}

type Reward = {
  referral: Referral;
  accounts: { referrer: string; referred: string };
  terms: RewardTerms;
  paymentId: string;
};

const ORIGINS = { referrer: "REFERRER", referred: "REFERRED" } as const;

async function reward(db: Db, sql: Sql, { referral, accounts, terms, paymentId }: Reward, now: Date): Promise<void> {
  const sides = [
    // The referrer's history must not reveal whose payment it was.
    { side: "referrer", userId: referral.referrerId, description: "Someone you invited subscribed", paymentId: null },
    { side: "referred", userId: referral.referredId, description: "Welcome: you were invited", paymentId },
  ] as const;
  for (const { side, userId, description, paymentId } of sides) {
    if (terms[side] === 0n) continue;
    const sourceKey = lotKeys.referral(referral.id, side);
    const accountId = accounts[side];
    const amount = terms[side];
    const lot = { kind: "REFERRAL", origin: ORIGINS[side], amount, sourceKey, description, paymentId } as const;
    const granted = await grant(sql, { ...lot, accountId, actor: "system" }, now);
    if (granted.status === "balance_out_of_range") {
      log.warn(
        { account: accountId, sourceKey, credits: amount },
        "a referral reward is lost: the balance has no room for it",
      );
      continue;
    }
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
