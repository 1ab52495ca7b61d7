import { recordSecurityEvent } from "@/lib/auth/security-event";
import { endSessions } from "@/lib/auth/sessions/end-sessions";
import type { Database } from "@/lib/db";
import { queueMail } from "@/lib/notify/queue-mail";

/**
 * Turns off the second factor: for its owner (`by: "owner"`) after they confirmed with it, or for a script when it was
 * lost. Every session and token ends except `except`, whose cookie must be sealed again with the returned version. Null
 * when it was not on.
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
