import { explainEndpoint } from "@/lib/api/endpoints/balance/explain-definition";
import { toExplanationView } from "@/lib/api/endpoints/balance/explanation-view";
import { accountOf } from "@/lib/api/http/account";
import { resource } from "@/lib/api/http/resource";
import { route } from "@/lib/api/http/route";
import { explainBalance } from "@/lib/ledger/explain-balance";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(explainEndpoint, async ({ principal, database, now }) =>
    toExplanationView(await explainBalance(database.sql, await accountOf(principal, database, now), now)),
  ),
});
