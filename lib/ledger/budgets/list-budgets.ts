import type { Sql } from "@/lib/db";
import {
  type Budget,
  type BudgetScope,
  type BudgetUse,
  type BudgetWindow,
  USES_SHOWN,
} from "@/lib/ledger/budgets/budget";

/** The caps of an account, oldest first, with what is used of each now; of `id` only that one. */
export async function listBudgets(sql: Sql, accountId: string, now: Date, id: string | null = null): Promise<Budget[]> {
  const rows = await sql<BudgetRow>`
    SELECT budget.id::text, scope, budget.target, window_kind, window_seconds, limit_credits, of_plan, actor, budget.created_at, (
      SELECT json_agg(json_build_object('target', largest.target, 'used', largest.used::text) ORDER BY largest.used DESC, largest.target)
      FROM (
        SELECT part.target, sum(part.used)::bigint AS used
        FROM (
          SELECT target, used
          FROM credit_budget_use
          WHERE account_id = ${accountId}::uuid AND budget_id = budget.id AND ends_at > ${now}::timestamptz
          UNION ALL
          SELECT ledger_budget_value(budget.scope, hold.actor, hold.metadata), hold.amount
          FROM credit_hold AS hold
          WHERE hold.account_id = ${accountId}::uuid AND status = 'OPEN' AND hold.expires_at > ${now}::timestamptz
        ) AS part
        WHERE part.target = coalesce(budget.target, part.target)
        GROUP BY part.target
        HAVING sum(part.used) > 0
        ORDER BY 2 DESC, 1
        LIMIT ${USES_SHOWN}::integer
      ) AS largest
    ) AS uses, least((
      SELECT min(ends_at) FROM credit_budget_use
      WHERE account_id = ${accountId}::uuid AND budget_id = budget.id AND ends_at > ${now}::timestamptz AND used > 0
        AND target = coalesce(budget.target, target)
    ), (
      SELECT min(hold.expires_at) FROM credit_hold AS hold
      WHERE hold.account_id = ${accountId}::uuid AND status = 'OPEN' AND hold.expires_at > ${now}::timestamptz
        AND ledger_budget_value(budget.scope, hold.actor, hold.metadata)
          = coalesce(budget.target, ledger_budget_value(budget.scope, hold.actor, hold.metadata))
    )) AS frees_at
    FROM credit_budget AS budget
    WHERE budget.account_id = ${accountId}::uuid AND budget.id = coalesce(${id}::uuid, budget.id)
    ORDER BY budget.created_at, budget.id`;
  return rows.map(toBudget);
}

/** One of them; null if there is none of this id. */
export async function getBudget(sql: Sql, accountId: string, id: string, now: Date): Promise<Budget | null> {
  return (await listBudgets(sql, accountId, now, id))[0] ?? null;
}

type BudgetRow = {
  id: string;
  scope: BudgetScope;
  target: string | null;
  window_kind: BudgetWindow;
  window_seconds: number | null;
  limit_credits: bigint;
  of_plan: boolean;
  actor: string;
  created_at: Date;
  uses: { target: string; used: string }[] | null;
  frees_at: Date | null;
};

function toBudget(row: BudgetRow): Budget {
  const only = row.scope === "ACCOUNT" ? "" : row.target;
  const uses = (row.uses ?? []).map(({ target, used }): BudgetUse => ({ target, used: BigInt(used) }));
  return {
    id: row.id,
    scope: row.scope,
    target: row.target,
    window: row.window_kind,
    seconds: row.window_seconds,
    limit: row.limit_credits,
    ofPlan: row.of_plan,
    actor: row.actor,
    createdAt: row.created_at,
    uses: uses.length === 0 && only !== null ? [{ target: only, used: 0n }] : uses,
    freesAt: row.frees_at,
  };
}
