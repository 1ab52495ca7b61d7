import { listEntitlementsEndpoint } from "@/lib/api/definitions/entitlements";
import { resource } from "@/lib/api/resource";
import { route } from "@/lib/api/route";
import { toEntitlementView } from "@/lib/api/views/entitlements";
import { listEntitlements } from "@/lib/billing/entitlements/list-entitlements";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(listEntitlementsEndpoint, async ({ principal: { userId }, database, now }) => {
    const entitlements = await listEntitlements(database.prisma, { userId }, now);
    return { data: entitlements.map((one) => toEntitlementView(one)) };
  }),
});
