import { formerMailboxOf } from "@/lib/billing/eligibility/former-mailbox";
import type { Db } from "@/lib/db";

/**
 * Forgets the invitation of an account whose first verified mailbox had an account before, as sign-up does: the address
 * given at sign-up may have been another one.
 */
export async function dropReferralOfFormer(db: Db, userId: string): Promise<void> {
  if (!(await formerMailboxOf(db, userId))) return;
  await db.referral.deleteMany({ where: { referredId: userId, status: "PENDING" } });
}
