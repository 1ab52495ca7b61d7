import {
  deleteWebhookEndpointEndpoint,
  editWebhookEndpointEndpoint,
  getWebhookEndpointEndpoint,
} from "@/lib/api/endpoints/admin-webhook-endpoints/definition";
import { toWebhookEndpointView } from "@/lib/api/endpoints/admin-webhook-endpoints/view";
import { auditActor } from "@/lib/api/http/audit-actor";
import { problem } from "@/lib/api/http/problems";
import { resource } from "@/lib/api/http/resource";
import { route } from "@/lib/api/http/route";
import { env } from "@/lib/env";
import { deleteEndpoint, editEndpoint } from "@/lib/webhooks/endpoints/change-endpoint";
import { findEndpoint } from "@/lib/webhooks/endpoints/queries";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(getWebhookEndpointEndpoint, async ({ params, database }) => {
    const endpoint = await findEndpoint(database.prisma, params.id);
    return endpoint ? toWebhookEndpointView(endpoint) : problem("unknown_endpoint");
  }),
  PATCH: route(editWebhookEndpointEndpoint, async (call) => {
    const { params, body, database, now } = call;
    const settings = { allowPrivate: env().WEBHOOKS_ALLOW_PRIVATE };
    const edited = await editEndpoint(database, auditActor(call), { id: params.id, edit: body }, settings, now);
    if (edited.ok) return toWebhookEndpointView(edited.endpoint);
    return edited.reason === "bad_url" ? problem("bad_url", edited) : problem(edited.reason);
  }),
  DELETE: route(deleteWebhookEndpointEndpoint, async (call) => {
    const { params, database, now } = call;
    const deleted = await deleteEndpoint(database, auditActor(call), params.id, now);
    return deleted ? { id: params.id, deleted } : problem("unknown_endpoint");
  }),
});
