import { v7 as newId } from "uuid";
import { type Actor, audit } from "@/lib/audit";
import { enqueueVersionMove } from "@/lib/billing/plans/version-moves/enqueue-version-move";
import type { Database } from "@/lib/db";

export type VersionMoveStarted =
  | { ok: true; moveId: string; subscribers: number }
  /** Another version is on sale, the earlier move has not reached everybody, or nobody is on an older version. */
  | { ok: false; reason: "changed_meanwhile" | "already_moving" | "nobody_to_move" };

/** `versionId` is the version that the preview named. */
type Request = { planId: string; versionId: string; reason: string };

/**
 * Moves the subscribers of older versions of a plan to the version on sale, each at the end of the period they paid for. A
 * job schedules the change of each at Stripe and tells them by mail; until it takes effect it can be canceled.
 */
export async function startVersionMove(
  { database }: { database: Pick<Database, "transaction"> },
  actor: Actor,
  { planId, versionId, reason }: Request,
  now: Date,
): Promise<VersionMoveStarted> {
  return database.transaction<VersionMoveStarted>(async (db, sql) => {
    // One move at a time, and no edit of the plan in between.
    await sql`SELECT id FROM plan WHERE id = ${planId}::uuid FOR UPDATE`;
    const plan = await db.plan.findUnique({ where: { id: planId } });
    const version = await db.planVersion.findUnique({ where: { id: versionId } });
    if (!plan || version?.planId !== planId || version.version !== plan.currentVersion) {
      return { ok: false, reason: "changed_meanwhile" };
    }
    const pending = { move: { version: { planId } }, state: "PENDING" } as const;
    if (await db.versionMoveItem.findFirst({ where: pending })) return { ok: false, reason: "already_moving" };
    const [found] = await sql<{ subscribers: number }>`
      SELECT count(*)::int AS subscribers FROM version_move_candidates(${versionId}::uuid) WHERE left_because IS NULL`;
    const subscribers = found?.subscribers ?? 0;
    if (subscribers === 0) return { ok: false, reason: "nobody_to_move" };

    const moveId = newId();
    await db.versionMove.create({
      data: { id: moveId, versionId, reason, requestedBy: actor.userId, requestedAt: now },
    });
    await sql`
      INSERT INTO version_move_item (move_id, subscription_id, from_price_id, to_price_id)
      SELECT ${moveId}::uuid, subscription_id, from_price, to_price
      FROM version_move_candidates(${versionId}::uuid)
      WHERE left_because IS NULL
      RETURNING move_id`;
    await audit(
      db,
      actor,
      {
        action: "plan.move_started",
        targetType: "plan",
        targetId: planId,
        reason,
        after: { move: moveId, version: version.version, subscribers },
      },
      now,
    );
    await enqueueVersionMove(sql, moveId);
    return { ok: true, moveId, subscribers };
  });
}
