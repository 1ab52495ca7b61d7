import { type Actor, audit } from "@/lib/audit";
import type { Services } from "@/lib/services";

export type ArchivedMeter = { ok: true } | { ok: false; reason: "unknown_meter" };

/** Archives a meter: it takes no new spends. Past spends keep their version of the rate. */
export async function archiveMeter(
  services: Pick<Services, "database">,
  actor: Actor,
  meterId: string,
  now: Date,
): Promise<ArchivedMeter> {
  return setArchived(services, actor, meterId, now, now);
}

/** Restores an archived meter at its current rate. */
export async function restoreMeter(
  services: Pick<Services, "database">,
  actor: Actor,
  meterId: string,
  now: Date,
): Promise<ArchivedMeter> {
  return setArchived(services, actor, meterId, null, now);
}

async function setArchived(
  { database }: Pick<Services, "database">,
  actor: Actor,
  meterId: string,
  archivedAt: Date | null,
  now: Date,
): Promise<ArchivedMeter> {
  return database.transaction(async (db) => {
    const meter = await db.meter.findUnique({ where: { id: meterId } });
    if (!meter) return { ok: false, reason: "unknown_meter" };
    if ((meter.archivedAt === null) === (archivedAt === null)) return { ok: true };
    await db.meter.update({ where: { id: meterId }, data: { archivedAt } });
    const action = archivedAt ? "meter.archived" : "meter.restored";
    await audit(db, actor, { action, targetType: "meter", targetId: meterId }, now);
    return { ok: true };
  });
}
