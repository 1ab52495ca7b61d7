import { referralCode } from "@/lib/billing/referrals/referral-code";
import { REFUSAL_REASONS, type RefusalReason } from "@/lib/billing/referrals/refusal-reasons";
import { type RewardTerms, rewardTerms } from "@/lib/billing/referrals/reward-terms";
import type { Database } from "@/lib/db";
import { keptOfOrigin } from "@/lib/ledger/lots-of";

export type ReferralSummary = {
  code: string;
  /** How many signed up and have yet to pay, were rewarded, or paid without a reward. */
  pending: number;
  rewarded: number;
  refused: number;
  /** Why those were refused, with the number of each; reasons with none are left out. */
  refusals: { reason: RefusalReason; count: number }[];
  /** Credits earned by referring, minus what was taken back after refunds. */
  creditsEarned: bigint;
  /** Null while referrals are turned off. */
  terms: RewardTerms | null;
};

/** A user's referral code, created on first use, and its results. */
export async function referralOf({ prisma, sql }: Database, userId: string): Promise<ReferralSummary> {
  const [code, rows, creditsEarned] = await Promise.all([
    referralCode(sql, userId),
    prisma.referral.groupBy({ by: ["status", "reason"], where: { referrerId: userId }, _count: true }),
    keptOfOrigin(sql, userId, "REFERRER"),
  ]);
  const count = (status: string) =>
    rows.filter((row) => row.status === status).reduce((sum, row) => sum + row._count, 0);
  const refusals = REFUSAL_REASONS.flatMap((reason) => {
    const row = rows.find((one) => one.status === "REFUSED" && one.reason === reason);
    return row ? [{ reason, count: row._count }] : [];
  });
  return {
    code,
    pending: count("PENDING"),
    rewarded: count("REWARDED"),
    refused: count("REFUSED"),
    refusals,
    creditsEarned,
    terms: rewardTerms(),
  };
}
