import { createHash } from "node:crypto";
import type { Actor } from "@/lib/audit";
import { saveFeature } from "@/lib/catalog/save-feature";
import type { FeatureInput } from "@/lib/catalog/schemas";
import type { Db } from "@/lib/db";

export type AppliedFeature = { key: string; created: boolean; changed: boolean };

/**
 * Applies the features of the catalogue file: each when its definition in the file is new, so that admins' edits stay until
 * the file changes. A change of how a feature is counted takes effect immediately; earlier counts of the other kind are
 * kept separately.
 */
export async function applyFeatures(
  db: Db,
  actor: Actor,
  features: readonly FeatureInput[],
  now: Date,
): Promise<AppliedFeature[]> {
  const applied: AppliedFeature[] = [];
  for (const [index, feature] of features.entries()) {
    const input = { ...feature, sortOrder: feature.sortOrder ?? index };
    const catalogueHash = createHash("sha256").update(JSON.stringify(input)).digest("hex");
    const before = await db.feature.findUnique({ where: { key: input.key } });
    if (before?.catalogueHash === catalogueHash) {
      applied.push({ key: input.key, created: false, changed: false });
      continue;
    }
    const { changed } = await saveFeature(db, actor, input, now);
    await db.feature.update({ where: { key: input.key }, data: { catalogueHash } });
    applied.push({ key: input.key, created: before === null, changed: before !== null && changed });
  }
  return applied;
}
