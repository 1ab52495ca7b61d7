import { listRefusalsEndpoint } from "@/lib/api/endpoints/refusals/definition";
import { toRefusalView } from "@/lib/api/endpoints/refusals/view";
import { resource } from "@/lib/api/http/resource";
import { route } from "@/lib/api/http/route";
import { waitingSpends } from "@/lib/billing/refused-spends/queries";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(listRefusalsEndpoint, async ({ account, database, now }) => ({
    data: (await waitingSpends(database.sql, account.userId, now)).map(toRefusalView),
  })),
});
