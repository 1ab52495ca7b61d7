import type { Db } from "@/lib/db";

/** Ends one session of this user: its cookie is worth nothing from now on. False when it is not theirs or has ended. */
export async function endSession(
  db: Db,
  { userId, sessionId }: { userId: string; sessionId: string },
  at: Date,
): Promise<boolean> {
  const { count } = await db.session.updateMany({
    where: { id: sessionId, userId, endedAt: null },
    data: { endedAt: at },
  });
  return count > 0;
}
