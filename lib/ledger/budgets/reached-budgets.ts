import type { Sql } from "@/lib/db";
import type { BudgetScope, BudgetWindow } from "@/lib/ledger/budgets/budget";

export type ReachedBudget = {
  accountId: string;
  id: string;
  scope: BudgetScope;
  /** The key, the subject or the run; empty for all of an account. */
  target: string;
  window: BudgetWindow;
  seconds: number | null;
  limit: bigint;
  used: bigint;
  /** The start of the part of the window in which it was last spent from. */
  lastPartAt: Date;
};

/**
 * The caps of all accounts of which spends have used 90 % or more at `now`: a spend that would go over a cap is refused, so that few
 * are ever used up to the last credit. Open holds are not counted.
 */
export async function reachedBudgets(sql: Sql, now: Date): Promise<ReachedBudget[]> {
  return sql<ReachedBudget>`
    SELECT
      budget.account_id::text AS "accountId", budget.id::text, budget.scope, part.target, budget.window_kind AS window,
      budget.window_seconds AS seconds, budget.limit_credits AS limit, sum(part.used)::bigint AS used,
      max(part.starts_at) AS "lastPartAt"
    FROM credit_budget_use AS part
    JOIN credit_budget AS budget ON budget.account_id = part.account_id AND budget.id = part.budget_id
    WHERE part.ends_at > ${now}::timestamptz AND part.used > 0 AND part.target = coalesce(budget.target, part.target)
    GROUP BY budget.account_id, budget.id, budget.scope, part.target, budget.window_kind, budget.window_seconds, budget.limit_credits
    HAVING sum(part.used) * 10 >= budget.limit_credits::numeric * 9
    ORDER BY budget.account_id, budget.id, part.target`;
}
