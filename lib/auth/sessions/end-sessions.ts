import type { Db } from "@/lib/db";

/**
 * Ends all of a user's sessions and bearer tokens, except the session `except`, whose cookie must be sealed again with
 * the returned version.
 */
export async function endSessions(
  db: Db,
  { userId, except }: { userId: string; except?: string },
  at: Date,
): Promise<number> {
  const { sessionVersion } = await db.user.update({
    where: { id: userId },
    data: { sessionVersion: { increment: 1 } },
    select: { sessionVersion: true },
  });
  await db.session.updateMany({
    where: { userId, endedAt: null, ...(except !== undefined && { id: { not: except } }) },
    data: { endedAt: at },
  });
  return sessionVersion;
}
