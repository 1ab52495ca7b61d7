import { listUsers } from "@/lib/account/list/list-users";
import { listCustomersEndpoint } from "@/lib/api/endpoints/customers/definition";
import { toCustomerView } from "@/lib/api/endpoints/customers/view";
import { invalidFields } from "@/lib/api/http/problems";
import { resource } from "@/lib/api/http/resource";
import { route } from "@/lib/api/http/route";
import { BAD_CURSOR } from "@/lib/api/http/schemas";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(listCustomersEndpoint, async ({ query, reports }) => {
    const { prisma } = await reports.current();
    const page = await listUsers(prisma, { ...query, hasExternalId: true });
    if (!page.ok) return invalidFields([{ field: "cursor", message: BAD_CURSOR }]);
    return { data: page.data.map(toCustomerView), nextCursor: page.nextCursor };
  }),
});
