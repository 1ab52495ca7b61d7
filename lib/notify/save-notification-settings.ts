import type { Database } from "@/lib/db";
import { setLowBalanceThreshold } from "@/lib/ledger/low-balance-threshold";
import { openAccount } from "@/lib/ledger/open-account";
import type { NotificationSettings } from "@/lib/notify/schemas";

/**
 * Saves a user's notification settings. Removing the threshold turns the alert off; setting one again starts fresh. Moving
 * the threshold never repeats an alert: the balance must first rise above the new one.
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
    await setLowBalanceThreshold(db, accountId, lowBalanceThreshold);
  });
}
