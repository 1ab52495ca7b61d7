import type { Sql } from "@/lib/db";
import { type Actor, THE_APP } from "@/lib/ledger/actor";
import { type BudgetTerms, MAX_BUDGETS, MAX_PLAN_LIMITS } from "@/lib/ledger/budgets/budget";

export type AddedBudget = { ok: true; id: string } | { ok: false; reason: "too_many_budgets" };

/**
 * Caps what an account spends from now on. What its window holds already counts. Throws for terms that no cap can have; the account has to
 * exist.
 */
export async function addBudget(
  sql: Sql,
  { accountId, actor, ...terms }: BudgetTerms & { accountId: string; actor: Actor },
  now: Date,
): Promise<AddedBudget> {
  const [row] = await sql<{ id: string | null }>`
    SELECT ledger_add_budget(
      ${accountId}::uuid, ${terms.scope}::budget_scope, ${terms.target}::text, ${terms.window}::budget_window,
      ${terms.seconds}::integer, ${terms.limit}::bigint, false, ${MAX_BUDGETS}::integer, ${actor}::text, ${now}::timestamptz
    )::text AS id`;
  return row?.id ? { ok: true, id: row.id } : { ok: false, reason: "too_many_budgets" };
}

/** Changes how much a cap allows; what is counted stays. Whether there is such a cap, which is none of the plan. */
export async function setBudgetLimit(sql: Sql, accountId: string, id: string, limit: bigint): Promise<boolean> {
  const rows = await sql`
    UPDATE credit_budget SET limit_credits = ${limit}::bigint
    WHERE account_id = ${accountId}::uuid AND id = ${id}::uuid AND NOT of_plan
    RETURNING id`;
  return rows.length > 0;
}

/** Removes a cap with what it counted. Whether there was one, which is none of the plan. */
export async function removeBudget(sql: Sql, accountId: string, id: string, now: Date): Promise<boolean> {
  const [row] = await sql<{ removed: boolean }>`
    SELECT ledger_remove_budget(${accountId}::uuid, id, ${now}::timestamptz) AS removed
    FROM credit_budget
    WHERE account_id = ${accountId}::uuid AND id = ${id}::uuid AND NOT of_plan`;
  return row?.removed ?? false;
}

/** Removes all caps of an account: its owner is deleted, and what they name may be people. */
export async function removeAllBudgets(sql: Sql, accountId: string, now: Date): Promise<void> {
  const rows = await sql<{ id: string }>`SELECT id::text FROM credit_budget WHERE account_id = ${accountId}::uuid`;
  for (const { id } of rows) await removeAny(sql, accountId, id, now);
}

/** What an account may spend in any so many seconds, in credits. */
export type PlanLimit = { seconds: number; limit: bigint };

/**
 * Makes the limits of an account's plan what they are to be, and nothing else: what counts under one of the same length stays, and a new one
 * counts what its window holds already. The account has to exist if there are any. Idempotent.
 */
export async function setPlanLimits(
  sql: Sql,
  accountId: string,
  limits: readonly PlanLimit[],
  now: Date,
): Promise<void> {
  const before = await sql<PlanLimit & { id: string }>`
    SELECT id::text, window_seconds AS seconds, limit_credits AS limit FROM credit_budget
    WHERE account_id = ${accountId}::uuid AND of_plan`;
  for (const { id, seconds } of before) {
    if (!limits.some((one) => one.seconds === seconds)) await removeAny(sql, accountId, id, now);
  }
  for (const { seconds, limit } of limits) {
    const known = before.find((one) => one.seconds === seconds);
    if (!known) await addPlanLimit(sql, accountId, { seconds, limit }, now);
    else if (known.limit !== limit) await changePlanLimit(sql, accountId, known.id, limit);
  }
}

/** Whether an account has limits of a plan. */
export async function hasPlanLimits(sql: Sql, accountId: string): Promise<boolean> {
  const rows = await sql`SELECT id FROM credit_budget WHERE account_id = ${accountId}::uuid AND of_plan LIMIT 1`;
  return rows.length > 0;
}

async function addPlanLimit(sql: Sql, accountId: string, { seconds, limit }: PlanLimit, now: Date): Promise<void> {
  await sql`
    SELECT ledger_add_budget(
      ${accountId}::uuid, 'ACCOUNT', NULL, 'ROLLING', ${seconds}::integer, ${limit}::bigint, true, ${MAX_PLAN_LIMITS}::integer,
      ${THE_APP}::text, ${now}::timestamptz
    )`;
}

async function changePlanLimit(sql: Sql, accountId: string, id: string, limit: bigint): Promise<void> {
  await sql`
    UPDATE credit_budget SET limit_credits = ${limit}::bigint
    WHERE account_id = ${accountId}::uuid AND id = ${id}::uuid`;
}

async function removeAny(sql: Sql, accountId: string, id: string, now: Date): Promise<void> {
  await sql`SELECT ledger_remove_budget(${accountId}::uuid, ${id}::uuid, ${now}::timestamptz)`;
}

/** Forgets at most `limit` parts that no window counts any more. Returns how many. */
export async function purgeBudgetUses(sql: Sql, now: Date, limit: number): Promise<number> {
  const removed = await sql`
    DELETE FROM credit_budget_use
    WHERE (account_id, budget_id, target, starts_at) IN (
      SELECT account_id, budget_id, target, starts_at FROM credit_budget_use
      WHERE ends_at <= ${now}::timestamptz
      ORDER BY ends_at
      LIMIT ${limit}::integer
    )
    RETURNING 1 AS one`;
  return removed.length;
}
