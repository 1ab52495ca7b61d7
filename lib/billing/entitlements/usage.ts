import { type Entitlement, remainingOf } from "@/lib/billing/entitlements/types";
import type { PlanTerms } from "@/lib/billing/refills/plan-terms";
import type { FeatureView } from "@/lib/catalog/types";

/** Where a feature's use is counted: current numbers have a single count that never resets. */
export function countedFrom({ per }: Pick<FeatureView, "per">, { window }: PlanTerms): Date {
  return per === "standing" ? FOR_EVER : window.start;
}

const FOR_EVER = new Date(0);

/** The limit for a feature; 0 for one that the terms do not name. The values of a set can be used without limit. */
export function limitOf({ key }: Pick<FeatureView, "key">, { limits }: PlanTerms): bigint | null {
  const limit = Object.hasOwn(limits, key) ? limits[key] : 0;
  if (Array.isArray(limit)) return limit.length > 0 ? null : 0n;
  return limit === null ? null : BigInt(limit ?? 0);
}

/** The values of a set that these terms include; null for other kinds. */
function valuesOf({ key, kind }: Pick<FeatureView, "key" | "kind">, { limits }: PlanTerms): string[] | null {
  const limit = Object.hasOwn(limits, key) ? limits[key] : undefined;
  if (Array.isArray(limit)) return limit;
  return kind === "set" ? [] : null;
}

/** A feature's state on these terms, with this much use. */
export function entitlement(feature: FeatureView, terms: PlanTerms, used: bigint): Entitlement {
  const limit = limitOf(feature, terms);
  const { key, name, unit, unitPlural, kind, per } = feature;
  const resetsAt = per === "standing" ? null : terms.window.end;
  const counted = { limit, used, remaining: remainingOf(limit, used), resetsAt };
  return { feature: key, name, unit, unitPlural, kind, per, values: valuesOf(feature, terms), ...counted };
}
