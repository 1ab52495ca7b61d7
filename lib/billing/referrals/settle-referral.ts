import { claimCard } from "@/lib/billing/eligibility/card-claims";
import { hasProvenAddress } from "@/lib/billing/eligibility/free-credits";
import { queueRewards } from "@/lib/billing/referrals/due-rewards";
import type { RefusalReason } from "@/lib/billing/referrals/refusal-reasons";
import { rewardTerms } from "@/lib/billing/referrals/reward-terms";
import type { Db, Sql } from "@/lib/db";
import type { Payment, Referral } from "@/lib/generated/prisma/client";

export type SettledReferral = { status: "rewarded" } | { status: "refused"; reason: RefusalReason };

/**
 * Decides on a referral once the referred user has paid for a plan and verified their address, whichever comes last: both
 * sides are rewarded, or neither when the card that paid cannot earn a reward: one reward per card, and none for the
 * referrer's own. The rewards are queued; each is granted in a transaction of its own (settle-reward.ts), because they are of
 * two accounts. Null while there is nothing to settle. Idempotent. The caller holds the referred user's lock; the referrer's
 * user row is never locked.
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

  const reason = await whyRefused(db, sql, { referral, payment, cap: terms.cap }, now);
  const outcome = reason
    ? ({ status: "REFUSED", reason } as const)
    : ({ status: "REWARDED", paymentId: payment.id } as const);
  await db.referral.update({ where: { id: referral.id }, data: { ...outcome, settledAt: now } });
  if (reason) return { status: "refused", reason };
  await queueRewards(db, sql, { referralId: referral.id, terms }, now);
  return { status: "rewarded" };
}

type Paid = Pick<Payment, "id" | "methodFingerprint">;
type Claim = { referral: Referral; payment: Paid; cap: number };

/** Null when the reward is due: then the card's claim is made. */
async function whyRefused(
  db: Db,
  sql: Sql,
  { referral, payment: { methodFingerprint: fingerprint }, cap }: Claim,
  now: Date,
): Promise<RefusalReason | null> {
  if (fingerprint && (await isCardOf(db, referral.referrerId, fingerprint))) return "own_card";
  // Concurrent settlements of one referrer see each other in this count.
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`referrals:${referral.referrerId}`}, 0))::text AS locked`;
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
