import type { RewardTerms } from "@/lib/billing/referrals/reward-terms";
import type { Db, Sql } from "@/lib/db";
import type { ReferralSide } from "@/lib/generated/prisma/client";
import { jobOrigin } from "@/lib/job-origin";

export const GRANT_REWARDS_TASK = "grant_referral_rewards";

/** Queues the rewards of both sides, in the transaction that decides on them. */
export async function queueRewards(
  db: Db,
  sql: Sql,
  { referralId, terms }: { referralId: string; terms: Pick<RewardTerms, "referrer" | "referred"> },
  now: Date,
): Promise<void> {
  const sides = [
    { side: "REFERRER", credits: terms.referrer },
    { side: "REFERRED", credits: terms.referred },
  ] as const;
  const data = sides.filter(({ credits }) => credits > 0n).map((one) => ({ ...one, referralId, dueAt: now }));
  await db.dueReward.createMany({ data, skipDuplicates: true });
  await enqueue(sql, referralId);
}

/**
 * Queues the referrer's reward to be adjusted to what was returned of the payment that earned it, so that nobody earns from a
 * refunded payment. The referred user's reward is a lot of that payment and settled with it.
 */
export async function queueRewardMoneyBack(db: Db, sql: Sql, paymentId: string, now: Date): Promise<void> {
  const referral = await db.referral.findUnique({ where: { paymentId }, select: { id: true } });
  if (!referral) return;
  const key = { referralId: referral.id, side: "REFERRER" } as const;
  // A reward that is not granted yet keeps its credits.
  await db.$executeRaw`
    INSERT INTO due_reward (referral_id, side, due_at) VALUES (${key.referralId}::uuid, ${key.side}::referral_side, ${now})
    ON CONFLICT (referral_id, side) DO UPDATE SET due_at = least(due_reward.due_at, excluded.due_at)`;
  await enqueue(sql, referral.id);
}

/** A reward that has yet to be brought up to date. */
export type DueReward = { referralId: string; side: ReferralSide };

/** The rewards that are due, oldest first: of one referral, or of all. */
export async function dueRewards(sql: Sql, referralId: string | "all", now: Date): Promise<DueReward[]> {
  const one = referralId === "all" ? null : referralId;
  return sql<DueReward>`
    SELECT referral_id::text AS "referralId", side::text AS side FROM due_reward
    WHERE due_at <= ${now}::timestamptz AND (${one}::uuid IS NULL OR referral_id = ${one}::uuid)
    ORDER BY due_at, referral_id, side
    LIMIT 1000`;
}

async function enqueue(sql: Sql, referralId: string): Promise<void> {
  await sql`
    SELECT id FROM graphile_worker.add_job(
      ${GRANT_REWARDS_TASK}::text,
      payload := (jsonb_build_object('referralId', ${referralId}::text) || ${jobOrigin()}::text::jsonb)::json,
      job_key := ${`${GRANT_REWARDS_TASK}:${referralId}`}::text
    )`;
}
