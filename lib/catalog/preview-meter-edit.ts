import type { z } from "zod";
import { editChanges, type FieldChange } from "@/lib/catalog/edit-changes";
import { isSameRate, meterInputOf } from "@/lib/catalog/meter-version";
import { findMeter } from "@/lib/catalog/queries";
import { type MeterInput, meterInput } from "@/lib/catalog/schemas";
import type { Db } from "@/lib/db";
import { formatPreciseMoney } from "@/lib/format/precise-money";

export type MeterEditPreview = {
  ok: true;
  changes: FieldChange[];
  /** The version spends take now. Pass it to `editMeter`, which refuses the edit when they take another by then. */
  version: number;
  /** The version that the edit creates; null when only its place in the list changes, or nothing. */
  nextVersion: number | null;
};

export type MeterEditPreviewed =
  | MeterEditPreview
  | { ok: false; reason: "invalid"; error: z.ZodError }
  | { ok: false; reason: "unknown_meter" | "key_is_fixed" };

/** What `editMeter` would do with the same input. Changes nothing. */
export async function previewMeterEdit(db: Db, edit: { meterId: string; input: unknown }): Promise<MeterEditPreviewed> {
  const parsed = meterInput.safeParse(edit.input);
  if (!parsed.success) return { ok: false, reason: "invalid", error: parsed.error };
  const current = await findMeter(db, edit.meterId);
  if (!current) return { ok: false, reason: "unknown_meter" };
  if (parsed.data.key !== current.key) return { ok: false, reason: "key_is_fixed" };
  return {
    ok: true,
    changes: editChanges(written(meterInputOf(current)), written(parsed.data)),
    version: current.version,
    nextVersion: isSameRate(current, parsed.data) ? null : current.version + 1,
  };
}

/** With its cost as an admin reads it: the amount alone says nothing without its currency. */
function written({ cost, ...meter }: MeterInput) {
  return { ...meter, cost: cost && formatPreciseMoney(BigInt(cost.micros), cost.currency) };
}
