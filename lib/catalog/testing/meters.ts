import { createMeter } from "@/lib/catalog/create-meter";
import { editMeter } from "@/lib/catalog/edit-meter";
import type { MeterInput } from "@/lib/catalog/schemas";
import type { Database } from "@/lib/db";

type Terms = Partial<Omit<MeterInput, "key">>;

const NOBODY = { userId: null };
const NOON = new Date("2026-11-21T12:00:00Z");

/** Creates a meter, by default at one credit per token, and returns its id. */
export async function newMeter(database: Database, key: string, terms: Terms = {}): Promise<string> {
  const input = { name: key, unit: "token", credits: 1, perUnits: 1, ...terms, key };
  const made = await createMeter({ database }, NOBODY, input, NOON);
  if (!made.ok) throw new Error(made.reason);
  return made.meterId;
}

/** Edits a meter, as its next version. */
export async function changeMeter(database: Database, meterId: string, key: string, terms: Terms): Promise<number> {
  const input = { name: key, unit: "token", credits: 1, perUnits: 1, ...terms, key };
  const edited = await editMeter({ database }, NOBODY, { meterId, input }, NOON);
  if (!edited.ok) throw new Error(edited.reason);
  return edited.version;
}
