import { listWebhookDeliveriesEndpoint } from "@/lib/api/endpoints/admin-webhook-endpoints/definition";
import { toDeliveryView } from "@/lib/api/endpoints/admin-webhook-endpoints/view";
import { problem } from "@/lib/api/http/problems";
import { resource } from "@/lib/api/http/resource";
import { route } from "@/lib/api/http/route";
import { findEndpoint, listDeliveries, parseDeliveryCursor } from "@/lib/webhooks/endpoints/queries";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(listWebhookDeliveriesEndpoint, async ({ params, query, database: { prisma } }) => {
    if (!(await findEndpoint(prisma, params.id))) return problem("unknown_endpoint");
    const { limit, status } = query;
    const cursor = query.cursor === undefined ? undefined : (parseDeliveryCursor(query.cursor) ?? undefined);
    const { data, nextCursor } = await listDeliveries(prisma, { endpointId: params.id, status }, { cursor, limit });
    return { data: data.map(toDeliveryView), nextCursor };
  }),
});
