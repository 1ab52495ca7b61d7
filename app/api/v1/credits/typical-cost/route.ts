import { typicalCostEndpoint } from "@/lib/api/endpoints/spending/definition";
import { findTypicalCost } from "@/lib/api/endpoints/spending/typical-cost";
import { creditAccount } from "@/lib/api/http/account";
import { resource } from "@/lib/api/http/resource";
import { route } from "@/lib/api/http/route";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(typicalCostEndpoint, async ({ account, query, database, now }) =>
    findTypicalCost(database.sql, await creditAccount(account, database, now), query, now),
  ),
});
