import type { z } from "zod";
import type { Actor } from "@/lib/audit";
import { checkLimits } from "@/lib/catalog/check-limits";
import { featureMark } from "@/lib/catalog/feature-mark";
import { featureView } from "@/lib/catalog/features";
import { saveFeature } from "@/lib/catalog/save-feature";
import { featureInput } from "@/lib/catalog/schemas";
import type { FeatureView, Limit } from "@/lib/catalog/types";
import type { Sql } from "@/lib/db";
import type { Services } from "@/lib/services";

/** `mark` is the feature as the edit was made from, if it matters that nobody edited it since. */
export type FeatureEdit = { what: "create" | "change"; mark?: string; input: unknown };

export type SavedFeature =
  | { ok: true; changed: boolean }
  | { ok: false; reason: "invalid"; error: z.ZodError }
  | { ok: false; reason: "key_taken" | "unknown_feature" | "changed_meanwhile" }
  /** These plans limit it by a value that the new kind does not have. */
  | { ok: false; reason: "kind_in_use"; plans: string[] };

/** Creates a feature, or changes the one with the key of `input`, as `edit` says. */
export async function editFeature(
  { database }: Pick<Services, "database">,
  actor: Actor,
  edit: FeatureEdit,
  now: Date,
): Promise<SavedFeature> {
  const parsed = featureInput.safeParse(edit.input);
  if (!parsed.success) return { ok: false, reason: "invalid", error: parsed.error };
  const { key, kind } = parsed.data;
  return database.transaction<SavedFeature>(async (db, sql) => {
    // Serialized per key, so that each of two admins at once sees what the other did.
    await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`feature:${key}`}, 0))::text AS locked`;
    const row = await db.feature.findUnique({ where: { key } });
    const before = row && featureView(row);
    if (edit.what === "create" && before) return { ok: false, reason: "key_taken" };
    if (edit.what === "change" && !before) return { ok: false, reason: "unknown_feature" };
    if (before && edit.mark !== undefined && edit.mark !== featureMark(before)) {
      return { ok: false, reason: "changed_meanwhile" };
    }
    const plans = before && before.kind !== kind ? await misfits(sql, { ...before, kind }) : [];
    if (plans.length > 0) return { ok: false, reason: "kind_in_use", plans };
    return { ok: true, ...(await saveFeature(db, actor, parsed.data, now)) };
  });
}

/**
 * The plans that limit a feature by a value of another kind, in a version that is on sale or has subscribers: their cards would
 * promise something else than is enforced.
 */
async function misfits(sql: Sql, feature: FeatureView): Promise<string[]> {
  const { key } = feature;
  const versions = await sql<{ name: string; limit: Limit }>`
    SELECT version.name, version.limits -> ${key}::text AS limit
    FROM plan_version AS version
    JOIN plan ON plan.id = version.plan_id
    WHERE jsonb_exists(version.limits, ${key}::text)
      AND (
        version.version = plan.current_version
        OR EXISTS (SELECT FROM subscription WHERE plan_version_id = version.id AND ended_at IS NULL)
      )
    ORDER BY plan.sort_order, version.version`;
  const wrong = versions.filter(
    ({ limit }) => checkLimits({ [key]: limit }, [{ ...feature, archivedAt: null }]).length > 0,
  );
  return [...new Set(wrong.map(({ name }) => name))];
}
