import { createBudgetEndpoint, listBudgetsEndpoint } from "@/lib/api/endpoints/budgets/definition";
import { hasKey } from "@/lib/api/endpoints/budgets/refusals";
import { toBudgetView } from "@/lib/api/endpoints/budgets/view";
import { creditAccount } from "@/lib/api/http/account";
import { actorOf } from "@/lib/api/http/caller";
import { problem } from "@/lib/api/http/problems";
import { resource } from "@/lib/api/http/resource";
import { route } from "@/lib/api/http/route";
import { MAX_BUDGETS } from "@/lib/ledger/budgets/budget";
import { getBudget, listBudgets } from "@/lib/ledger/budgets/list-budgets";
import { addBudget } from "@/lib/ledger/budgets/manage-budgets";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(listBudgetsEndpoint, async ({ account, database, now }) => {
    const budgets = account.accountId ? await listBudgets(database.sql, account.accountId, now) : [];
    return { data: budgets.map(toBudgetView) };
  }),
  POST: route(createBudgetEndpoint, async ({ caller, account, body, database, now }) => {
    const accountId = await creditAccount(account, database, now);
    const { scope, target = null, window, seconds = null, limit } = body;
    // A service key that spends from a customer's account is not the customer's.
    if (scope === "KEY" && target && !(await hasKey(database.prisma, target, [account.userId, caller.userId]))) {
      return problem("unknown_key");
    }
    const terms = { scope, target, window, seconds, limit: BigInt(limit) };
    const added = await addBudget(database.sql, { accountId, actor: actorOf(caller), ...terms }, now);
    if (!added.ok) return problem("too_many_budgets", { max: MAX_BUDGETS });
    const budget = await getBudget(database.sql, accountId, added.id, now);
    return budget ? toBudgetView(budget) : problem("unknown_budget");
  }),
});
