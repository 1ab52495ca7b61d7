import { type Actor, audit } from "@/lib/audit";
import { revokeAllApiKeys } from "@/lib/auth/api-keys/revoke-api-key";
import { mailVerification } from "@/lib/auth/email/mail-verification";
import { lockSignIn, unlockSignIn } from "@/lib/auth/lock-sign-in";
import { recordSecurityEvent } from "@/lib/auth/security-event";
import { endSessions } from "@/lib/auth/sessions/end-sessions";
import type { Role } from "@/lib/auth/types";
import type { Database, Db } from "@/lib/db";

/** What an admin can do to a user's access. */
export const USER_ACTS = [
  "lock",
  "unlock",
  "end_sessions",
  "revoke_keys",
  "resend_verification",
  "make_admin",
  "make_user",
] as const;
export type UserAct = (typeof USER_ACTS)[number];

export type ActResult =
  /** `changed` is false when there was nothing to do. */
  | { ok: true; changed: boolean }
  /** Of `no_longer_admin`: the actor was locked or lost the role while this was asked. */
  | { ok: false; reason: "unknown_user" | "own_account" | "missing_reason" | "no_longer_admin" };

/** `at` is the machine's time, `now` the app's. */
type Times = { at: Date; now: Date };
type Request = { userId: string; act: UserAct; reason: string };

// An admin who did these to themselves could lock everyone out.
const NOT_ON_ONESELF: readonly UserAct[] = ["lock", "make_user"];

/**
 * Acts on a user's access, by an admin. The change and its record in the audit log commit together. An admin always
 * remains: nobody can lock or demote themselves, and of two admins who do it to each other at once, the second is refused.
 */
export async function actOnUser(
  database: Database,
  actor: Actor,
  { userId, act, reason }: Request,
  { at, now }: Times,
): Promise<ActResult> {
  if (reason.trim() === "") return { ok: false, reason: "missing_reason" };
  if (userId === actor.userId && NOT_ON_ONESELF.includes(act)) return { ok: false, reason: "own_account" };
  return database.transaction<ActResult>(async (db) => {
    // Serialized, so that two admins at once see each other's change; in one order, so that neither waits for the other.
    const rows = await db.$queryRaw<{ id: string; deleted: boolean; admin: boolean }[]>`
      SELECT id::text, deleted_at IS NOT NULL AS deleted, role = 'ADMIN' AND locked_at IS NULL AS admin
      FROM "user" WHERE id IN (${userId}::uuid, ${actor.userId}::uuid) ORDER BY id FOR NO KEY UPDATE`;
    const user = rows.find(({ id }) => id === userId);
    // A command has no user behind it.
    if (actor.userId !== null && !rows.find(({ id }) => id === actor.userId)?.admin) {
      return { ok: false, reason: "no_longer_admin" };
    }
    if (!user || user.deleted) return { ok: false, reason: "unknown_user" };
    const request = { userId, actor, reason: reason.trim() };
    return { ok: true, changed: await ACTS[act](db, request, { at, now }) };
  });
}

type Act = (db: Db, request: { userId: string; actor: Actor; reason: string }, times: Times) => Promise<boolean>;

const ACTS: Record<UserAct, Act> = {
  lock: (db, request, { at }) => lockSignIn(db, request, at),
  unlock: (db, request, { at }) => unlockSignIn(db, request, at),
  end_sessions: async (db, request, { at }) => {
    await endSessions(db, { userId: request.userId }, at);
    await recordSecurityEvent(db, { action: "sessions.ended", ...request }, at);
    return true;
  },
  revoke_keys: async (db, request, { at }) => {
    const count = await revokeAllApiKeys(db, request, at);
    if (count === 0) return false;
    const { actor, userId, reason } = request;
    const record = { action: "api_keys.revoked", targetType: "user", targetId: userId, reason, after: { count } };
    await audit(db, actor, record, at);
    return true;
  },
  resend_verification: async (db, { userId, actor, reason }, { now }) => {
    const user = await db.user.findUniqueOrThrow({ where: { id: userId } });
    if (user.emailVerified) return false;
    await mailVerification(db, user, now);
    await audit(db, actor, { action: "verification.resent", targetType: "user", targetId: userId, reason }, now);
    return true;
  },
  make_admin: (db, request, { at }) => setRole(db, { ...request, role: "ADMIN" }, at),
  make_user: (db, request, { at }) => setRole(db, { ...request, role: "USER" }, at),
};

type RoleChange = { userId: string; actor: Actor; reason: string; role: Role };

async function setRole(db: Db, { userId, actor, reason, role }: RoleChange, at: Date): Promise<boolean> {
  const { role: before } = await db.user.findUniqueOrThrow({ where: { id: userId }, select: { role: true } });
  if (before === role) return false;
  await db.user.update({ where: { id: userId }, data: { role } });
  const record = { action: "user.role_changed", targetType: "user", targetId: userId, reason };
  await audit(db, actor, { ...record, before: { role: before }, after: { role } }, at);
  return true;
}
