import type { Actor } from "@/lib/audit";
import { lockSignIn, unlockSignIn } from "@/lib/auth/lock-sign-in";
import type { Database } from "@/lib/db";

export type LockRequest = { userId: string; locked: boolean; reason: string };

export type LockResult =
  /** False when the user already was. */
  { ok: true; changed: boolean } | { ok: false; reason: "own_account" };

/** Locks or unlocks a user's sign-in, by an admin. Nobody locks themselves. `at` is the machine's time. */
export async function setLocked(
  database: Database,
  actor: Actor,
  { userId, locked, reason }: LockRequest,
  at: Date,
): Promise<LockResult> {
  if (userId === actor.userId) return { ok: false, reason: "own_account" };
  const change = locked ? lockSignIn : unlockSignIn;
  return { ok: true, changed: await database.transaction((db) => change(db, { userId, actor, reason }, at)) };
}
