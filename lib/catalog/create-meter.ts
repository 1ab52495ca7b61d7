import type { z } from "zod";
import { type Actor, audit } from "@/lib/audit";
import { insertMeterVersion } from "@/lib/catalog/meter-version";
import { type MeterInput, meterInput } from "@/lib/catalog/schemas";
import type { Db } from "@/lib/db";
import type { Services } from "@/lib/services";

export type SavedMeter =
  | { ok: true; meterId: string; version: number }
  | { ok: false; reason: "invalid"; error: z.ZodError }
  | { ok: false; reason: "key_taken" | "unknown_meter" | "key_is_fixed" | "changed_meanwhile" };

/** Creates a meter with the first version of its rate. Meters are not known to Stripe. */
export async function createMeter(
  { database }: Pick<Services, "database">,
  actor: Actor,
  input: unknown,
  now: Date,
): Promise<SavedMeter> {
  const parsed = meterInput.safeParse(input);
  if (!parsed.success) return { ok: false, reason: "invalid", error: parsed.error };
  return database.transaction((db) => insertMeter(db, actor, parsed.data, now));
}

/** Inserts the meter and its first version. */
export async function insertMeter(
  db: Db,
  actor: Actor,
  input: MeterInput,
  now: Date,
): Promise<{ ok: true; meterId: string; version: 1 } | { ok: false; reason: "key_taken" }> {
  const { count } = await db.meter.createMany({
    data: [{ key: input.key, sortOrder: input.sortOrder }],
    skipDuplicates: true,
  });
  if (count === 0) return { ok: false, reason: "key_taken" };
  const meter = await db.meter.findUniqueOrThrow({ where: { key: input.key } });
  await insertMeterVersion(db, meter.id, 1, input);
  await audit(db, actor, { action: "meter.created", targetType: "meter", targetId: meter.id, after: input }, now);
  return { ok: true, meterId: meter.id, version: 1 };
}
