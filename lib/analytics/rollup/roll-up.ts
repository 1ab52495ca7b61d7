import { recordRun } from "@/lib/analytics/rollup/record-run";
import { rollUpMoney } from "@/lib/analytics/rollup/roll-up-money";
import { rollUpMrr } from "@/lib/analytics/rollup/roll-up-mrr";
import { takeSnapshots } from "@/lib/analytics/rollup/take-snapshots";
import type { Database } from "@/lib/db";
import { rollUpEntries } from "@/lib/ledger/roll-up-entries";
import { onlyOne } from "@/lib/only-one";

export type RolledUp = {
  /** Entries that were not counted before. */
  entries: bigint;
  /** UTC days whose money and MRR were added up again. */
  days: number;
};

/**
 * Brings the read models of the overview up to date: adds new entries, and adds up the days again whose payments, refunds,
 * disputes, fees or subscriptions changed. Safe to repeat and to kill. Only one runs at a time; null when one is running.
 */
export async function rollUp(database: Database, now: Date): Promise<RolledUp | null> {
  return onlyOne(database, LOCK, () => recordRun(database, "ROLL_UP", () => rollUpAlone(database, now)));
}

export type Rebuilt =
  | ({ ok: true } & RolledUp)
  | { ok: false; reason: "running" }
  /** The spends of this many months are archived, and the read models are what is left of them. */
  | { ok: false; reason: "archived"; months: number };

/** Empties the read models and makes them anew from the facts; the overview is incomplete until it is done. */
export async function rebuild(database: Database, now: Date): Promise<Rebuilt> {
  const months = await database.prisma.ledgerArchive.count();
  if (months > 0) return { ok: false, reason: "archived", months };
  const rebuilt = await onlyOne(database, LOCK, () =>
    recordRun(database, "REBUILD", async () => {
      await empty(database);
      return rollUpAlone(database, now);
    }),
  );
  return rebuilt ? { ok: true, ...rebuilt } : { ok: false, reason: "running" };
}

const LOCK = "refill-metrics";

/** Few enough to commit within seconds. */
const DAYS_AT_ONCE = 31;

async function rollUpAlone(database: Database, now: Date): Promise<RolledUp> {
  const entries = await rollUpEntries(database);
  let days = 0;
  for (;;) {
    const some = await rollUpStaleDays(database);
    days += some;
    if (some < DAYS_AT_ONCE) break;
  }
  await takeSnapshots(database.sql, now);
  return { entries, days };
}

/** What commits after the mark was taken leaves another, for the next run. */
async function rollUpStaleDays(database: Database): Promise<number> {
  return database.transaction(async (_db, sql) => {
    const stale = await sql<{ day: string }>`
      WITH oldest AS (
        SELECT DISTINCT day FROM metric_stale_day ORDER BY day LIMIT ${DAYS_AT_ONCE}::integer
      ), taken AS (
        DELETE FROM metric_stale_day USING oldest WHERE metric_stale_day.day = oldest.day RETURNING oldest.day
      )
      SELECT DISTINCT day::text FROM taken`;
    const days = stale.map(({ day }) => day);
    if (days.length > 0) {
      await rollUpMoney(sql, days);
      await rollUpMrr(sql, days);
    }
    return days.length;
  });
}

async function empty(database: Database): Promise<void> {
  await database.transaction(async (_db, sql) => {
    await sql`DELETE FROM metric_credit`;
    await sql`DELETE FROM metric_credit_day`;
    await sql`DELETE FROM metric_account`;
    await sql`DELETE FROM metric_money`;
    await sql`DELETE FROM metric_money_day`;
    await sql`DELETE FROM metric_mrr`;
    await sql`DELETE FROM metric_mrr_day`;
    await sql`
      INSERT INTO metric_stale_day (day)
      SELECT (at AT TIME ZONE 'UTC')::date
      FROM (
        SELECT paid_at AS at FROM payment
        UNION ALL SELECT created_at FROM refund
        UNION ALL SELECT created_at FROM dispute
        UNION ALL SELECT created_at FROM credit_note
        UNION ALL SELECT at FROM subscription_change
      ) AS fact
      WHERE at IS NOT NULL
      GROUP BY 1`;
  });
}
