import type { Db } from "@/lib/db";

/** Below how many available credits the account's owner wants to be told; null for never. */
export async function lowBalanceThresholdOf(db: Db, userId: string): Promise<bigint | null> {
  const account = await db.creditAccount.findUnique({ where: { userId }, select: { lowBalanceThreshold: true } });
  return account?.lowBalanceThreshold ?? null;
}

/** Sets that line, or with null takes it away. */
export async function setLowBalanceThreshold(
  db: Db,
  accountId: string,
  lowBalanceThreshold: bigint | null,
): Promise<void> {
  await db.creditAccount.update({ where: { id: accountId }, data: { lowBalanceThreshold } });
}
