import { findFormerMailbox } from "@/lib/billing/eligibility/former-mailbox";
import { mayHaveFreeCredits } from "@/lib/billing/eligibility/free-credits";
import { CODE_PATTERN } from "@/lib/billing/referrals/referral-code";
import { rewardTerms } from "@/lib/billing/referrals/reward-terms";
import type { Db } from "@/lib/db";
import { isSameMailbox } from "@/lib/mailbox";

export type RecordedReferral =
  | { ok: true }
  | { ok: false; reason: "off" | "unknown_code" | "same_person" | "came_back" };

/**
 * Records the referral of a new user, in the transaction that creates the user. Ignored for an unknown code, the user's own
 * code under another spelling of their address, and someone who deleted an account before: the sign-up succeeds without
 * a referral.
 */
export async function recordReferral(
  db: Db,
  referred: { userId: string; email: string; code: string },
  now: Date,
): Promise<RecordedReferral> {
  if (!rewardTerms()) return { ok: false, reason: "off" };
  const referrer = await findReferrer(db, referred.code);
  if (!referrer) return { ok: false, reason: "unknown_code" };
  if (referrer.id === referred.userId || isSameMailbox(referrer.email, referred.email)) {
    return { ok: false, reason: "same_person" };
  }
  if (await findFormerMailbox(db, referred.email)) return { ok: false, reason: "came_back" };
  const referral = { referrerId: referrer.id, referredId: referred.userId, createdAt: now };
  await db.referral.createMany({ data: [referral], skipDuplicates: true });
  return { ok: true };
}

/** The owner of a code, in any case; null for an unknown code, and while its owner is locked or not verified. */
export async function findReferrer(db: Db, code: string): Promise<{ id: string; email: string } | null> {
  if (!CODE_PATTERN.test(code)) return null;
  const owner = await db.user.findUnique({
    where: { referralCode: code.toUpperCase(), lockedAt: null },
    select: { id: true, email: true, emailVerified: true },
  });
  return owner && mayHaveFreeCredits(owner) ? owner : null;
}
