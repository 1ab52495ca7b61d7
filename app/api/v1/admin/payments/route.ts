import { listAllPaymentsEndpoint } from "@/lib/api/endpoints/admin-payments/definition";
import { toAdminPaymentView } from "@/lib/api/endpoints/admin-payments/view";
import { resource } from "@/lib/api/http/resource";
import { route } from "@/lib/api/http/route";
import { listAllPayments } from "@/lib/billing/purchases/list-all-payments";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(listAllPaymentsEndpoint, async ({ query: { cursor, limit, ...filter }, reports }) => {
    const { prisma } = await reports.current();
    const page = await listAllPayments(prisma, filter, { cursor, limit });
    return { data: page.data.map(toAdminPaymentView), nextCursor: page.nextCursor };
  }),
});
