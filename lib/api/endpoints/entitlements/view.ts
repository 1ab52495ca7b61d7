import { z } from "zod";
import { jsonInteger } from "@/lib/api/http/json";
import { isoTimeOrNull, time } from "@/lib/api/http/schemas";
import type { Counted, Entitlement } from "@/lib/billing/entitlements/types";
import { FEATURE_PERIODS } from "@/lib/catalog/types";

const counted = {
  feature: z.string(),
  limit: z.int().nullable().meta({ description: "Null is unlimited; 0 is not part of the plan." }),
  used: z.int(),
  remaining: z.int().nullable().meta({ description: "Null is unlimited; never below 0." }),
};

export const entitlementView = z
  .object({
    ...counted,
    name: z.string(),
    per: z.enum(FEATURE_PERIODS).meta({ description: "Counted anew in each refill window, or as it stands." }),
    allowed: z.boolean().meta({ description: "Whether as much more as was asked for is allowed: one, unless told." }),
    resetsAt: time.nullable().meta({ description: "When counting begins anew, if it does." }),
  })
  .meta({ title: "Entitlement", description: "What a plan allows of a feature, and what is used of it." });

export type EntitlementView = z.input<typeof entitlementView>;

/** An entitlement as the API tells it. */
export function toEntitlementView(
  entitlement: Entitlement,
  allowed = entitlement.remaining === null || entitlement.remaining > 0n,
): EntitlementView {
  const { name, per, resetsAt } = entitlement;
  return { ...toCountedView(entitlement), name, per, allowed, resetsAt: isoTimeOrNull(resetsAt) };
}

export const countedView = z
  .object({ ...counted, replayed: z.boolean() })
  .meta({ title: "Count", description: "What stands when a use has been counted or given back." });

export function toCountedView({ feature, limit, used, remaining }: Counted) {
  return {
    feature,
    limit: limit === null ? null : jsonInteger(limit),
    used: jsonInteger(used),
    remaining: remaining === null ? null : jsonInteger(remaining),
  };
}
