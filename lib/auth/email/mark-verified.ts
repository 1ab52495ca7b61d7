import { dropReferralOfFormer } from "@/lib/billing/referrals/drop-referral";
import { settleReferral } from "@/lib/billing/referrals/settle-referral";
import { welcomeUser } from "@/lib/billing/refills/welcome";
import type { Db, Sql } from "@/lib/db";

/**
 * Marks a user's address as verified and grants what waited for it: the free plan with its first window, a referral
 * reward and the welcome email. Only once, however often it is verified. The caller holds the user's lock.
 */
export async function markVerified(db: Db, sql: Sql, userId: string, now: Date): Promise<void> {
  const { count } = await db.user.updateMany({
    where: { id: userId, emailVerified: null },
    data: { emailVerified: now },
  });
  if (count === 0) return;
  await dropReferralOfFormer(db, userId);
  await settleReferral(db, sql, { userId }, now);
  await welcomeUser({ db, sql }, { userId }, now);
}
