import { dropReferralOfFormer } from "@/lib/billing/referrals/drop-referral";
import { settleReferral } from "@/lib/billing/referrals/settle-referral";
import { welcomeUser } from "@/lib/billing/refills/welcome";
import type { Db, Sql } from "@/lib/db";

/**
 * Notes that somebody showed that their address is theirs, and gives what waited for it: the free plan with its first
 * window, the reward of a referral, the welcome mail. Once, however often it is shown. The caller holds the user's lock
 * and no account's.
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
