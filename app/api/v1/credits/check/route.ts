import { checkEndpoint } from "@/lib/api/endpoints/spending/definition";
import { pricing } from "@/lib/api/endpoints/spending/priced";
import { creditAccount } from "@/lib/api/http/account";
import { jsonInteger } from "@/lib/api/http/json";
import { Problem } from "@/lib/api/http/problems";
import { resource } from "@/lib/api/http/resource";
import { route } from "@/lib/api/http/route";
import { noSuchAccount } from "@/lib/api/http/target-account";
import { getBalance } from "@/lib/ledger/queries";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(checkEndpoint, async ({ account, query, database, now }) => {
    const charge = await pricing(database.sql)(query);
    if (charge instanceof Problem) return charge;
    const balance = await getBalance(database.sql, await creditAccount(account, database, now), now);
    if (!balance) return noSuchAccount();
    return {
      allowed: balance.available >= charge.amount,
      required: jsonInteger(charge.amount),
      available: jsonInteger(balance.available),
    };
  }),
});
