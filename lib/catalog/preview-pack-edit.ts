import type { z } from "zod";
import { isSameMoney, packInputOf } from "@/lib/catalog/create-pack";
import { editChanges, type FieldChange } from "@/lib/catalog/edit-changes";
import { type PackInput, packInput } from "@/lib/catalog/schemas";
import { packView } from "@/lib/catalog/views";
import type { Db } from "@/lib/db";
import { numberFormat } from "@/lib/format/formats";
import { formatPreciseMoney } from "@/lib/format/precise-money";

export type PackEditPreview = {
  ok: true;
  changes: FieldChange[];
  /** The version on sale. Pass it to `editPack`, which refuses the edit when another version is on sale by then. */
  version: number;
  /** The version that the edit creates; null when nothing changes. */
  nextVersion: number | null;
  /** Whether a new price is created in Stripe and the present one archived. */
  newPrice: boolean;
  /** How many automatic top-ups buy the pack, and how many of them stop because their monthly limit is below its price. */
  autoTopups: { buy: number; stop: number };
};

export type PackEditPreviewed =
  | PackEditPreview
  | { ok: false; reason: "invalid"; error: z.ZodError }
  | { ok: false; reason: "unknown_pack" | "key_is_fixed" };

/** What `editPack` would do with the same input: what changes, and for whom. Changes nothing. */
export async function previewPackEdit(db: Db, edit: { packId: string; input: unknown }): Promise<PackEditPreviewed> {
  const parsed = packInput.safeParse(edit.input);
  if (!parsed.success) return { ok: false, reason: "invalid", error: parsed.error };
  const current = await db.creditPack.findUnique({ where: { id: edit.packId } });
  if (!current) return { ok: false, reason: "unknown_pack" };
  const input = parsed.data;
  if (input.key !== current.key) return { ok: false, reason: "key_is_fixed" };
  const changes = editChanges(inLines(packInputOf(packView(current))), inLines(input));
  const rules = { packId: edit.packId, enabled: true };
  const tooLow = { OR: [{ monthlyCapCents: { lt: input.amountCents } }, { currency: { not: input.currency } }] };
  return {
    ok: true,
    changes,
    version: current.version,
    nextVersion: changes.length > 0 ? current.version + 1 : null,
    newPrice: !isSameMoney(current, input),
    autoTopups: {
      buy: await db.autoTopup.count({ where: rules }),
      stop: await db.autoTopup.count({ where: { ...rules, ...tooLow } }),
    },
  };
}

/** The input with the tiers of its price as an admin reads them. */
function inLines({ volume, ...input }: PackInput) {
  const tiers = volume?.tiers.map(
    ({ fromCredits, priceMicros }) =>
      `from ${numberFormat({}).format(fromCredits)}: ${formatPreciseMoney(BigInt(priceMicros), input.currency)}`,
  );
  return { ...input, maxCredits: volume?.maxCredits ?? null, tiers: tiers ?? [] };
}
