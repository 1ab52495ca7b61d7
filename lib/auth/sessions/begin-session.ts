import { rememberDevice } from "@/lib/auth/known-device";
import { recordSecurityEvent } from "@/lib/auth/security-event";
import type { SessionTicket } from "@/lib/auth/session";
import { createSession, type NewSession } from "@/lib/auth/sessions/create-session";
import type { Db } from "@/lib/db";

/**
 * Starts a session after a password or provider sign-in and records it. The device becomes known, unless a second factor
 * is due: then completeSignIn remembers it. `at` is the machine's time.
 */
export async function beginSession(
  db: Db,
  { deviceToken: token, ...begun }: NewSession & { deviceToken: string },
  at: Date,
): Promise<SessionTicket> {
  const { userId, method, device } = begun;
  const { network } = device;
  await recordSecurityEvent(db, { action: "sign_in.succeeded", userId, network, details: { method } }, at);
  const ticket = await createSession(db, begun, at);
  const session = await db.session.findUniqueOrThrow({ where: { id: ticket.sessionId } });
  if (!session.secondFactorDue) await rememberDevice(db, { userId, token }, at);
  return ticket;
}
