import { rollWebhookSecretEndpoint } from "@/lib/api/endpoints/admin-webhook-endpoints/definition";
import { toWebhookEndpointView } from "@/lib/api/endpoints/admin-webhook-endpoints/view";
import { auditActor } from "@/lib/api/http/audit-actor";
import { problem } from "@/lib/api/http/problems";
import { resource } from "@/lib/api/http/resource";
import { route } from "@/lib/api/http/route";
import { rollSecret } from "@/lib/webhooks/endpoints/change-endpoint";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: route(rollWebhookSecretEndpoint, async (call) => {
    const rolled = await rollSecret(call.database, auditActor(call), call.params.id, call.now);
    if (!rolled.ok) return problem(rolled.reason);
    return { ...toWebhookEndpointView(rolled.endpoint), secret: rolled.secret };
  }),
});
