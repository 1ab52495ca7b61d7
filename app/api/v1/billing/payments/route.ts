import { listPaymentsEndpoint } from "@/lib/api/definitions/billing";
import { resource } from "@/lib/api/resource";
import { route } from "@/lib/api/route";
import { toPaymentView } from "@/lib/api/views/billing";
import { listPayments } from "@/lib/billing/queries";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(listPaymentsEndpoint, async ({ principal, query, database }) => {
    const page = await listPayments(database.prisma, principal.userId, query);
    return { data: page.data.map(toPaymentView), nextCursor: page.nextCursor };
  }),
});
