import { type Actor, audit } from "@/lib/audit";
import { type Archival, changedSince } from "@/lib/catalog/archival";
import { pushOrDefer } from "@/lib/catalog/push-or-defer";
import { pushPack } from "@/lib/catalog/push-pack";
import type { Services } from "@/lib/services";

export type ArchivedPack = { ok: true; pushed: boolean } | { ok: false; reason: "unknown_pack" | "changed_meanwhile" };

/** Archives a pack: it is no longer sold. Credits already bought stay. */
export async function archivePack(services: Services, actor: Actor, item: Archival, now: Date): Promise<ArchivedPack> {
  return setArchived(services, actor, { ...item, archivedAt: now }, now);
}

/** Restores an archived pack. */
export async function restorePack(services: Services, actor: Actor, item: Archival, now: Date): Promise<ArchivedPack> {
  return setArchived(services, actor, { ...item, archivedAt: null }, now);
}

async function setArchived(
  { database, stripe }: Services,
  actor: Actor,
  { archivedAt, ...item }: Archival & { archivedAt: Date | null },
  now: Date,
): Promise<ArchivedPack> {
  const result = await database.transaction(async (db) => {
    // Decided before an edit, and refused after it.
    await db.$queryRaw`SELECT id FROM credit_pack WHERE id = ${item.id}::uuid FOR UPDATE`;
    const pack = await db.creditPack.findUnique({ where: { id: item.id } });
    if (!pack) return { ok: false, reason: "unknown_pack" } as const;
    if (changedSince(item, pack.version)) return { ok: false, reason: "changed_meanwhile" } as const;
    if ((pack.archivedAt === null) === (archivedAt === null)) return { ok: true } as const;
    await db.creditPack.update({ where: { id: item.id }, data: { archivedAt } });
    const action = archivedAt ? "pack.archived" : "pack.restored";
    await audit(db, actor, { action, targetType: "pack", targetId: item.id }, now);
    return { ok: true } as const;
  });
  if (!result.ok) return result;
  return { ok: true, ...(await pushOrDefer(() => pushPack(database.prisma, stripe, item.id))) };
}
