import { listInvoicesEndpoint } from "@/lib/api/endpoints/billing/definition";
import { toInvoiceView } from "@/lib/api/endpoints/billing/view";
import { resource } from "@/lib/api/http/resource";
import { route } from "@/lib/api/http/route";
import { listInvoices } from "@/lib/billing/queries";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(listInvoicesEndpoint, async ({ account, query, reports }) => {
    const { prisma } = await reports.current();
    const page = await listInvoices(prisma, account.userId, query);
    return { data: page.data.map(toInvoiceView), nextCursor: page.nextCursor };
  }),
});
