import { listBillingEventsEndpoint } from "@/lib/api/definitions/billing";
import { resource } from "@/lib/api/resource";
import { route } from "@/lib/api/route";
import { toBillingEventView } from "@/lib/api/views/billing";
import { listBillingEvents } from "@/lib/billing/queries";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(listBillingEventsEndpoint, async ({ principal, query, database }) => {
    const page = await listBillingEvents(database.prisma, principal.userId, query);
    return { data: page.data.map(toBillingEventView), nextCursor: page.nextCursor };
  }),
});
