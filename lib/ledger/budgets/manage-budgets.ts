import type { Sql } from "@/lib/db";
import type { Actor } from "@/lib/ledger/actor";
import { type BudgetTerms, MAX_BUDGETS } from "@/lib/ledger/budgets/budget";

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
      ${terms.seconds}::integer, ${terms.limit}::bigint, ${MAX_BUDGETS}::integer, ${actor}::text, ${now}::timestamptz
    )::text AS id`;
  return row?.id ? { ok: true, id: row.id } : { ok: false, reason: "too_many_budgets" };
}

/** Changes how much a cap allows; what is counted stays. Whether there is such a cap. */
export async function setBudgetLimit(sql: Sql, accountId: string, id: string, limit: bigint): Promise<boolean> {
  const rows = await sql`
    UPDATE credit_budget SET limit_credits = ${limit}::bigint
    WHERE account_id = ${accountId}::uuid AND id = ${id}::uuid
    RETURNING id`;
  return rows.length > 0;
}

/** Removes a cap with what it counted. Whether there was one. */
export async function removeBudget(sql: Sql, accountId: string, id: string, now: Date): Promise<boolean> {
  const [row] = await sql<{ removed: boolean }>`
    SELECT ledger_remove_budget(${accountId}::uuid, ${id}::uuid, ${now}::timestamptz) AS removed`;
  return row?.removed ?? false;
}

/** Removes all caps of an account: its owner is deleted, and what they name may be people. */
export async function removeAllBudgets(sql: Sql, accountId: string, now: Date): Promise<void> {
  const rows = await sql<{ id: string }>`SELECT id::text FROM credit_budget WHERE account_id = ${accountId}::uuid`;
  for (const { id } of rows) await removeBudget(sql, accountId, id, now);
}

/** Forgets what no window counts any more. */
export async function purgeBudgetUses(sql: Sql, now: Date): Promise<void> {
  await sql`DELETE FROM credit_budget_use WHERE ends_at <= ${now}::timestamptz`;
}
