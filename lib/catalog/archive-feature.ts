import { type Actor, audit } from "@/lib/audit";
import { featureView } from "@/lib/catalog/features";
import type { Services } from "@/lib/services";

export type ArchivedFeature = { ok: true; done: "archived" | "deleted" } | { ok: false; reason: "unknown_feature" };

/**
 * Takes a feature off the list: it is deleted when no version of any plan has ever limited it, and archived otherwise, as
 * subscribers of those versions keep its limit.
 */
export async function archiveFeature(
  { database }: Pick<Services, "database">,
  actor: Actor,
  key: string,
  now: Date,
): Promise<ArchivedFeature> {
  return database.transaction<ArchivedFeature>(async (db) => {
    const feature = await db.feature.findUnique({ where: { key } });
    if (!feature) return { ok: false, reason: "unknown_feature" };
    const limited = await db.$queryRaw<object[]>`
      SELECT 1 AS found FROM plan_version WHERE jsonb_exists(limits, ${key}::text) LIMIT 1`;
    const done = limited.length > 0 ? "archived" : "deleted";
    if (done === "deleted") await db.feature.delete({ where: { key } });
    else if (feature.archivedAt) return { ok: true, done };
    else await db.feature.update({ where: { key }, data: { archivedAt: now } });
    const record = { action: `feature.${done}`, targetType: "feature", targetId: key, before: featureView(feature) };
    await audit(db, actor, record, now);
    return { ok: true, done };
  });
}

/** Puts an archived feature back on the list. */
export async function restoreFeature(
  { database }: Pick<Services, "database">,
  actor: Actor,
  key: string,
  now: Date,
): Promise<{ ok: true } | { ok: false; reason: "unknown_feature" }> {
  return database.transaction(async (db) => {
    const { count } = await db.feature.updateMany({
      where: { key, archivedAt: { not: null } },
      data: { archivedAt: null },
    });
    if (count === 0) {
      const known = await db.feature.findUnique({ where: { key } });
      return known ? ({ ok: true } as const) : ({ ok: false, reason: "unknown_feature" } as const);
    }
    await audit(db, actor, { action: "feature.restored", targetType: "feature", targetId: key }, now);
    return { ok: true } as const;
  });
}
