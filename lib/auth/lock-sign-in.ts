import type { Actor } from "@/lib/audit";
import { recordSecurityEvent } from "@/lib/auth/security-event";
import { endSessions } from "@/lib/auth/sessions/end-sessions";
import type { Db } from "@/lib/db";

type Who = { userId: string; actor: Actor; reason?: string };

/**
 * Locks a user out: sessions and tokens end now, keys stop working, and no sign-in succeeds until `unlockSignIn`. Returns
 * false when they are already locked; their sessions end all the same. Runs in the caller's transaction.
 */
export async function lockSignIn(db: Db, { userId, actor, reason }: Who, at: Date): Promise<boolean> {
  const { count } = await db.user.updateMany({ where: { id: userId, lockedAt: null }, data: { lockedAt: at } });
  await endSessions(db, { userId }, at);
  if (count > 0) await recordSecurityEvent(db, { action: "user.locked", userId, actor, reason }, at);
  return count > 0;
}

/** Unlocks a user. False when they were not locked, or the account is deleted or about to be. */
export async function unlockSignIn(db: Db, { userId, actor, reason }: Who, at: Date): Promise<boolean> {
  const locked = { id: userId, lockedAt: { not: null }, deletedAt: null, deletion: null };
  const { count } = await db.user.updateMany({ where: locked, data: { lockedAt: null } });
  if (count > 0) await recordSecurityEvent(db, { action: "user.unlocked", userId, actor, reason }, at);
  return count > 0;
}
