import type { Actor } from "@/lib/audit";
import { insertMeter } from "@/lib/catalog/create-meter";
import { updateMeter } from "@/lib/catalog/edit-meter";
import { isSameRate, meterInputOf } from "@/lib/catalog/meter-version";
import { listAllMeters } from "@/lib/catalog/queries";
import { type ModelMeter, modelMeters, type RateTerms } from "@/lib/catalog/rates/model-meters";
import type { ModelPrices } from "@/lib/catalog/rates/models-dev";
import { type MeterInput, meterInput } from "@/lib/catalog/schemas";
import type { MeterView } from "@/lib/catalog/types";
import type { Database, Db } from "@/lib/db";

export type RateChange =
  | { kind: "new"; input: MeterInput }
  | { kind: "changed"; input: MeterInput; before: MeterInput; meterId: string; version: number }
  | { kind: "same"; key: string }
  /** It is archived: a change would not be used. */
  | { kind: "archived"; key: string };

export type RatesPlan =
  | { ok: true; changes: RateChange[]; left: Extract<ModelMeter, { ok: false }>[] }
  /** Two models want the same meter, such as one model of two providers. */
  | { ok: false; reason: "same_key"; key: string; models: [string, string] }
  | { ok: false; reason: "invalid_meter"; key: string; detail: string };

/** What an import would create and change, without doing it. */
export async function planRates(db: Db, models: readonly ModelPrices[], terms: RateTerms): Promise<RatesPlan> {
  const known = new Map((await listAllMeters(db)).map((meter) => [meter.key, meter]));
  const owners = new Map<string, string>();
  const changes: RateChange[] = [];
  const left: Extract<ModelMeter, { ok: false }>[] = [];
  for (const model of models) {
    for (const meter of modelMeters(model, terms)) {
      const key = meter.ok ? meter.input.key : meter.key;
      const name = `${model.provider}/${model.id}`;
      const owner = owners.get(key);
      if (owner !== undefined) return { ok: false, reason: "same_key", key, models: [owner, name] };
      owners.set(key, name);
      if (!meter.ok) {
        left.push(meter);
        continue;
      }
      const parsed = meterInput.safeParse(meter.input);
      if (!parsed.success) {
        return { ok: false, reason: "invalid_meter", key, detail: parsed.error.issues[0]?.message ?? "Not valid." };
      }
      changes.push(changeOf(parsed.data, known.get(key)));
    }
  }
  return { ok: true, changes, left };
}

function changeOf(input: MeterInput, known: MeterView | undefined): RateChange {
  if (!known) return { kind: "new", input };
  if (known.archivedAt !== null) return { kind: "archived", key: input.key };
  // Its place in the list is the admin's to choose.
  const next = { ...input, sortOrder: known.sortOrder };
  if (isSameRate(known, next)) return { kind: "same", key: input.key };
  return { kind: "changed", input: next, before: meterInputOf(known), meterId: known.id, version: known.version };
}

export type RatesImported = { ok: true; created: number; changed: number } | { ok: false; reason: "changed_meanwhile" };

/** Creates the new meters and gives the changed ones their next version, all or none. Spends made before keep their rates. */
export async function applyRates(
  database: Database,
  actor: Actor,
  changes: readonly RateChange[],
  now: Date,
): Promise<RatesImported> {
  const counts = { created: 0, changed: 0 };
  try {
    await database.transaction(async (db) => {
      for (const change of changes) {
        if (change.kind === "new") {
          if (!(await insertMeter(db, actor, change.input, now)).ok) throw new ChangedMeanwhile();
          counts.created += 1;
        } else if (change.kind === "changed") {
          const { meterId, version, input } = change;
          if (!(await updateMeter(db, actor, { meterId, version, input }, now)).ok) throw new ChangedMeanwhile();
          counts.changed += 1;
        }
      }
    });
  } catch (error) {
    if (error instanceof ChangedMeanwhile) return { ok: false, reason: "changed_meanwhile" };
    throw error;
  }
  return { ok: true, ...counts };
}

/** Rolls the transaction back. */
class ChangedMeanwhile extends Error {}
