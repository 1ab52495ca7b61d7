import { featureView, listAllFeatures } from "@/lib/catalog/features";
import { unnamedFeature } from "@/lib/catalog/promises";
import { listPlans } from "@/lib/catalog/queries";
import type { FeatureView } from "@/lib/catalog/types";
import type { Db } from "@/lib/db";

/** A feature in the catalogue, or one that any plan has ever limited; null for an unknown name. */
export async function findFeature(db: Db, key: string): Promise<FeatureView | null> {
  const named = await db.feature.findUnique({ where: { key } });
  if (named) return featureView(named);
  return (await isLimited(db, key)) ? unnamedFeature(key) : null;
}

/** Every feature of the catalogue, then others that a plan on sale, or `own`, limits. Archived ones only if one does. */
export async function listFeatures(db: Db, own: readonly string[]): Promise<FeatureView[]> {
  const [all, plans] = await Promise.all([listAllFeatures(db), listPlans(db)]);
  const keys = new Set([...own, ...plans.flatMap(({ limits }) => Object.keys(limits))]);
  const named = all.filter(({ key, archivedAt }) => archivedAt === null || keys.has(key));
  for (const { key } of named) keys.delete(key);
  return [...named, ...[...keys].sort().map(unnamedFeature)];
}

/** Whether any version of any plan limits it. */
async function isLimited(db: Db, key: string): Promise<boolean> {
  const found = await db.$queryRaw<{ found: number }[]>`
    SELECT 1 AS found FROM plan_version WHERE jsonb_exists(limits, ${key}::text) LIMIT 1`;
  return found.length > 0;
}
