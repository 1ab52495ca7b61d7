import { mayHaveTrial } from "@/lib/billing/eligibility/may-have-trial";
import type { Db } from "@/lib/db";
import { env } from "@/lib/env";

/**
 * Whether what nobody paid for (the free plan, codes, referral rewards, trials) may come to this user: once they have
 * shown that their address reaches them, because made-up addresses cost nothing.
 */
export function mayHaveFreeCredits({ emailVerified }: { emailVerified: Date | null }): boolean {
  return emailVerified !== null || env().EMAIL_VERIFICATION === "off";
}

/** The same for a user of this id. */
export async function hasProvenAddress(db: Db, userId: string): Promise<boolean> {
  return mayHaveFreeCredits(
    await db.user.findUniqueOrThrow({ where: { id: userId }, select: { emailVerified: true } }),
  );
}

/**
 * Whether this plan would begin with a trial that its buyer may not have yet. They verify first: to sell it without the
 * trial that the page promised would charge them at once.
 */
export async function mustVerifyForTrial(
  db: Db,
  userId: string,
  { trialDays }: { trialDays: number },
): Promise<boolean> {
  return trialDays > 0 && !(await hasProvenAddress(db, userId)) && (await mayHaveTrial(db, userId));
}
