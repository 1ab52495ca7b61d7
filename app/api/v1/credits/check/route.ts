import { accountOf } from "@/lib/api/account";
import { checkEndpoint } from "@/lib/api/definitions/credits";
import { jsonInteger } from "@/lib/api/json";
import { pricing } from "@/lib/api/priced";
import { Problem } from "@/lib/api/problems";
import { resource } from "@/lib/api/resource";
import { route } from "@/lib/api/route";
import { noSuchAccount } from "@/lib/api/target-account";
import { getBalance } from "@/lib/ledger/queries";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(checkEndpoint, async ({ principal, query, database, now }) => {
    const charge = await pricing(database.sql)(query);
    if (charge instanceof Problem) return charge;
    const balance = await getBalance(database.sql, await accountOf(principal, database, now), now);
    if (!balance) return noSuchAccount();
    return {
      allowed: balance.available >= charge.amount,
      required: jsonInteger(charge.amount),
      available: jsonInteger(balance.available),
    };
  }),
});
