import { type Actor, audit } from "@/lib/audit";
import type { SavedMeter } from "@/lib/catalog/create-meter";
import { insertMeterVersion, isSameRate, meterInputOf } from "@/lib/catalog/meter-version";
import { findMeter } from "@/lib/catalog/queries";
import { type MeterInput, meterInput } from "@/lib/catalog/schemas";
import type { Db } from "@/lib/db";
import type { Services } from "@/lib/services";

/** `version` is the one that the edit was made from, if it matters that nobody edited the meter since. */
export type MeterEdit = { meterId: string; version?: number; input: unknown };

/**
 * Edits a meter. New spends use the next version of its rate; past spends keep theirs. An edit that changes nothing
 * creates no version.
 */
export async function editMeter(
  { database }: Pick<Services, "database">,
  actor: Actor,
  edit: MeterEdit,
  now: Date,
): Promise<SavedMeter> {
  const parsed = meterInput.safeParse(edit.input);
  if (!parsed.success) return { ok: false, reason: "invalid", error: parsed.error };
  return database.transaction((db) => updateMeter(db, actor, { ...edit, input: parsed.data }, now));
}

type Updated =
  | { ok: true; meterId: string; version: number; changed: boolean }
  | { ok: false; reason: "unknown_meter" | "key_is_fixed" | "changed_meanwhile" };

/** Inserts the next version if the rate changed. The position in the list is updated in place. */
export async function updateMeter(
  db: Db,
  actor: Actor,
  { meterId, version: basis, input }: MeterEdit & { input: MeterInput },
  now: Date,
): Promise<Updated> {
  // Concurrent edits are serialized, so that versions stay consecutive.
  await db.$queryRaw`SELECT id FROM meter WHERE id = ${meterId}::uuid FOR UPDATE`;
  const current = await findMeter(db, meterId);
  if (!current) return { ok: false, reason: "unknown_meter" };
  if (basis !== undefined && basis !== current.version) return { ok: false, reason: "changed_meanwhile" };
  if (input.key !== current.key) return { ok: false, reason: "key_is_fixed" };

  const changed = !isSameRate(current, input);
  const version = changed ? current.version + 1 : current.version;
  if (!changed && input.sortOrder === current.sortOrder) return { ok: true, meterId, version, changed };
  if (changed) await insertMeterVersion(db, meterId, version, input);
  await db.meter.update({ where: { id: meterId }, data: { currentVersion: version, sortOrder: input.sortOrder } });
  const before = meterInputOf(current);
  await audit(db, actor, { action: "meter.edited", targetType: "meter", targetId: meterId, before, after: input }, now);
  return { ok: true, meterId, version, changed };
}
