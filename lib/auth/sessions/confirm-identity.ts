import type { Db } from "@/lib/db";

/** Notes that the person at this session has just proved again who they are. */
export async function confirmIdentity(db: Db, { sessionId }: { sessionId: string }, at: Date): Promise<void> {
  await db.session.updateMany({ where: { id: sessionId, endedAt: null }, data: { authenticatedAt: at } });
}
