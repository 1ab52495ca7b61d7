import { listFeatures } from "@/lib/billing/entitlements/features";
import type { Entitlement } from "@/lib/billing/entitlements/types";
import { countedFrom, entitlement } from "@/lib/billing/entitlements/usage";
import { planTerms } from "@/lib/billing/refills/plan-terms";
import type { Db } from "@/lib/db";

/** Every limited feature, with the user's limit and use. */
export async function listEntitlements(db: Db, { userId }: { userId: string }, now: Date): Promise<Entitlement[]> {
  const terms = await planTerms(db, userId, now);
  const features = await listFeatures(db, Object.keys(terms.limits));
  const starts = features.map((feature) => countedFrom(feature, terms));
  const rows = await db.featureUsage.findMany({
    where: { userId, OR: features.map(({ key }, index) => ({ feature: key, windowStart: starts[index] })) },
  });
  const used = new Map(rows.map((row) => [row.feature, row.used]));
  return features.map((feature) => entitlement(feature, terms, used.get(feature.key) ?? 0n));
}
