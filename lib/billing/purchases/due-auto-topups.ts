import { hot, type Sql } from "@/lib/db";
import { jobOrigin } from "@/lib/job-origin";
import { accountsBelow } from "@/lib/ledger/accounts-below";

export const AUTO_TOPUP_TASK = "auto_topup";

/**
 * Users whose auto top-up may be due: on, not blocked, and below its threshold; of these accounts, or of all. Also
 * those with a started payment whose outcome is unknown. A cheap first check: the run itself checks exactly. Returns
 * user ids.
 */
export async function findDueAutoTopups(sql: Sql, accountIds: readonly string[] | "all", now: Date): Promise<string[]> {
  const only = accountIds === "all" ? null : accountIds;
  const rules = await hot(sql)<{ userId: string; credits: bigint; isUnfinished: boolean }>`
    SELECT t.user_id::text AS "userId", t.threshold_credits AS credits, t.payment_id IS NOT NULL AS "isUnfinished"
    FROM auto_topup t
    LEFT JOIN payment p ON p.id = t.payment_id
    WHERE (${only}::uuid[] IS NULL OR t.user_id = ANY (${only}::uuid[]))
      AND CASE
        WHEN t.payment_id IS NOT NULL THEN
          (p.stripe_payment_intent_id IS NULL OR p.status <> 'PENDING')
          AND p.created_at <= ${now}::timestamptz - interval '2 minutes'
        ELSE t.enabled AND (t.next_attempt_at IS NULL OR t.next_attempt_at <= ${now}::timestamptz)
      END`;
  const limits = rules.flatMap(({ userId, credits, isUnfinished }) =>
    isUnfinished ? [] : [{ accountId: userId, credits }],
  );
  const found = limits.length > 0 ? await accountsBelow(sql, limits, now) : [];
  const below = new Set(found.filter(({ isBelow }) => isBelow).map(({ accountId }) => accountId));
  return rules.filter(({ userId, isUnfinished }) => isUnfinished || below.has(userId)).map(({ userId }) => userId);
}

/** Queues a check of a user's auto top-up; queuing it again before it ran has no effect. */
export async function enqueueAutoTopup(sql: Sql, userId: string): Promise<void> {
  await sql`
    SELECT id FROM graphile_worker.add_job(
      ${AUTO_TOPUP_TASK}::text,
      payload := (jsonb_build_object('userId', ${userId}::text) || ${jobOrigin()}::text::jsonb)::json,
      job_key := ${`${AUTO_TOPUP_TASK}:${userId}`}::text,
      job_key_mode := 'preserve_run_at'
    )`;
}

/** Queues a check of all auto top-ups that may be due. Returns how many. */
export async function enqueueDueAutoTopups(
  sql: Sql,
  accountIds: readonly string[] | "all",
  now: Date,
): Promise<number> {
  const due = await findDueAutoTopups(sql, accountIds, now);
  for (const userId of due) await enqueueAutoTopup(sql, userId);
  return due.length;
}
