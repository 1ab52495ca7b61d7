import type { z } from "zod";
import type { Actor } from "@/lib/audit";
import { saveFeature } from "@/lib/catalog/save-feature";
import { featureInput } from "@/lib/catalog/schemas";
import type { Services } from "@/lib/services";

export type SavedFeature =
  | { ok: true; changed: boolean }
  | { ok: false; reason: "invalid"; error: z.ZodError }
  | { ok: false; reason: "key_taken" | "unknown_feature" };

/** Creates a feature, or changes the one with the key of `input`, as `edit` says. */
export async function editFeature(
  { database }: Pick<Services, "database">,
  actor: Actor,
  edit: { what: "create" | "change"; input: unknown },
  now: Date,
): Promise<SavedFeature> {
  const parsed = featureInput.safeParse(edit.input);
  if (!parsed.success) return { ok: false, reason: "invalid", error: parsed.error };
  const { key } = parsed.data;
  return database.transaction<SavedFeature>(async (db) => {
    const before = await db.feature.findUnique({ where: { key } });
    if (edit.what === "create" && before) return { ok: false, reason: "key_taken" };
    if (edit.what === "change" && !before) return { ok: false, reason: "unknown_feature" };
    return { ok: true, ...(await saveFeature(db, actor, parsed.data, now)) };
  });
}
