import type { Sql } from "@/lib/db";
import { log } from "@/lib/log";

const SEEN_EVERY_MS = 5 * 60_000;

/** Records the use of a session, at most every five minutes. No request waits for it or fails because of it. */
export function noteVisit(sql: Sql, session: { sessionId: string; lastSeenAt: Date }, at: Date): void {
  const threshold = new Date(at.getTime() - SEEN_EVERY_MS);
  if (session.lastSeenAt > threshold) return;
  sql`
    UPDATE session SET last_seen_at = ${at}
    WHERE id = ${session.sessionId}::uuid AND last_seen_at <= ${threshold}`.catch((error: unknown) =>
    log.warn({ err: error, session: session.sessionId }, "a visit could not be recorded"),
  );
}
