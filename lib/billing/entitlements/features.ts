import { listPlans } from "@/lib/catalog/queries";
import type { FeaturePeriod } from "@/lib/catalog/types";
import type { Db } from "@/lib/db";
import type { Feature } from "@/lib/generated/prisma/client";

export type FeatureView = { key: string; name: string; per: FeaturePeriod };

/** A feature in the catalogue, or one that any plan has ever limited; null for an unknown name. */
export async function findFeature(db: Db, key: string): Promise<FeatureView | null> {
  const named = await db.feature.findUnique({ where: { key } });
  if (named) return view(named);
  const [limited] = await db.$queryRaw<{ found: number }[]>`
    SELECT 1 AS found FROM plan_version WHERE jsonb_exists(limits, ${key}::text) LIMIT 1`;
  return limited ? unnamed(key) : null;
}

/** Every feature of the catalogue file, then others that a plan on sale, or `own`, limits. */
export async function listFeatures(db: Db, own: readonly string[]): Promise<FeatureView[]> {
  const [rows, plans] = await Promise.all([
    db.feature.findMany({ orderBy: [{ sortOrder: "asc" }, { key: "asc" }] }),
    listPlans(db),
  ]);
  const named = rows.map(view);
  const keys = new Set([...own, ...plans.flatMap(({ limits }) => Object.keys(limits))]);
  for (const { key } of named) keys.delete(key);
  return [...named, ...[...keys].sort().map(unnamed)];
}

function view({ key, name, per }: Feature): FeatureView {
  return { key, name, per: per === "STANDING" ? "standing" : "window" };
}

/** A name for limits that are not in the catalogue file: max_team_seats becomes "Max team seats". */
function unnamed(key: string): FeatureView {
  const words = key.replaceAll(/[_-]/g, " ");
  return { key, name: words.charAt(0).toUpperCase() + words.slice(1), per: "window" };
}
