import { mayHaveTrial } from "@/lib/billing/eligibility/may-have-trial";
import type { Db } from "@/lib/db";
import { env } from "@/lib/env";

/**
 * Whether a user may get free credits (the free plan, promo codes, referral rewards, trials): only with a verified
 * address, because made-up addresses cost nothing.
 */
export function mayHaveFreeCredits({ emailVerified }: { emailVerified: Date | null }): boolean {
  return emailVerified !== null || env().EMAIL_VERIFICATION === "off";
}

/** The same for a user id. */
export async function hasProvenAddress(db: Db, userId: string): Promise<boolean> {
  return mayHaveFreeCredits(
    await db.user.findUniqueOrThrow({ where: { id: userId }, select: { emailVerified: true } }),
  );
}

/**
 * Whether this plan would start with a trial that the user cannot have yet. They have to verify their address first:
 * selling it without the promised trial would charge them immediately.
 */
export async function mustVerifyForTrial(
  db: Db,
  userId: string,
  { trialDays }: { trialDays: number },
): Promise<boolean> {
  return trialDays > 0 && !(await hasProvenAddress(db, userId)) && (await mayHaveTrial(db, userId));
}
