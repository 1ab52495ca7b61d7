import { getEntitlementEndpoint } from "@/lib/api/definitions/entitlements";
import { entitlementProblem } from "@/lib/api/entitlement-refusals";
import { resource } from "@/lib/api/resource";
import { route } from "@/lib/api/route";
import { toEntitlementView } from "@/lib/api/views/entitlements";
import { checkEntitlement } from "@/lib/billing/entitlements/check-entitlement";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(getEntitlementEndpoint, async ({ principal: { userId }, params, query, database, now }) => {
    const asked = { userId, feature: params.feature, quantity: BigInt(query.quantity) };
    const checked = await checkEntitlement(database.prisma, asked, now);
    return checked.ok ? toEntitlementView(checked.entitlement, checked.allowed) : entitlementProblem(checked);
  }),
});
