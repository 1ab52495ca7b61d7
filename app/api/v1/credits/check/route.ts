import { accountOf } from "@/lib/api/account";
import { checkEndpoint } from "@/lib/api/definitions/credits";
import { jsonInteger } from "@/lib/api/json";
import { resource } from "@/lib/api/resource";
import { route } from "@/lib/api/route";
import { noSuchAccount } from "@/lib/api/target-account";
import { getBalance } from "@/lib/ledger/queries";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(checkEndpoint, async ({ principal, query, database, now }) => {
    const balance = await getBalance(database.sql, await accountOf(principal, database, now), now);
    if (!balance) return noSuchAccount();
    const allowed = balance.available >= BigInt(query.amount);
    return { allowed, required: query.amount, available: jsonInteger(balance.available) };
  }),
});
