import { explainEndpoint } from "@/lib/api/endpoints/balance/definition";
import { toExplanationView } from "@/lib/api/endpoints/balance/explanation-view";
import { creditAccount } from "@/lib/api/http/account";
import { resource } from "@/lib/api/http/resource";
import { route } from "@/lib/api/http/route";
import { explainBalance } from "@/lib/ledger/explain-balance";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(explainEndpoint, async ({ account, database, now }) =>
    toExplanationView(await explainBalance(database.sql, await creditAccount(account, database, now), now)),
  ),
});
