import { findFeature } from "@/lib/billing/entitlements/features";
import { type CountRequest, type Entitlement, quantityOf } from "@/lib/billing/entitlements/types";
import { countedFrom, entitlement } from "@/lib/billing/entitlements/usage";
import { planTerms } from "@/lib/billing/refills/plan-terms";
import type { Db } from "@/lib/db";

export type CheckedEntitlement =
  | { ok: true; allowed: boolean; entitlement: Entitlement }
  | { ok: false; reason: "unknown_feature" };

/**
 * Whether `quantity` more of a feature would be allowed now; of a set, whether the plan includes `value`. Counts nothing, so
 * another request may come first.
 */
export async function checkEntitlement(
  db: Db,
  request: Pick<CountRequest, "userId" | "feature" | "quantity"> & { value?: string | undefined },
  now: Date,
): Promise<CheckedEntitlement> {
  const quantity = quantityOf(request);
  const { userId } = request;
  const feature = await findFeature(db, request.feature);
  if (!feature) return { ok: false, reason: "unknown_feature" };
  const terms = await planTerms(db, userId, now);
  const key = { userId, feature: feature.key, windowStart: countedFrom(feature, terms) };
  const row = await db.featureUsage.findUnique({ where: { userId_feature_windowStart: key } });
  const state = entitlement(feature, terms, row?.used ?? 0n);
  const isIncluded = request.value === undefined || (state.values?.includes(request.value) ?? true);
  const allowed = isIncluded && (state.remaining === null || quantity <= state.remaining);
  return { ok: true, allowed, entitlement: state };
}
