import { type Actor, audit } from "@/lib/audit";
import { type Archival, changedSince } from "@/lib/catalog/archival";
import { pushOrDefer } from "@/lib/catalog/push-or-defer";
import { pushPlan } from "@/lib/catalog/push-plan";
import type { Services } from "@/lib/services";

export type ArchivedPlan =
  | { ok: true; pushed: boolean }
  | { ok: false; reason: "unknown_plan" | "free_plan_exists" | "changed_meanwhile" };

/** Archives a plan: it is no longer sold. Its subscribers keep it and keep refilling. */
export async function archivePlan(services: Services, actor: Actor, item: Archival, now: Date): Promise<ArchivedPlan> {
  return setArchived(services, actor, { ...item, archivedAt: now }, now);
}

/** Restores an archived plan in its current version. */
export async function restorePlan(services: Services, actor: Actor, item: Archival, now: Date): Promise<ArchivedPlan> {
  return setArchived(services, actor, { ...item, archivedAt: null }, now);
}

async function setArchived(
  { database, stripe }: Services,
  actor: Actor,
  { archivedAt, ...item }: Archival & { archivedAt: Date | null },
  now: Date,
): Promise<ArchivedPlan> {
  const result = await database.transaction(async (db) => {
    // Decided before an edit, and refused after it.
    await db.$queryRaw`SELECT id FROM plan WHERE id = ${item.id}::uuid FOR UPDATE`;
    const plan = await db.plan.findUnique({ where: { id: item.id } });
    if (!plan) return { ok: false, reason: "unknown_plan" } as const;
    if (changedSince(item, plan.currentVersion)) return { ok: false, reason: "changed_meanwhile" } as const;
    if ((plan.archivedAt === null) === (archivedAt === null)) return { ok: true } as const;
    if (
      archivedAt === null &&
      plan.isFree &&
      (await db.plan.findFirst({ where: { isFree: true, archivedAt: null } }))
    ) {
      return { ok: false, reason: "free_plan_exists" } as const;
    }
    await db.plan.update({ where: { id: item.id }, data: { archivedAt } });
    const action = archivedAt ? "plan.archived" : "plan.restored";
    await audit(db, actor, { action, targetType: "plan", targetId: item.id }, now);
    return { ok: true } as const;
  });
  if (!result.ok) return result;
  return { ok: true, ...(await pushOrDefer(() => pushPlan(database.prisma, stripe, item.id, now))) };
}
