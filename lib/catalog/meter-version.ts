import type { MeterInput } from "@/lib/catalog/schemas";
import type { MeterView } from "@/lib/catalog/types";
import type { Db } from "@/lib/db";

/** Writes version `version` of a meter's rate. It counts once the meter says that it is the current one. */
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
    },
  });
}

/** Whether the current version already says what `input` says. The place in the list is no part of it. */
export function isSameRate(current: MeterView, input: MeterInput): boolean {
  const now = meterInputOf(current);
  return (Object.keys(now) as (keyof MeterInput)[]).every(
    (field) => field === "sortOrder" || now[field] === input[field],
  );
}

/** A meter as it stands, in the words of a catalogue file: what an editor starts from. */
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
    sortOrder: meter.sortOrder,
  };
}
