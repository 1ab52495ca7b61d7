import { forgetDevices } from "@/lib/auth/known-device";
import { endLinks } from "@/lib/auth/mailed-links/redeem-link";
import { hashPassword } from "@/lib/auth/password";
import { newPasswordProblem } from "@/lib/auth/passwords/new-password";
import type { RateLimits } from "@/lib/auth/rate-limits";
import { recordSecurityEvent } from "@/lib/auth/security-event";
import type { SessionTicket } from "@/lib/auth/session";
import { endSessions } from "@/lib/auth/sessions/end-sessions";
import { signIn } from "@/lib/auth/sign-in";
import type { Database } from "@/lib/db";
import { queueMail } from "@/lib/notify/queue-mail";

export type ChangedPassword =
  /** `kept` is the session it was changed in; its cookie must be sealed again. */
  | { ok: true; kept: SessionTicket }
  | { ok: false; reason: "wrong_password" }
  /** `message` is for the user. */
  | { ok: false; reason: "invalid"; message: string }
  | { ok: false; reason: "rate_limited"; retryAfterSeconds: number };

type Change = {
  user: { id: string; email: string; sessionId: string };
  current: unknown;
  next: unknown;
  ip: string;
  network: string | null;
  /** As for sign-in. */
  deviceToken?: string | null;
};

/**
 * Changes a password given the current one, ends the user's other sessions and forgets their other devices. A wrong
 * current password counts as a failed sign-in, so that a borrowed browser cannot bypass those limits. `at` is the machine's time.
 */
export async function changePassword(
  { database, limits }: { database: Database; limits: RateLimits },
  { user, current, next, ip, network, deviceToken }: Change,
  { now, at }: { now: Date; at: Date },
): Promise<ChangedPassword> {
  const message = newPasswordProblem(next, user.email);
  if (message || typeof next !== "string") return { ok: false, reason: "invalid", message: message ?? "" };
  const claim = { email: user.email, password: current, ip, deviceToken };
  const proof = await signIn({ db: database.prisma, limits }, claim, at);
  if (!proof.ok) return proof.reason === "rate_limited" ? proof : { ok: false, reason: "wrong_password" };
  const passwordHash = await hashPassword(next);
  return database.transaction(async (db) => {
    const { id: userId, sessionId } = user;
    await db.user.update({ where: { id: userId }, data: { passwordHash } });
    await endLinks(db, userId, now);
    await forgetDevices(db, { userId, except: deviceToken });
    const version = await endSessions(db, { userId, except: sessionId }, at);
    const sourceKey = `password_changed:${version}`;
    await queueMail(db, { template: "password_changed", userId, sourceKey }, now);
    await recordSecurityEvent(db, { action: "password.changed", userId, network }, at);
    return { ok: true, kept: { userId, sessionId, version } };
  });
}
