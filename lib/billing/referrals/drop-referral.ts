import { formerMailboxOf } from "@/lib/billing/eligibility/former-mailbox";
import type { Db } from "@/lib/db";

/**
 * Drops the referral of an account whose first verified mailbox belonged to an earlier account, as sign-up does: the
 * address given at sign-up may have been a different one.
 */
export async function dropReferralOfFormer(db: Db, userId: string): Promise<void> {
  if (!(await formerMailboxOf(db, userId))) return;
  await db.referral.deleteMany({ where: { referredId: userId, status: "PENDING" } });
}
