import { listEntitlementsEndpoint } from "@/lib/api/endpoints/entitlements/definition";
import { toEntitlementView } from "@/lib/api/endpoints/entitlements/view";
import { resource } from "@/lib/api/http/resource";
import { route } from "@/lib/api/http/route";
import { listEntitlements } from "@/lib/billing/entitlements/list-entitlements";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(listEntitlementsEndpoint, async ({ account: { userId }, database, now }) => {
    const entitlements = await listEntitlements(database.prisma, { userId }, now);
    return { data: entitlements.map((one) => toEntitlementView(one)) };
  }),
});
