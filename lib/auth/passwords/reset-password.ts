import { markVerified } from "@/lib/auth/email/mark-verified";
import { handOverAccount } from "@/lib/auth/hand-over-account";
import { forgetDevices } from "@/lib/auth/known-device";
import { endLinks, readLink, redeemLink } from "@/lib/auth/mailed-links/redeem-link";
import { hashPassword } from "@/lib/auth/password";
import { newPasswordProblem } from "@/lib/auth/passwords/new-password";
import { recordSecurityEvent } from "@/lib/auth/security-event";
import { endSessions } from "@/lib/auth/sessions/end-sessions";
import { lockUser } from "@/lib/billing/context";
import type { Database } from "@/lib/db";
import { queueMail } from "@/lib/notify/queue-mail";

export type ResetPassword =
  | { ok: true; userId: string; email: string }
  | { ok: false; reason: "link_over" }
  /** The link is still valid for a better password. `message` is for the user. */
  | { ok: false; reason: "invalid"; message: string };

type Reset = { token: unknown; password: unknown; network: string | null };

/**
 * Sets a new password with an emailed link, ends every session, token and other link, and forgets every device. The link
 * proves control of the address, so it is verified from now on; anything set up on the account before that ends. The
 * second factor of a verified account stays. `at` is the machine's time.
 */
export async function resetPassword(
  database: Database,
  { token, password, network }: Reset,
  { now, at }: { now: Date; at: Date },
): Promise<ResetPassword> {
  const purpose = "RESET_PASSWORD";
  const open = await readLink(database.prisma, { token, purpose }, now);
  if (!open) return { ok: false, reason: "link_over" };
  const message = newPasswordProblem(password, open.email);
  if (message || typeof password !== "string") return { ok: false, reason: "invalid", message: message ?? "" };
  const passwordHash = await hashPassword(password);

  return database.transaction(async (db, sql) => {
    const link = await redeemLink(db, { token, purpose }, now);
    const user = link && (await lockUser(sql, link.userId));
    if (!user || user.email !== link.email) return { ok: false, reason: "link_over" };
    const { id: userId, email } = user;
    const { emailVerified } = await db.user.update({ where: { id: userId }, data: { passwordHash } });
    if (!emailVerified) await handOverAccount(db, userId, now);
    await endLinks(db, userId, now);
    await forgetDevices(db, { userId });
    const version = await endSessions(db, { userId }, at);
    await markVerified(db, sql, userId, now);
    await queueMail(db, { template: "password_changed", userId, sourceKey: `password_changed:${version}` }, now);
    const details = { firstProof: !emailVerified };
    await recordSecurityEvent(db, { action: "password.reset", userId, network, details }, at);
    return { ok: true, userId, email };
  });
}
