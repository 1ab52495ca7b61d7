import type { Database } from "@/lib/db";
import { openAccount } from "@/lib/ledger/open-account";
import type { NotificationSettings } from "@/lib/notify/schemas";

/**
 * Says which mails someone wants. Without a line there is no low balance to be told of; setting one again begins anew.
 * Moving the line tells nobody twice: who was told of a low balance hears of it again after it was above the new line.
 */
export async function saveNotificationSettings(
  database: Database,
  userId: string,
  { refilled, lowBalanceThreshold }: NotificationSettings,
  now: Date,
): Promise<void> {
  await database.transaction(async (db, sql) => {
    const accountId = await openAccount(sql, userId, now);
    const forget = lowBalanceThreshold === null ? { lowBalanceNotifiedAt: null } : {};
    await db.notificationSetting.createMany({ data: [{ userId }], skipDuplicates: true });
    await db.notificationSetting.update({ where: { userId }, data: { refilled, ...forget } });
    await db.creditAccount.update({ where: { id: accountId }, data: { lowBalanceThreshold } });
  });
}
