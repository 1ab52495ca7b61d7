import type { Database, Db, Sql } from "@/lib/db";
import { getBalance } from "@/lib/ledger/queries";
import { log } from "@/lib/log";
import { queueMail } from "@/lib/notify/queue-mail";
import { DAY_MS } from "@/lib/time";

export type LowBalanceRun = { told: number; recovered: number };

/**
 * Tells everyone whose available credits fell below the line they set, once per crossing and at most once a day for one
 * line: a balance that goes up and down around it would fill a mailbox. Who is still below when the day is over is told
 * then. Run by the worker each minute; several at once tell nobody twice.
 */
export async function notifyLowBalances(database: Database, now: Date): Promise<LowBalanceRun> {
  const run: LowBalanceRun = { told: 0, recovered: 0 };
  let failures = 0;
  for (const { user_id } of await findCrossings(database.sql, now)) {
    try {
      const outcome = await database.transaction((db, sql) => settleOne(db, sql, user_id, now));
      if (outcome) run[outcome] += 1;
    } catch (error) {
      // One person's trouble must not keep the others from their mail.
      failures += 1;
      log.error({ err: error, user: user_id }, "a low balance could not be told of");
    }
  }
  if (failures > 0) throw new Error(`${failures} low balances could not be told of; see the log.`);
  return run;
}

/**
 * Who may be on the other side of their line than when they were last told. What this sums up is exact but for holds past
 * their time, whose credits may be free again: those accounts are always looked at.
 */
function findCrossings(sql: Sql, now: Date) {
  return sql<{ user_id: string }>`
    SELECT a.user_id
    FROM credit_account a
    LEFT JOIN notification_setting s ON s.user_id = a.user_id
    CROSS JOIN LATERAL (
      SELECT coalesce(sum(l.remaining - l.held), 0) - a.debt AS credits
      FROM credit_lot l
      WHERE l.account_id = a.id AND l.closed_at IS NULL AND l.frozen_at IS NULL
        AND l.effective_at <= ${now}::timestamptz AND (l.expires_at IS NULL OR l.expires_at > ${now}::timestamptz)
    ) AS available
    WHERE a.low_balance_threshold IS NOT NULL
      AND (
        (available.credits < a.low_balance_threshold) <> (s.low_balance_notified_at IS NOT NULL)
        OR a.held > 0 AND EXISTS (
          SELECT FROM credit_hold h
          WHERE h.account_id = a.id AND h.status = 'OPEN' AND h.expires_at <= ${now}::timestamptz
        )
      )`;
}

/** Looks at the exact balance under the lock of the mark that says whether its owner knows. */
async function settleOne(db: Db, sql: Sql, userId: string, now: Date): Promise<keyof LowBalanceRun | null> {
  await db.notificationSetting.createMany({ data: [{ userId }], skipDuplicates: true });
  const [mark] = await sql<{ notified_at: Date | null }>`
    SELECT low_balance_notified_at AS notified_at FROM notification_setting WHERE user_id = ${userId}::uuid FOR UPDATE`;
  const account = await db.creditAccount.findUniqueOrThrow({ where: { userId } });
  const threshold = account.lowBalanceThreshold;
  const balance = await getBalance(sql, account.id, now);
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
