import type { Actor } from "@/lib/audit";
import { recordSecurityEvent } from "@/lib/auth/security-event";
import { endViewOf } from "@/lib/auth/view-as/end-view";
import { COOKIES } from "@/lib/cookies";
import type { Database } from "@/lib/db";
import { MINUTE_MS } from "@/lib/time";

/** How long a view lasts. */
export const VIEW_MINUTES = COOKIES.view.seconds / 60;

export type ViewWish = {
  userId: string;
  /** The admin's session, in which the view takes place. */
  sessionId: string;
  reason: string;
};

export type ViewStarted =
  | { ok: true; until: Date }
  | { ok: false; reason: "unknown_user" | "missing_reason" }
  /** An admin's pages have the secrets of the business, and acts in their name would be theirs. */
  | { ok: false; reason: "is_admin" };

/**
 * Begins an admin's view of the app as a user, for fifteen minutes. A view of another user in the same session ends.
 * `at` is the machine's time, as for everything about sessions.
 */
export async function startView(
  database: Database,
  actor: Actor & { userId: string },
  { userId, sessionId, reason }: ViewWish,
  at: Date,
): Promise<ViewStarted> {
  if (reason.trim() === "") return { ok: false, reason: "missing_reason" };
  return database.transaction<ViewStarted>(async (db) => {
    const user = await db.user.findUnique({ where: { id: userId }, select: { role: true, deletedAt: true } });
    if (!user || user.deletedAt) return { ok: false, reason: "unknown_user" };
    if (user.role === "ADMIN") return { ok: false, reason: "is_admin" };
    await endViewOf(db, { sessionId, adminId: actor.userId }, actor, at);
    const until = new Date(at.getTime() + VIEW_MINUTES * MINUTE_MS);
    await db.session.update({
      where: { id: sessionId, userId: actor.userId },
      data: { viewedUserId: userId, viewUntil: until },
    });
    const details = { until: until.toISOString() };
    const event = { action: "user.view_started", userId, actor, reason: reason.trim(), details } as const;
    await recordSecurityEvent(db, event, at);
    return { ok: true, until };
  });
}
