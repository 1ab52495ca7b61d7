import { v7 as newId } from "uuid";
import { mailVerification } from "@/lib/auth/email/mail-verification";
import { mayHaveFreeCredits } from "@/lib/billing/eligibility/free-credits";
import { recordReferral } from "@/lib/billing/referrals/record-referral";
import { welcomeUser } from "@/lib/billing/refills/welcome";
import { type Database, hot, type Sql } from "@/lib/db";
import type { User } from "@/lib/generated/prisma/client";
import { openAccount } from "@/lib/ledger/open-account";
import { mailboxOf } from "@/lib/mailbox";
import type { Tx } from "@/lib/services";
import { recordMessages } from "@/lib/webhooks/record-messages";

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
  /** Whether another app made them its customer, instead of a sign-up here. */
  isCustomer?: boolean;
  /** The code of a referral link; an unknown one is ignored. */
  referralCode?: string | null;
};

export type CreatedUser = Pick<User, "id" | "email" | "name" | "image" | "emailVerified">;

/**
 * Creates a user with a credit account, in one transaction. The free plan starts immediately for a verified address and,
 * where verification is required, otherwise when the emailed link is opened. Null when the email address or its mailbox
 * is taken, also by someone who signed up a moment earlier.
 */
export async function createUser(database: Database, newUser: NewUser, now: Date): Promise<CreatedUser | null> {
  return database.transaction((db, sql) => createUserIn({ db, sql }, newUser, now));
}

/** The same in the caller's transaction. */
export async function createUserIn(
  { db, sql }: Tx,
  { referralCode: code, isCustomer, ...newUser }: NewUser,
  now: Date,
): Promise<CreatedUser | null> {
  const inserted = await insertUser(sql, newUser, now);
  if (!inserted) return null;
  const { isAnnounced, ...user } = inserted;
  if (isAnnounced) {
    const about = { userId: user.id, sourceKey: "created", data: { createdAt: now }, occurredAt: now };
    await recordMessages(sql, [{ ...about, type: "customer.created" }]);
  }
  const isWelcome = mayHaveFreeCredits(user);
  // Nobody else can see the user yet. Without a verified address, the account is all that they can have.
  if (isWelcome) await welcomeUser({ db, sql }, { userId: user.id, isCustomer }, now);
  else await openAccount(sql, user.id, now);
  if (code) await recordReferral(db, { userId: user.id, email: user.email, code }, now);
  if (!isWelcome) await mailVerification(db, user, now);
  return user;
}

/**
 * Null when the address, the mailbox or the external id is taken: a unique violation would leave the transaction aborted. In plain
 * SQL, as all of a sign-up: Prisma's own statements take several times the processor time.
 */
async function insertUser(
  sql: Sql,
  { id = newId(), email, name, image = null, passwordHash = null, emailVerified = null, externalId = null }: NewUser,
  now: Date,
): Promise<(CreatedUser & { isAnnounced: boolean }) | null> {
  const [user] = await hot(sql)<CreatedUser & { isAnnounced: boolean }>`
    INSERT INTO "user" (
      id, email, mailbox, name, image, password_hash, email_verified, external_id, created_at, updated_at
    )
    VALUES (
      ${id}::uuid, ${email}::text, ${mailboxOf(email)}::text, ${name}::text, ${image}::text, ${passwordHash}::text,
      ${emailVerified}::timestamptz, ${externalId}::text, ${now}::timestamptz, clock_timestamp()
    )
    ON CONFLICT DO NOTHING
    RETURNING id::text, email, name, image, email_verified AS "emailVerified", EXISTS (
      SELECT FROM webhook_endpoint WHERE disabled_at IS NULL
    ) AS "isAnnounced"`;
  return user ?? null;
}
