import { isDeepStrictEqual } from "node:util";
import type { MeterInput } from "@/lib/catalog/schemas";
import type { MeterView } from "@/lib/catalog/types";
import type { Db } from "@/lib/db";

/** Inserts version `version` of a meter's rate. It takes effect once the meter points to it. */
export async function insertMeterVersion(db: Db, meterId: string, version: number, input: MeterInput): Promise<void> {
  await db.meterVersion.create({
    data: {
      meterId,
      version,
      name: input.name,
      description: input.description,
      unit: input.unit,
      credits: BigInt(input.credits),
      perUnits: BigInt(input.perUnits),
      rounding: input.rounding,
      minimumCredits: BigInt(input.minimumCredits),
      costMicros: input.cost && BigInt(input.cost.micros),
      costCurrency: input.cost?.currency ?? null,
    },
  });
}

/** Whether the current version equals `input`, apart from the position in the list. */
export function isSameRate(current: MeterView, input: MeterInput): boolean {
  const now = meterInputOf(current);
  return (Object.keys(now) as (keyof MeterInput)[]).every(
    (field) => field === "sortOrder" || isDeepStrictEqual(now[field], input[field]),
  );
}

/** A meter's current values in the form of a catalogue file: the starting point of an edit. */
export function meterInputOf(meter: MeterView): MeterInput {
  return {
    key: meter.key,
    name: meter.name,
    description: meter.description,
    unit: meter.unit,
    credits: Number(meter.credits),
    perUnits: Number(meter.perUnits),
    rounding: meter.rounding,
    minimumCredits: Number(meter.minimumCredits),
    cost: meter.cost && { micros: Number(meter.cost.micros), currency: meter.cost.currency },
    sortOrder: meter.sortOrder,
  };
}
