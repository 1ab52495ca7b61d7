import { type Actor, audit } from "@/lib/audit";
import { pushOrDefer } from "@/lib/catalog/push-or-defer";
import { pushPack } from "@/lib/catalog/push-pack";
import type { Services } from "@/lib/services";

export type ArchivedPack = { ok: true; pushed: boolean } | { ok: false; reason: "unknown_pack" };

/** Archives a pack: it is no longer sold. Credits already bought stay. */
export async function archivePack(services: Services, actor: Actor, packId: string, now: Date): Promise<ArchivedPack> {
  return setArchived(services, actor, packId, now, now);
}

/** Restores an archived pack. */
export async function restorePack(services: Services, actor: Actor, packId: string, now: Date): Promise<ArchivedPack> {
  return setArchived(services, actor, packId, null, now);
}

async function setArchived(
  { database, stripe }: Services,
  actor: Actor,
  packId: string,
  archivedAt: Date | null,
  now: Date,
): Promise<ArchivedPack> {
  const found = await database.transaction(async (db) => {
    const pack = await db.creditPack.findUnique({ where: { id: packId } });
    if (!pack) return false;
    if ((pack.archivedAt === null) === (archivedAt === null)) return true;
    await db.creditPack.update({ where: { id: packId }, data: { archivedAt } });
    const action = archivedAt ? "pack.archived" : "pack.restored";
    await audit(db, actor, { action, targetType: "pack", targetId: packId }, now);
    return true;
  });
  if (!found) return { ok: false, reason: "unknown_pack" };
  return { ok: true, ...(await pushOrDefer(() => pushPack(database.prisma, stripe, packId))) };
}
