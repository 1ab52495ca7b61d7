import { jsonInteger } from "@/lib/api/http/json";
import { Problem } from "@/lib/api/http/problems";
import type { ConsumedEntitlement } from "@/lib/billing/entitlements/consume-entitlement";
import type { ReleasedEntitlement } from "@/lib/billing/entitlements/release-entitlement";

type Refusal = Extract<ConsumedEntitlement | ReleasedEntitlement, { ok: false }>;

/** Why a use of a feature, or giving it back, was not counted, as a problem. */
export function entitlementProblem(refusal: Refusal): Problem {
  switch (refusal.reason) {
    case "unknown_feature":
      return new Problem("not_found", "No plan limits such a feature: GET /api/v1/entitlements lists those that are.");
    case "idempotency_key_reused":
      return new Problem("idempotency_key_reused", "Use a new key for a new request, or send the first request again.");
    case "limit_reached": {
      const [limit, used] = [jsonInteger(refusal.limit), jsonInteger(refusal.used)];
      const detail =
        limit === 0
          ? "The plan does not have this feature: a larger one may."
          : `The plan allows ${limit} and ${used} are used: ${jsonInteger(refusal.quantity)} more are too many.`;
      return new Problem("limit_reached", detail, { members: { limit, used } });
    }
  }
}
