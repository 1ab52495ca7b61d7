import { jsonInteger } from "@/lib/api/http/json";
import { type Problem, problem } from "@/lib/api/http/problems";
import type { ConsumedEntitlement } from "@/lib/billing/entitlements/consume-entitlement";
import type { ReleasedEntitlement } from "@/lib/billing/entitlements/release-entitlement";

type Refusal = Extract<ConsumedEntitlement | ReleasedEntitlement, { ok: false }>;

/** Why a use of a feature, or its release, was not counted, as a problem. */
export function entitlementProblem(refusal: Refusal): Problem {
  if (refusal.reason !== "limit_reached") return problem(refusal.reason);
  return problem("limit_reached", {
    limit: jsonInteger(refusal.limit),
    used: jsonInteger(refusal.used),
    quantity: jsonInteger(refusal.quantity),
  });
}
