import { estimateEndpoint } from "@/lib/api/definitions/estimate";
import { estimate } from "@/lib/api/estimate";
import { resource } from "@/lib/api/resource";
import { route } from "@/lib/api/route";
import { rateCard } from "@/lib/catalog/rate-card";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: route(estimateEndpoint, async ({ body, database }) =>
    estimate(await rateCard().find(database.sql), body.items),
  ),
});
