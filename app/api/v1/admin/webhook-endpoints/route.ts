import {
  createWebhookEndpointEndpoint,
  listWebhookEndpointsEndpoint,
} from "@/lib/api/endpoints/admin-webhook-endpoints/definition";
import { toWebhookEndpointView } from "@/lib/api/endpoints/admin-webhook-endpoints/view";
import { auditActor } from "@/lib/api/http/audit-actor";
import { problem } from "@/lib/api/http/problems";
import { resource } from "@/lib/api/http/resource";
import { route } from "@/lib/api/http/route";
import { env } from "@/lib/env";
import { createEndpoint } from "@/lib/webhooks/endpoints/change-endpoint";
import { listEndpoints } from "@/lib/webhooks/endpoints/queries";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(listWebhookEndpointsEndpoint, async ({ database }) => {
    const endpoints = await listEndpoints(database.prisma);
    return { data: endpoints.map(toWebhookEndpointView), nextCursor: null };
  }),
  POST: route(createWebhookEndpointEndpoint, async (call) => {
    const { body, database, now } = call;
    const settings = { allowPrivate: env().WEBHOOKS_ALLOW_PRIVATE };
    const made = await createEndpoint(database, auditActor(call), body, settings, now);
    if (made.ok) return { ...toWebhookEndpointView(made.endpoint), secret: made.secret };
    return made.reason === "bad_url" ? problem("bad_url", made) : problem(made.reason);
  }),
});
