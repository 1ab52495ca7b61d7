import { SESSION_IDLE_SECONDS, SESSION_SECONDS } from "@/lib/auth/session";
import type { Db } from "@/lib/db";

/** A session as its user sees it. */
export type SessionView = {
  id: string;
  method: string;
  userAgent: string | null;
  network: string | null;
  createdAt: Date;
  lastSeenAt: Date;
};

/** The user's signed-in sessions, most recently used first. `at` is the machine's time. */
export function sessionsOf(db: Db, userId: string, at: Date): Promise<SessionView[]> {
  const before = (seconds: number) => new Date(at.getTime() - seconds * 1000);
  return db.session.findMany({
    where: {
      userId,
      endedAt: null,
      secondFactorDue: false,
      lastSeenAt: { gt: before(SESSION_IDLE_SECONDS) },
      createdAt: { gt: before(SESSION_SECONDS) },
    },
    orderBy: [{ lastSeenAt: "desc" }, { id: "desc" }],
    take: 100,
    select: { id: true, method: true, userAgent: true, network: true, createdAt: true, lastSeenAt: true },
  });
}
