import { isDeepStrictEqual } from "node:util";
import { type Actor, audit } from "@/lib/audit";
import { isSameMoney, packData, packInputOf, type SavedPack } from "@/lib/catalog/create-pack";
import { pushOrDefer } from "@/lib/catalog/push-or-defer";
import { pushPack } from "@/lib/catalog/push-pack";
import { type PackInput, packInput } from "@/lib/catalog/schemas";
import { packView } from "@/lib/catalog/views";
import type { Db } from "@/lib/db";
import type { Services } from "@/lib/services";

/** `version` is the one that the edit was made from, if it matters that nobody edited the pack since. */
export type PackEdit = { packId: string; version?: number; input: unknown };

/** Edits a pack, as its next version. Packs already sold keep the terms copied into their payment. */
export async function editPack(
  { database, stripe }: Services,
  actor: Actor,
  edit: PackEdit,
  now: Date,
): Promise<SavedPack> {
  const parsed = packInput.safeParse(edit.input);
  if (!parsed.success) return { ok: false, reason: "invalid", error: parsed.error };
  const updated = await database.transaction((db) => updatePack(db, actor, { ...edit, input: parsed.data }, now));
  if (!updated.ok) return updated;
  const { pushed } = await pushOrDefer(() => pushPack(database.prisma, stripe, edit.packId));
  return { ...updated, pushed };
}

type Updated =
  | { ok: true; packId: string; version: number; changed: boolean }
  | { ok: false; reason: "unknown_pack" | "key_is_fixed" | "changed_meanwhile" };

/** Inserts the next version if something changed. A new price or currency needs a new price in Stripe. */
export async function updatePack(
  db: Db,
  actor: Actor,
  { packId, version: basis, input }: PackEdit & { input: PackInput },
  now: Date,
): Promise<Updated> {
  await db.$queryRaw`SELECT id FROM credit_pack WHERE id = ${packId}::uuid FOR UPDATE`;
  const current = await db.creditPack.findUnique({ where: { id: packId } });
  if (!current) return { ok: false, reason: "unknown_pack" };
  if (basis !== undefined && basis !== current.version) return { ok: false, reason: "changed_meanwhile" };
  if (input.key !== current.key) return { ok: false, reason: "key_is_fixed" };

  const next = packData(input);
  const changed = !isDeepStrictEqual(packInputOf(packView(current)), input);
  if (!changed) return { ok: true, packId, version: current.version, changed };
  const version = current.version + 1;
  const stripePriceId = isSameMoney(current, input) ? current.stripePriceId : null;
  await db.creditPack.update({ where: { id: packId }, data: { ...next, version, stripePriceId } });
  await audit(
    db,
    actor,
    { action: "pack.edited", targetType: "pack", targetId: packId, before: current, after: input },
    now,
  );
  return { ok: true, packId, version, changed };
}
