import { recordSecurityEvent } from "@/lib/auth/security-event";
import { endSessions } from "@/lib/auth/sessions/end-sessions";
import type { Database } from "@/lib/db";
import { queueMail } from "@/lib/notify/queue-mail";

/**
 * Turns the second factor off: its owner (`by: "owner"`), after proving who they are with it, or a script for somebody
 * who lost it. Every session and token ends but `except`, whose cookie is sealed again with the version that this returns.
 * Null when it was not on.
 */
export async function disableSecondFactor(
  database: Database,
  request: { userId: string; by: "owner" | "operator"; except?: string; network?: string | null },
  at: Date,
): Promise<{ version: number } | null> {
  const { userId, by, except, network = null } = request;
  return database.transaction(async (db) => {
    const { count } = await db.totpFactor.deleteMany({ where: { userId } });
    if (count === 0) return null;
    await db.recoveryCode.deleteMany({ where: { userId } });
    const version = await endSessions(db, { userId, except }, at);
    const actorId = by === "owner" ? userId : null;
    await recordSecurityEvent(db, { action: "second_factor.disabled", userId, actorId, network, details: { by } }, at);
    const sourceKey = `second-factor:off:${userId}:${at.toISOString()}`;
    await queueMail(db, { template: "security_notice", what: "second_factor_disabled", by, userId, sourceKey }, at);
    return { version };
  });
}
