import { useEntitlementEndpoint } from "@/lib/api/endpoints/entitlements/definition";
import { entitlementProblem } from "@/lib/api/endpoints/entitlements/refusals";
import { toCountedView } from "@/lib/api/endpoints/entitlements/view";
import { idempotencyKeyOf } from "@/lib/api/http/idempotency-key";
import { Problem } from "@/lib/api/http/problems";
import { resource } from "@/lib/api/http/resource";
import { route } from "@/lib/api/http/route";
import { consumeEntitlement } from "@/lib/billing/entitlements/consume-entitlement";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = resource({
  POST: route(useEntitlementEndpoint, async ({ request, caller, account, params, body, database, now }) => {
    const idempotency = idempotencyKeyOf(request, caller, body.idempotencyKey);
    if (idempotency instanceof Problem) return idempotency;
    const asked = {
      userId: account.userId,
      feature: params.feature,
      quantity: BigInt(body.quantity),
      idempotencyKey: idempotency.key,
    };
    const counted = await consumeEntitlement(database, asked, now);
    return counted.ok ? { ...toCountedView(counted), replayed: counted.replayed } : entitlementProblem(counted);
  }),
});
