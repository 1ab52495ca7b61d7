import { mailVerification } from "@/lib/auth/email/mail-verification";
import { mayHaveFreeCredits } from "@/lib/billing/eligibility/free-credits";
import { recordReferral } from "@/lib/billing/referrals/record-referral";
import { welcomeUser } from "@/lib/billing/refills/welcome";
import type { Database } from "@/lib/db";
import type { User } from "@/lib/generated/prisma/client";
import { mailboxOf } from "@/lib/mailbox";
import type { Tx } from "@/lib/services";

export type NewUser = {
  id?: string;
  /** Lower case. */
  email: string;
  name: string | null;
  image?: string | null;
  passwordHash?: string | null;
  /** When the address was vouched for by a provider such as GitHub or Google; null until the owner follows a link. */
  emailVerified?: Date | null;
  externalId?: string | null;
  /** The code of a referral link; an unknown one is ignored. */
  referralCode?: string | null;
};

/**
 * Creates a user with a credit account, in one transaction. The free plan starts immediately for a verified address and,
 * where verification is required, otherwise when the emailed link is opened. Null when the email address or its mailbox
 * is taken, also by someone who signed up a moment earlier.
 */
export async function createUser(database: Database, newUser: NewUser, now: Date): Promise<User | null> {
  return database.transaction((db, sql) => createUserIn({ db, sql }, newUser, now));
}

/** The same in the caller's transaction. */
export async function createUserIn(
  { db, sql }: Tx,
  { referralCode: code, ...newUser }: NewUser,
  now: Date,
): Promise<User | null> {
  // Not by catching a unique violation, which would leave the transaction aborted.
  const data = [{ ...newUser, mailbox: mailboxOf(newUser.email), createdAt: now }];
  const [user] = await db.user.createManyAndReturn({ data, skipDuplicates: true });
  if (!user) return null;
  await welcomeUser({ db, sql }, { userId: user.id }, now);
  if (code) await recordReferral(db, { userId: user.id, email: user.email, code }, now);
  if (!mayHaveFreeCredits(user)) await mailVerification(db, user, now);
  return user;
}
