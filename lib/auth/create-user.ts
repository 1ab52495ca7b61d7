import { mailVerification } from "@/lib/auth/email/mail-verification";
import { mayHaveFreeCredits } from "@/lib/billing/eligibility/free-credits";
import { recordReferral } from "@/lib/billing/referrals/record-referral";
import { welcomeUser } from "@/lib/billing/refills/welcome";
import type { Database } from "@/lib/db";
import type { User } from "@/lib/generated/prisma/client";
import { mailboxOf } from "@/lib/mailbox";

export type NewUser = {
  /** Lower case. */
  email: string;
  name: string | null;
  image?: string | null;
  passwordHash?: string | null;
  /** When somebody else vouched for the address, as GitHub and Google do; null until its owner follows a link. */
  emailVerified?: Date | null;
  /** Of the link they came by; one that is nobody's is passed over. */
  referralCode?: string | null;
};

/**
 * Makes a user with a credit account, all or nothing. The free plan begins at once for a verified address, and where
 * verifying is required, for others with the link that is mailed to them. Null when the email address, or the mailbox
 * behind it, is taken, also by someone who came a moment earlier.
 */
export async function createUser(
  database: Database,
  { referralCode: code, ...newUser }: NewUser,
  now: Date,
): Promise<User | null> {
  return database.transaction(async (db, sql) => {
    // Not a caught unique violation: that would poison the transaction.
    const data = [{ ...newUser, mailbox: mailboxOf(newUser.email), createdAt: now }];
    const [user] = await db.user.createManyAndReturn({ data, skipDuplicates: true });
    if (!user) return null;
    await welcomeUser({ db, sql }, { userId: user.id }, now);
    if (code) await recordReferral(db, { userId: user.id, email: user.email, code }, now);
    if (!mayHaveFreeCredits(user)) await mailVerification(db, user, now);
    return user;
  });
}
