import { listPaymentsEndpoint } from "@/lib/api/endpoints/billing/definition";
import { toPaymentView } from "@/lib/api/endpoints/billing/view";
import { resource } from "@/lib/api/http/resource";
import { route } from "@/lib/api/http/route";
import { listPayments } from "@/lib/billing/queries";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(listPaymentsEndpoint, async ({ account, query, reports }) => {
    const { prisma } = await reports.current();
    const page = await listPayments(prisma, account.userId, query);
    return { data: page.data.map(toPaymentView), nextCursor: page.nextCursor };
  }),
});
