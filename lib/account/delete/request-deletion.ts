import { enqueueDeletion } from "@/lib/account/delete/enqueue-deletion";
import { otherAdmins } from "@/lib/account/delete/preview-deletion";
import { revokeAllApiKeys } from "@/lib/auth/api-keys/revoke-api-key";
import { recordSecurityEvent } from "@/lib/auth/security-event";
import { endSessions } from "@/lib/auth/sessions/end-sessions";
import type { Database, Db } from "@/lib/db";
import { queueMail } from "@/lib/notify/queue-mail";

export type DeletionRequested = { ok: true } | { ok: false; reason: "last_admin" | "unknown_user" };

/**
 * Closes an account and queues its deletion, in one transaction: sign-in, sessions, tokens and keys end now, auto top-up
 * is off, and the job for the rest is recorded. `actorId` is the user, or null for a command. Repeating it changes
 * nothing. `at` is the machine's time, `now` the app's.
 */
export async function requestDeletion(
  database: Database,
  { userId, actorId }: { userId: string; actorId: string | null },
  { at, now }: { at: Date; now: Date },
): Promise<DeletionRequested> {
  return database.transaction<DeletionRequested>(async (db, sql) => {
    // When two admins leave at the same moment, the second must see that the first has left.
    await sql`SELECT id FROM "user" WHERE role = 'ADMIN' ORDER BY id FOR UPDATE`;
    const [user] = await sql<{ role: string }>`
      SELECT role::text FROM "user" WHERE id = ${userId}::uuid AND deleted_at IS NULL FOR UPDATE`;
    if (!user) return { ok: false, reason: "unknown_user" };
    if (await db.accountDeletion.findUnique({ where: { userId } })) return { ok: true };
    if (user.role === "ADMIN" && (await db.user.count({ where: otherAdmins(userId) })) === 0) {
      return { ok: false, reason: "last_admin" };
    }
    await db.accountDeletion.create({ data: { userId, requestedBy: actorId, requestedAt: now } });
    await close(db, { userId, actorId }, at);
    await queueMail(db, { template: "account_deleted", userId, sourceKey: "account_deleted" }, now);
    await enqueueDeletion(sql, userId);
    return { ok: true };
  });
}

type Closing = { userId: string; actorId: string | null };

/** The lock blocks every way in: sign-in, keys and invitation links. */
async function close(db: Db, { userId, actorId }: Closing, at: Date): Promise<void> {
  await db.user.update({ where: { id: userId }, data: { lockedAt: at } });
  await endSessions(db, { userId }, at);
  await revokeAllApiKeys(db, { userId, actor: { userId: actorId } }, at);
  await db.autoTopup.updateMany({ where: { userId }, data: { enabled: false } });
  await recordSecurityEvent(db, { action: "account.deletion_requested", userId, actorId }, at);
}
