import type { Db } from "@/lib/db";

/** The number of available credits below which the account's owner is notified; null for never. */
export async function lowBalanceThresholdOf(db: Db, accountId: string): Promise<bigint | null> {
  const account = await db.creditAccount.findUnique({
    where: { id: accountId },
    select: { lowBalanceThreshold: true },
  });
  return account?.lowBalanceThreshold ?? null;
}

/** Sets the threshold; null removes it. */
export async function setLowBalanceThreshold(
  db: Db,
  accountId: string,
  lowBalanceThreshold: bigint | null,
): Promise<void> {
  await db.creditAccount.update({ where: { id: accountId }, data: { lowBalanceThreshold } });
}
