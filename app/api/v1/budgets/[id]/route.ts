import { changeBudgetEndpoint, deleteBudgetEndpoint } from "@/lib/api/endpoints/budgets/definition";
import { whyFixed } from "@/lib/api/endpoints/budgets/refusals";
import { toBudgetView } from "@/lib/api/endpoints/budgets/view";
import { creditAccount } from "@/lib/api/http/account";
import { problem } from "@/lib/api/http/problems";
import { resource } from "@/lib/api/http/resource";
import { route } from "@/lib/api/http/route";
import { getBudget } from "@/lib/ledger/budgets/list-budgets";
import { removeBudget, setBudgetLimit } from "@/lib/ledger/budgets/manage-budgets";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  PATCH: route(changeBudgetEndpoint, async ({ caller, account, params: { id }, body, database, now }) => {
    const accountId = await creditAccount(account, database, now);
    const before = await getBudget(database.sql, accountId, id, now);
    const fixed = before && whyFixed(before, caller);
    if (fixed) return fixed;
    await setBudgetLimit(database.sql, accountId, id, BigInt(body.limit));
    const budget = await getBudget(database.sql, accountId, id, now);
    return budget ? toBudgetView(budget) : problem("unknown_budget");
  }),
  DELETE: route(deleteBudgetEndpoint, async ({ caller, account, params: { id }, database, now }) => {
    const accountId = await creditAccount(account, database, now);
    const budget = await getBudget(database.sql, accountId, id, now);
    const fixed = budget && whyFixed(budget, caller);
    if (fixed) return fixed;
    const removed = await removeBudget(database.sql, accountId, id, now);
    return budget && removed ? toBudgetView(budget) : problem("unknown_budget");
  }),
});
