import { planTerms } from "@/lib/billing/refills/plan-terms";
import type { Db, Sql } from "@/lib/db";
import { hasPlanLimits, setPlanLimits } from "@/lib/ledger/budgets/manage-budgets";
import { openAccount } from "@/lib/ledger/open-account";

/**
 * Makes the rolling limits of what a user can spend those of the plan that applies now. Whatever changes a user's plan calls it in its
 * transaction (settleFreePlan does), so that the spends after it are checked against the new ones. Idempotent. The caller holds the user's lock.
 */
export async function settlePlanLimits(db: Db, sql: Sql, userId: string, now: Date): Promise<void> {
  if (!(await areThereAny(sql, userId))) return;
  const { spendLimits } = await planTerms(db, userId, now);
  const limits = spendLimits.map(({ hours, credits }) => ({ seconds: hours * 3600, limit: BigInt(credits) }));
  const accountId = await openAccount(sql, userId, now);
  await setPlanLimits(sql, accountId, limits, now);
}

/** Whether any plan has limits, or the user still has those of an earlier one. Deleted people need none. */
async function areThereAny(sql: Sql, userId: string): Promise<boolean> {
  const [row] = await sql<{ isDeleted: boolean; some: boolean }>`
    SELECT deleted_at IS NOT NULL AS "isDeleted", EXISTS (SELECT FROM plan_version WHERE spend_limits <> '[]') AS some
    FROM "user"
    WHERE id = ${userId}::uuid`;
  return row !== undefined && !row.isDeleted && (row.some || (await hasPlanLimits(sql, userId)));
}
