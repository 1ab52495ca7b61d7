import { replayWebhookEventEndpoint } from "@/lib/api/endpoints/admin-webhook-events/definition";
import { toWebhookEventView } from "@/lib/api/endpoints/admin-webhook-events/view";
import { auditActor } from "@/lib/api/http/audit-actor";
import { problem } from "@/lib/api/http/problems";
import { resource } from "@/lib/api/http/resource";
import { route } from "@/lib/api/http/route";
import { findEventSummary } from "@/lib/stripe/inbox/queries";
import { replayEvents } from "@/lib/stripe/inbox/replay-events";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: route(replayWebhookEventEndpoint, async (call) => {
    const { params, database, now } = call;
    const replayed = await replayEvents(database, auditActor(call), { ids: [params.id] }, now);
    const event = replayed.ok ? await findEventSummary(database.prisma, params.id) : null;
    return event ? toWebhookEventView(event) : problem("not_found");
  }),
});
