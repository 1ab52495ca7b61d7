import type { Db } from "@/lib/db";

/** A user's second factor, as they see it. */
export type SecondFactorView = { enabledAt: Date; recoveryCodesLeft: number };

/** A user's second factor; null when they have none. */
export async function secondFactorOf(db: Db, userId: string): Promise<SecondFactorView | null> {
  const factor = await db.totpFactor.findUnique({ where: { userId }, select: { confirmedAt: true } });
  if (!factor?.confirmedAt) return null;
  const recoveryCodesLeft = await db.recoveryCode.count({ where: { userId, usedAt: null } });
  return { enabledAt: factor.confirmedAt, recoveryCodesLeft };
}
