import type { Device } from "@/lib/auth/request-device";
import type { SessionTicket } from "@/lib/auth/session";
import type { Db } from "@/lib/db";

/** How the user signed in. */
export type SignInMethod = "password" | "sign_up" | "github" | "google";

export type NewSession = {
  userId: string;
  method: SignInMethod;
  device: Device;
  /**
   * The user's `sessionVersion` when their password was checked. If all sessions were ended since, for example by a
   * password change at that moment, this one is invalid from the start.
   */
  provedAt?: number;
};

/**
 * Starts a session. When the user has an authenticator app, it is unusable until the code is entered. `at` is the
 * machine's time.
 */
export async function createSession(
  db: Db,
  { userId, method, device, provedAt }: NewSession,
  at: Date,
): Promise<SessionTicket> {
  const { sessionVersion, totpFactor } = await db.user.findUniqueOrThrow({
    where: { id: userId },
    select: { sessionVersion: true, totpFactor: { select: { confirmedAt: true } } },
  });
  const { id: sessionId } = await db.session.create({
    data: {
      userId,
      method,
      userAgent: device.userAgent,
      network: device.network,
      createdAt: at,
      lastSeenAt: at,
      authenticatedAt: at,
      secondFactorDue: totpFactor?.confirmedAt != null,
    },
    select: { id: true },
  });
  return { userId, sessionId, version: provedAt ?? sessionVersion };
}
