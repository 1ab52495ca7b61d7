import { accountOf } from "@/lib/api/account";
import { explainEndpoint } from "@/lib/api/definitions/explain";
import { resource } from "@/lib/api/resource";
import { route } from "@/lib/api/route";
import { toExplanationView } from "@/lib/api/views/explanation";
import { explainBalance } from "@/lib/ledger/explain-balance";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(explainEndpoint, async ({ principal, database, now }) =>
    toExplanationView(await explainBalance(database.sql, await accountOf(principal, database, now), now)),
  ),
});
