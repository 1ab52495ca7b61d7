import { listInvoicesEndpoint } from "@/lib/api/definitions/billing";
import { resource } from "@/lib/api/resource";
import { route } from "@/lib/api/route";
import { toInvoiceView } from "@/lib/api/views/billing";
import { listInvoices } from "@/lib/billing/queries";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(listInvoicesEndpoint, async ({ principal, query, database }) => {
    const page = await listInvoices(database.prisma, principal.userId, query);
    return { data: page.data.map(toInvoiceView), nextCursor: page.nextCursor };
  }),
});
