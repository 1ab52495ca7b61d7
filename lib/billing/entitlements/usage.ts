import type { FeatureView } from "@/lib/billing/entitlements/features";
import type { PlanTerms } from "@/lib/billing/entitlements/plan-terms";
import { type Entitlement, remainingOf } from "@/lib/billing/entitlements/types";

/** Where use of a feature is counted now: what is counted as it stands has one count for ever. */
export function countedFrom({ per }: Pick<FeatureView, "per">, { window }: PlanTerms): Date {
  return per === "standing" ? FOR_EVER : window.start;
}

const FOR_EVER = new Date(0);

/** What the terms allow of a feature; 0 of one that they do not name. */
export function limitOf({ key }: Pick<FeatureView, "key">, { limits }: PlanTerms): bigint | null {
  const limit = Object.hasOwn(limits, key) ? limits[key] : 0;
  return limit === null ? null : BigInt(limit ?? 0);
}

/** A feature as it stands for somebody on these terms who has used so much of it. */
export function entitlement(feature: FeatureView, terms: PlanTerms, used: bigint): Entitlement {
  const limit = limitOf(feature, terms);
  const { key, name, per } = feature;
  const resetsAt = per === "standing" ? null : terms.window.end;
  return { feature: key, name, per, limit, used, remaining: remainingOf(limit, used), resetsAt };
}
