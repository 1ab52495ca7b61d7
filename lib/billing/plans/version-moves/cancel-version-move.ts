import { type Actor, audit } from "@/lib/audit";
import { enqueueVersionMove } from "@/lib/billing/plans/version-moves/enqueue-version-move";
import type { Database } from "@/lib/db";

export type VersionMoveCanceled = { ok: true } | { ok: false; reason: "unknown_move" };

/**
 * Cancels a move for everyone who has not moved yet: a job takes the scheduled changes back at Stripe and tells those who
 * were told. Who has moved by then keeps the new version. Idempotent.
 */
export async function cancelVersionMove(
  { database }: { database: Pick<Database, "transaction"> },
  actor: Actor,
  { moveId, reason }: { moveId: string; reason: string },
  now: Date,
): Promise<VersionMoveCanceled> {
  return database.transaction<VersionMoveCanceled>(async (db, sql) => {
    await sql`SELECT id FROM version_move WHERE id = ${moveId}::uuid FOR UPDATE`;
    const move = await db.versionMove.findUnique({ where: { id: moveId }, include: { version: true } });
    if (!move) return { ok: false, reason: "unknown_move" };
    if (move.canceledAt) return { ok: true };
    await db.versionMove.update({ where: { id: moveId }, data: { canceledAt: now } });
    const stopped = await db.versionMoveItem.updateMany({
      where: { moveId, state: "PENDING" },
      data: { state: "CANCELED" },
    });
    const scheduled = await db.versionMoveItem.count({ where: { moveId, state: "SCHEDULED" } });
    const target = { targetType: "plan", targetId: move.version.planId };
    const after = { move: moveId, notYetScheduled: stopped.count, scheduled };
    await audit(db, actor, { action: "plan.move_canceled", ...target, reason, after }, now);
    await enqueueVersionMove(sql, moveId);
    return { ok: true };
  });
}
