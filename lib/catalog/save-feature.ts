import { type Actor, audit } from "@/lib/audit";
import { featureView } from "@/lib/catalog/features";
import type { FeatureInput } from "@/lib/catalog/schemas";
import type { Db } from "@/lib/db";
import type { Feature } from "@/lib/generated/prisma/client";

type Columns = Pick<Feature, "name" | "kind" | "unit" | "unitPlural" | "description" | "per" | "sortOrder">;

/**
 * Creates a feature, or changes the one with its key. Plans that limit it follow at once: its name and unit are what their
 * cards promise, and how it is counted is how it is enforced.
 */
export async function saveFeature(
  db: Db,
  actor: Actor,
  { key, ...input }: FeatureInput,
  now: Date,
): Promise<{ changed: boolean }> {
  const before = await db.feature.findUnique({ where: { key } });
  const after: Columns = {
    name: input.name,
    kind: KINDS[input.kind],
    unit: input.unit,
    unitPlural: input.unitPlural ?? "",
    description: input.description,
    per: input.per === "standing" ? "STANDING" : "WINDOW",
    sortOrder: input.sortOrder ?? before?.sortOrder ?? 0,
  };
  const changed = (Object.keys(after) as (keyof Columns)[]).some((field) => before?.[field] !== after[field]);
  if (!changed) return { changed };
  await db.feature.upsert({ where: { key }, create: { key, ...after }, update: after });
  const action = before ? "feature.edited" : "feature.created";
  const was = before ? featureView(before) : undefined;
  await audit(db, actor, { action, targetType: "feature", targetId: key, before: was, after: { key, ...input } }, now);
  return { changed };
}

const KINDS = { switch: "SWITCH", limit: "LIMIT", set: "SET" } as const;
