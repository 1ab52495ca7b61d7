import { checkEndpoint } from "@/lib/api/endpoints/spending/definition";
import { pricing } from "@/lib/api/endpoints/spending/priced";
import { budgetFacts } from "@/lib/api/endpoints/spending/refusals";
import { creditAccount } from "@/lib/api/http/account";
import { actorOf } from "@/lib/api/http/caller";
import { jsonInteger } from "@/lib/api/http/json";
import { Problem } from "@/lib/api/http/problems";
import { resource } from "@/lib/api/http/resource";
import { route } from "@/lib/api/http/route";
import { noSuchAccount } from "@/lib/api/http/target-account";
import { budgetAgainst } from "@/lib/ledger/budgets/budget-against";
import { getBalance } from "@/lib/ledger/queries";
import { withDetails } from "@/lib/ledger/spend-details";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(checkEndpoint, async ({ caller, account, query, database, now }) => {
    const charge = await pricing(database.sql)(query);
    if (charge instanceof Problem) return charge;
    const accountId = await creditAccount(account, database, now);
    const balance = await getBalance(database.sql, accountId, now);
    if (!balance) return noSuchAccount();
    const { amount } = charge;
    const metadata = withDetails(null, { subject: query.subject, run: query.run });
    const refusal = await budgetAgainst(database.sql, { accountId, amount, metadata, actor: actorOf(caller) }, now);
    const { available } = balance;
    return {
      allowed: available >= amount && refusal === null,
      required: jsonInteger(amount),
      available: jsonInteger(refusal && refusal.available < available ? refusal.available : available),
      ...(refusal && budgetFacts(refusal)),
    };
  }),
});
