import type { Db } from "@/lib/db";

/** Records that the user of this session has just confirmed their identity. */
export async function confirmIdentity(db: Db, { sessionId }: { sessionId: string }, at: Date): Promise<void> {
  await db.session.updateMany({ where: { id: sessionId, endedAt: null }, data: { authenticatedAt: at } });
}
