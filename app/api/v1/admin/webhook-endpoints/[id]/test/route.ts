import { testWebhookEndpointEndpoint } from "@/lib/api/endpoints/admin-webhook-endpoints/definition";
import { auditActor } from "@/lib/api/http/audit-actor";
import { problem } from "@/lib/api/http/problems";
import { resource } from "@/lib/api/http/resource";
import { route } from "@/lib/api/http/route";
import { sendTest } from "@/lib/webhooks/endpoints/replay";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: route(testWebhookEndpointEndpoint, async (call) => {
    const sent = await sendTest(call.database, auditActor(call), call.params.id, call.now);
    return sent.ok ? { delivery: sent.deliveryId } : problem(sent.reason);
  }),
});
