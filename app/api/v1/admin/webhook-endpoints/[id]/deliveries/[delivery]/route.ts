import { getWebhookDeliveryEndpoint } from "@/lib/api/endpoints/admin-webhook-endpoints/definition";
import { toDeliveryWithTriesView } from "@/lib/api/endpoints/admin-webhook-endpoints/view";
import { problem } from "@/lib/api/http/problems";
import { resource } from "@/lib/api/http/resource";
import { route } from "@/lib/api/http/route";
import { findDelivery } from "@/lib/webhooks/endpoints/queries";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(getWebhookDeliveryEndpoint, async ({ params, database }) => {
    const found = await findDelivery(database.prisma, { endpointId: params.id, id: params.delivery });
    return found ? toDeliveryWithTriesView(found) : problem("unknown_delivery");
  }),
});
