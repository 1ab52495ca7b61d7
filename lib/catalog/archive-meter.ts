import { type Actor, audit } from "@/lib/audit";
import { type Archival, changedSince } from "@/lib/catalog/archival";
import type { Services } from "@/lib/services";

export type ArchivedMeter = { ok: true } | { ok: false; reason: "unknown_meter" | "changed_meanwhile" };

/** Archives a meter: it takes no new spends. Past spends keep their version of the rate. */
export async function archiveMeter(
  services: Pick<Services, "database">,
  actor: Actor,
  item: Archival,
  now: Date,
): Promise<ArchivedMeter> {
  return setArchived(services, actor, { ...item, archivedAt: now }, now);
}

/** Restores an archived meter at its current rate. */
export async function restoreMeter(
  services: Pick<Services, "database">,
  actor: Actor,
  item: Archival,
  now: Date,
): Promise<ArchivedMeter> {
  return setArchived(services, actor, { ...item, archivedAt: null }, now);
}

async function setArchived(
  { database }: Pick<Services, "database">,
  actor: Actor,
  { archivedAt, ...item }: Archival & { archivedAt: Date | null },
  now: Date,
): Promise<ArchivedMeter> {
  return database.transaction(async (db) => {
    // Decided before an edit, and refused after it.
    await db.$queryRaw`SELECT id FROM meter WHERE id = ${item.id}::uuid FOR UPDATE`;
    const meter = await db.meter.findUnique({ where: { id: item.id } });
    if (!meter) return { ok: false, reason: "unknown_meter" };
    if (changedSince(item, meter.currentVersion)) return { ok: false, reason: "changed_meanwhile" };
    if ((meter.archivedAt === null) === (archivedAt === null)) return { ok: true };
    await db.meter.update({ where: { id: item.id }, data: { archivedAt } });
    const action = archivedAt ? "meter.archived" : "meter.restored";
    await audit(db, actor, { action, targetType: "meter", targetId: item.id }, now);
    return { ok: true };
  });
}
