import { replayDeadWebhooksEndpoint } from "@/lib/api/endpoints/admin-webhook-endpoints/definition";
import { auditActor } from "@/lib/api/http/audit-actor";
import { problem } from "@/lib/api/http/problems";
import { resource } from "@/lib/api/http/resource";
import { route } from "@/lib/api/http/route";
import { replayDeliveries } from "@/lib/webhooks/endpoints/replay";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: route(replayDeadWebhooksEndpoint, async (call) => {
    const wish = { endpointId: call.params.id, which: "dead" } as const;
    const replayed = await replayDeliveries(call.database, auditActor(call), wish, call.now);
    return replayed.ok ? { deliveries: replayed.deliveries } : problem(replayed.reason);
  }),
});
