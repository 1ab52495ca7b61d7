import type { Actor } from "@/lib/audit";
import { recordSecurityEvent } from "@/lib/auth/security-event";
import { type Database, type Db, prismaSql } from "@/lib/db";

/** Ends the view of a session, if there is one. Returns who was viewed. Runs in the caller's transaction. */
export async function endViewOf(
  db: Db,
  { sessionId, adminId }: { sessionId: string; adminId: string },
  actor: Actor,
  at: Date,
): Promise<string | null> {
  const [view] = await prismaSql(db)<{ userId: string; until: Date }>`
    UPDATE session AS after SET viewed_user_id = NULL, view_until = NULL
    FROM (SELECT * FROM session WHERE id = ${sessionId}::uuid FOR NO KEY UPDATE) AS before
    WHERE after.id = before.id AND before.user_id = ${adminId}::uuid AND before.viewed_user_id IS NOT NULL
    RETURNING before.viewed_user_id::text AS "userId", before.view_until AS until`;
  if (!view) return null;
  const { userId, until } = view;
  const isOver = until <= at;
  const event = { action: "user.view_ended", userId, actor, details: { by: isOver ? "time" : "admin" } } as const;
  await recordSecurityEvent(db, event, isOver ? until : at);
  return userId;
}

/** Records the end of views whose time is over; they ended by themselves. Returns how many. `at` is the machine's time. */
export async function endOverdueViews({ prisma, transaction }: Database, at: Date): Promise<number> {
  const overdue = await prisma.session.findMany({
    where: { viewUntil: { lte: at } },
    select: { id: true, userId: true },
    take: 100,
  });
  for (const { id: sessionId, userId: adminId } of overdue) {
    await transaction((db) => endViewOf(db, { sessionId, adminId }, { userId: adminId }, at));
  }
  return overdue.length;
}
