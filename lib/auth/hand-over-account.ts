import type { Db } from "@/lib/db";

/**
 * Ends every way into an account that was set up before anybody showed that its address is theirs: whoever did may have
 * registered an address of somebody else's and waited. The caller ends the sessions and the password.
 */
export async function handOverAccount(db: Db, userId: string, now: Date): Promise<void> {
  await db.apiKey.updateMany({ where: { userId, revokedAt: null }, data: { revokedAt: now } });
  await db.account.deleteMany({ where: { userId } });
  await db.totpFactor.deleteMany({ where: { userId } });
  await db.recoveryCode.deleteMany({ where: { userId } });
  await db.knownDevice.deleteMany({ where: { userId } });
}
