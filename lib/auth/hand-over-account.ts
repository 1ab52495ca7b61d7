import type { Db } from "@/lib/db";

/**
 * Removes every way into an account that was set up before its address was verified: its creator may have signed up with
 * someone else's address and waited. The caller ends the sessions and removes the password.
 */
export async function handOverAccount(db: Db, userId: string, now: Date): Promise<void> {
  await db.apiKey.updateMany({ where: { userId, revokedAt: null }, data: { revokedAt: now } });
  await db.account.deleteMany({ where: { userId } });
  await db.totpFactor.deleteMany({ where: { userId } });
  await db.recoveryCode.deleteMany({ where: { userId } });
  await db.knownDevice.deleteMany({ where: { userId } });
}
