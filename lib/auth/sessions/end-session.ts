import type { Db } from "@/lib/db";

/** Ends one of the user's sessions, which invalidates its cookie. False when it is not theirs or has ended. */
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
