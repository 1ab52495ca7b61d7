import type { Sql } from "@/lib/db";

export const AUTO_TOPUP_TASK = "auto_topup";

/**
 * Whose rule of automatic top-ups may have something to buy: on, able to try, and below its threshold; of these accounts,
 * or of all. Also whose payment was begun and never heard of again. A first look that costs little: the run itself looks
 * exactly. Returns users' ids.
 */
export async function findDueAutoTopups(sql: Sql, accountIds: readonly string[] | "all", now: Date): Promise<string[]> {
  const only = accountIds === "all" ? null : accountIds;
  const rows = await sql<{ user_id: string }>`
    SELECT t.user_id
    FROM auto_topup t
    JOIN ledger_balances(${now}::timestamptz) a ON a.user_id = t.user_id
    LEFT JOIN payment p ON p.id = t.payment_id
    WHERE (${only}::uuid[] IS NULL OR a.account_id = ANY(${only}::uuid[]))
      AND CASE
        WHEN t.payment_id IS NOT NULL THEN
          (p.stripe_payment_intent_id IS NULL OR p.status <> 'PENDING')
          AND p.created_at <= ${now}::timestamptz - interval '2 minutes'
        ELSE
          t.enabled
          AND (t.next_attempt_at IS NULL OR t.next_attempt_at <= ${now}::timestamptz)
          AND a.spendable < t.threshold_credits
      END`;
  return rows.map((row) => row.user_id);
}

/** Asks the worker to look at somebody's automatic top-ups; asked again before it did, it looks once. */
export async function enqueueAutoTopup(sql: Sql, userId: string): Promise<void> {
  await sql`
    SELECT id FROM graphile_worker.add_job(
      ${AUTO_TOPUP_TASK}::text,
      payload := json_build_object('userId', ${userId}::text),
      job_key := ${`${AUTO_TOPUP_TASK}:${userId}`}::text,
      job_key_mode := 'preserve_run_at'
    )`;
}

/** Asks the worker to look at all that may be due. Returns how many. */
export async function enqueueDueAutoTopups(
  sql: Sql,
  accountIds: readonly string[] | "all",
  now: Date,
): Promise<number> {
  const due = await findDueAutoTopups(sql, accountIds, now);
  for (const userId of due) await enqueueAutoTopup(sql, userId);
  return due.length;
}
