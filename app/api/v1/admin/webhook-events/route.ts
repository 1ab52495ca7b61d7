import { listWebhookEventsEndpoint } from "@/lib/api/endpoints/admin-webhook-events/definition";
import { toWebhookEventView } from "@/lib/api/endpoints/admin-webhook-events/view";
import { resource } from "@/lib/api/http/resource";
import { route } from "@/lib/api/http/route";
import { parseInboxCursor } from "@/lib/stripe/inbox/cursor";
import { listInbox } from "@/lib/stripe/inbox/queries";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(listWebhookEventsEndpoint, async ({ query, database }) => {
    const { limit, cursor, status, type, customer } = query;
    const filter = { status, type, ...(customer !== undefined && { customerIds: [customer] }) };
    const after = cursor === undefined ? undefined : (parseInboxCursor(cursor) ?? undefined);
    const page = await listInbox(database.sql, filter, { after, limit });
    return { data: page.data.map(toWebhookEventView), nextCursor: page.nextCursor };
  }),
});
