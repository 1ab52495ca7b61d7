import { listBillingEventsEndpoint } from "@/lib/api/endpoints/billing/definition";
import { toBillingEventView } from "@/lib/api/endpoints/billing/view";
import { resource } from "@/lib/api/http/resource";
import { route } from "@/lib/api/http/route";
import { listBillingEvents } from "@/lib/billing/queries";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(listBillingEventsEndpoint, async ({ account, query, reports }) => {
    const { prisma } = await reports.current();
    const page = await listBillingEvents(prisma, account.userId, query);
    return { data: page.data.map(toBillingEventView), nextCursor: page.nextCursor };
  }),
});
