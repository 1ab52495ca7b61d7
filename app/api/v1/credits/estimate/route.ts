import { estimateEndpoint } from "@/lib/api/endpoints/spending/definition";
import { estimate } from "@/lib/api/endpoints/spending/estimate";
import { resource } from "@/lib/api/http/resource";
import { route } from "@/lib/api/http/route";
import { rateCard } from "@/lib/catalog/rate-card";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: route(estimateEndpoint, async ({ body, database }) =>
    estimate(await rateCard().find(database.sql), body.items),
  ),
});
