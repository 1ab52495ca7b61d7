import { type Actor, audit } from "@/lib/audit";
import type { FeatureInput } from "@/lib/catalog/schemas";
import type { Db } from "@/lib/db";

export type AppliedFeature = { key: string; created: boolean; changed: boolean };

/**
 * Applies the features of the catalogue file. Nothing else edits features, so the file is always authoritative. A change
 * of how a feature is counted takes effect immediately; earlier counts of the other kind are kept separately.
 */
export async function applyFeatures(
  db: Db,
  actor: Actor,
  features: readonly FeatureInput[],
  now: Date,
): Promise<AppliedFeature[]> {
  const applied: AppliedFeature[] = [];
  for (const [sortOrder, { key, name, per }] of features.entries()) {
    const before = await db.feature.findUnique({ where: { key } });
    const after = { name, per: per === "standing" ? "STANDING" : "WINDOW", sortOrder } as const;
    const changed = before?.name !== after.name || before.per !== after.per || before.sortOrder !== sortOrder;
    applied.push({ key, created: before === null, changed: before !== null && changed });
    if (!changed) continue;
    await db.feature.upsert({ where: { key }, create: { key, ...after }, update: after });
    const action = before ? "feature.edited" : "feature.created";
    await audit(db, actor, { action, targetType: "feature", targetId: key, before: before ?? undefined, after }, now);
  }
  return applied;
}
