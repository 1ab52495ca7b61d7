import type { FeatureView } from "@/lib/billing/entitlements/features";
import type { PlanTerms } from "@/lib/billing/entitlements/plan-terms";
import { type Entitlement, remainingOf } from "@/lib/billing/entitlements/types";

/** Where a feature's use is counted: current numbers have a single count that never resets. */
export function countedFrom({ per }: Pick<FeatureView, "per">, { window }: PlanTerms): Date {
  return per === "standing" ? FOR_EVER : window.start;
}

const FOR_EVER = new Date(0);

/** The limit for a feature; 0 for one that the terms do not name. */
export function limitOf({ key }: Pick<FeatureView, "key">, { limits }: PlanTerms): bigint | null {
  const limit = Object.hasOwn(limits, key) ? limits[key] : 0;
  return limit === null ? null : BigInt(limit ?? 0);
}

/** A feature's state on these terms, with this much use. */
export function entitlement(feature: FeatureView, terms: PlanTerms, used: bigint): Entitlement {
  const limit = limitOf(feature, terms);
  const { key, name, per } = feature;
  const resetsAt = per === "standing" ? null : terms.window.end;
  return { feature: key, name, per, limit, used, remaining: remainingOf(limit, used), resetsAt };
}
