import { replayWebhookDeliveryEndpoint } from "@/lib/api/endpoints/admin-webhook-endpoints/definition";
import { toDeliveryWithTriesView } from "@/lib/api/endpoints/admin-webhook-endpoints/view";
import { auditActor } from "@/lib/api/http/audit-actor";
import { problem } from "@/lib/api/http/problems";
import { resource } from "@/lib/api/http/resource";
import { route } from "@/lib/api/http/route";
import { findDelivery } from "@/lib/webhooks/endpoints/queries";
import { replayDeliveries } from "@/lib/webhooks/endpoints/replay";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: route(replayWebhookDeliveryEndpoint, async (call) => {
    const { params, database, now } = call;
    const wish = { endpointId: params.id, which: { id: params.delivery } };
    const replayed = await replayDeliveries(database, auditActor(call), wish, now);
    if (!replayed.ok) return problem(replayed.reason);
    const found = await findDelivery(database.prisma, { endpointId: params.id, id: params.delivery });
    return found ? toDeliveryWithTriesView(found) : problem("unknown_delivery");
  }),
});
