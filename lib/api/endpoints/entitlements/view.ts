import { z } from "zod";
import { jsonInteger } from "@/lib/api/http/json";
import { isoTimeOrNull, time } from "@/lib/api/http/schemas";
import type { Counted, Entitlement } from "@/lib/billing/entitlements/types";
import { FEATURE_KINDS, FEATURE_PERIODS } from "@/lib/catalog/types";

const counted = {
  feature: z.string(),
  limit: z
    .int()
    .nullable()
    .meta({ description: "Null means unlimited; 0 means that the plan does not include the feature." }),
  used: z.int(),
  remaining: z.int().nullable().meta({ description: "Never below 0. Null means unlimited." }),
};

export const entitlementView = z
  .object({
    ...counted,
    name: z.string(),
    kind: z
      .enum(FEATURE_KINDS)
      .meta({ description: "A `switch` is on or off, a `limit` is counted, and a `set` has some values." }),
    values: z
      .array(z.string())
      .nullable()
      .meta({ description: "The values of a set that the plan includes; null for other kinds." }),
    per: z
      .enum(FEATURE_PERIODS)
      .meta({ description: "With `window`, the count starts over with each refill; with `standing`, it does not." }),
    allowed: z.boolean().meta({ description: "Whether `quantity` more are allowed; one more by default." }),
    resetsAt: time.nullable().meta({ description: "When the count starts over, if it does." }),
  })
  .meta({ title: "Entitlement", description: "The limit of a feature in the plan, and how much of it is used." });

export type EntitlementView = z.input<typeof entitlementView>;

/** An entitlement as the API shows it. */
export function toEntitlementView(
  entitlement: Entitlement,
  allowed = entitlement.remaining === null || entitlement.remaining > 0n,
): EntitlementView {
  const { name, kind, values, per, resetsAt } = entitlement;
  return { ...toCountedView(entitlement), name, kind, values, per, allowed, resetsAt: isoTimeOrNull(resetsAt) };
}

export const countedView = z
  .object({ ...counted, replayed: z.boolean() })
  .meta({ title: "Count", description: "The count of a feature after a use or a release." });

export function toCountedView({ feature, limit, used, remaining }: Counted) {
  return {
    feature,
    limit: limit === null ? null : jsonInteger(limit),
    used: jsonInteger(used),
    remaining: remaining === null ? null : jsonInteger(remaining),
  };
}
