import { type Database, type Db, hot, type Sql } from "@/lib/db";
import { accountsBelow } from "@/lib/ledger/accounts-below";
import { lowBalanceThresholdOf } from "@/lib/ledger/low-balance-threshold";
import { getBalance } from "@/lib/ledger/queries";
import { log } from "@/lib/log";
import { queueMail } from "@/lib/notify/queue-mail";
import { DAY_MS } from "@/lib/time";

export type LowBalanceRun = { told: number; recovered: number };

/**
 * Emails users whose available credits fell below their threshold, once per crossing and at most once a day per threshold,
 * so that a balance around the threshold does not fill a mailbox. A user who is still below it a day later is emailed
 * then. The worker runs this each minute; concurrent runs send nothing twice.
 */
export async function notifyLowBalances(database: Database, now: Date): Promise<LowBalanceRun> {
  const run: LowBalanceRun = { told: 0, recovered: 0 };
  let failures = 0;
  for (const userId of await findCrossings(database.sql, now)) {
    try {
      const outcome = await database.transaction((db, sql) => settleOne(db, sql, userId, now));
      if (outcome) run[outcome] += 1;
    } catch (error) {
      // An error for one user must not keep the others from getting their email.
      failures += 1;
      log.error({ err: error, user: userId }, "a low-balance email could not be queued");
    }
  }
  if (failures > 0) throw new Error(`${failures} low-balance emails could not be queued; see the log.`);
  return run;
}

/** Users who may have crossed their threshold since the last check, and all with an overdue hold, who are checked exactly. */
async function findCrossings(sql: Sql, now: Date): Promise<Set<string>> {
  const [low, marked] = await Promise.all([
    accountsBelow(sql, "thresholds", now),
    hot(sql)<{ userId: string }>`
      SELECT user_id::text AS "userId" FROM notification_setting WHERE low_balance_notified_at IS NOT NULL`,
  ]);
  const below = new Set(low.filter(({ isBelow }) => isBelow).map(({ accountId }) => accountId));
  const notified = new Set(marked.map(({ userId }) => userId));
  const overdue = new Set(low.filter(({ hasOverdueHold }) => hasOverdueHold).map(({ accountId }) => accountId));
  return new Set([...overdue, ...[...below, ...notified].filter((id) => below.has(id) !== notified.has(id))]);
}

/** Checks the exact balance under the lock of the row that records whether the user was notified. */
async function settleOne(db: Db, sql: Sql, userId: string, now: Date): Promise<keyof LowBalanceRun | null> {
  await db.notificationSetting.createMany({ data: [{ userId }], skipDuplicates: true });
  const [mark] = await sql<{ notified_at: Date | null }>`
    SELECT low_balance_notified_at AS notified_at FROM notification_setting WHERE user_id = ${userId}::uuid FOR UPDATE`;
  const threshold = await lowBalanceThresholdOf(db, userId);
  const balance = await getBalance(sql, userId, now);
  if (!mark || threshold === null || !balance) return null;
  const isLow = balance.available < threshold;
  if (isLow === (mark.notified_at !== null)) return null;
  if (isLow && (await wasToldToday(db, { userId, threshold }, now))) return null;
  const note = (lowBalanceNotifiedAt: Date | null) =>
    db.notificationSetting.update({ where: { userId }, data: { lowBalanceNotifiedAt } });
  if (!isLow) {
    await note(null);
    return "recovered";
  }
  const { available } = balance;
  const sourceKey = `${keyOfLine(threshold)}${now.toISOString()}`;
  const mail = { template: "low_balance", userId, sourceKey, available, threshold } as const;
  if (!(await queueMail(db, mail, now))) return null;
  await note(now);
  return "told";
}

async function wasToldToday(
  db: Db,
  { userId, threshold }: { userId: string; threshold: bigint },
  now: Date,
): Promise<boolean> {
  const told = await db.mail.findFirst({
    where: {
      userId,
      template: "low_balance",
      sourceKey: { startsWith: keyOfLine(threshold) },
      createdAt: { gt: new Date(now.getTime() - DAY_MS) },
    },
    select: { id: true },
  });
  return told !== null;
}

function keyOfLine(threshold: bigint): string {
  return `low_balance:${threshold}:`;
}
