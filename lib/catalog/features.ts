import type { FeatureKind, FeatureView } from "@/lib/catalog/types";
import type { Db } from "@/lib/db";
import type { Feature } from "@/lib/generated/prisma/client";

const KINDS: Record<Feature["kind"], FeatureKind> = { SWITCH: "switch", LIMIT: "limit", SET: "set" };

/** Every feature in display order, archived ones too: older versions of plans may still limit them. */
export async function listAllFeatures(db: Db): Promise<FeatureView[]> {
  const rows = await db.feature.findMany({ orderBy: [{ sortOrder: "asc" }, { key: "asc" }] });
  return rows.map(featureView);
}

/** A feature as recorded. */
export function featureView({ kind, per, catalogueHash: _, ...row }: Feature): FeatureView {
  return { ...row, kind: KINDS[kind], per: per === "STANDING" ? "standing" : "window" };
}
