import { getEntitlementEndpoint } from "@/lib/api/endpoints/entitlements/definition";
import { entitlementProblem } from "@/lib/api/endpoints/entitlements/refusals";
import { toEntitlementView } from "@/lib/api/endpoints/entitlements/view";
import { resource } from "@/lib/api/http/resource";
import { route } from "@/lib/api/http/route";
import { checkEntitlement } from "@/lib/billing/entitlements/check-entitlement";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  GET: route(getEntitlementEndpoint, async ({ account: { userId }, params, query, database, now }) => {
    const asked = { userId, feature: params.feature, quantity: BigInt(query.quantity), value: query.value };
    const checked = await checkEntitlement(database.prisma, asked, now);
    return checked.ok ? toEntitlementView(checked.entitlement, checked.allowed) : entitlementProblem(checked);
  }),
});
