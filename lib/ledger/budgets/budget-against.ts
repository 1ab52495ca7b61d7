import type { Sql } from "@/lib/db";
import { THE_APP } from "@/lib/ledger/actor";
import { type BudgetExceeded, type BudgetRefusal, toBudgetExceeded } from "@/lib/ledger/budgets/budget-exceeded";
import type { DebitRequest } from "@/lib/ledger/debit";

/** The refusal by a cap that a spend of `amount` credits would get now; null if all caps allow it. Locks and changes nothing. */
export async function budgetAgainst(
  sql: Sql,
  {
    accountId,
    amount,
    metadata = null,
    actor = THE_APP,
  }: Pick<DebitRequest, "accountId" | "amount" | "metadata" | "actor">,
  now: Date,
): Promise<BudgetExceeded | null> {
  const [account] = await sql<{ has_budgets: boolean }>`
    SELECT has_budgets FROM credit_account WHERE id = ${accountId}::uuid`;
  if (!account?.has_budgets) return null;
  const [row] = await sql<{ refusal: BudgetRefusal | null }>`
    SELECT ledger_budget_refusal(
      ${accountId}::uuid, ${actor}::text, ${metadata === null ? null : JSON.stringify(metadata)}::jsonb, NULL::uuid,
      ${amount}::bigint, ${now}::timestamptz
    ) AS refusal`;
  return row?.refusal ? toBudgetExceeded(row.refusal, amount) : null;
}
