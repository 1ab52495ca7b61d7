import { SESSION_SECONDS } from "@/lib/auth/session";
import type { Db } from "@/lib/db";

const KEPT_MS = 30 * 24 * 60 * 60 * 1000;

/**
 * Deletes sessions and emailed links that ended or expired more than 30 days ago, and devices without a sign-in for the
 * maximum age of a session. The audit log still records that they existed. `at` is the machine's time.
 */
export async function deleteExpired(db: Db, at: Date): Promise<{ sessions: number; tokens: number; devices: number }> {
  const kept = new Date(at.getTime() - KEPT_MS);
  const oldest = new Date(at.getTime() - SESSION_SECONDS * 1000);
  const tokens = await db.securityToken.deleteMany({ where: { expiresAt: { lt: kept } } });
  const devices = await db.knownDevice.deleteMany({ where: { lastSeenAt: { lt: oldest } } });
  const sessions = await db.session.deleteMany({
    where: { OR: [{ endedAt: { lt: kept } }, { createdAt: { lt: new Date(oldest.getTime() - KEPT_MS) } }] },
  });
  return { sessions: sessions.count, tokens: tokens.count, devices: devices.count };
}
