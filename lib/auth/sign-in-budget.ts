import type { Sql } from "@/lib/db";
import { HOUR_MS } from "@/lib/time";

/** `burst` attempts at once and `perHour` more each hour: in any hour, wherever it starts, at most the sum. */
export type Budget = { burst: number; perHour: number };

/** A quarter at once, the rest spread over the hour. */
export function budgetOf(triesPerHour: number): Budget {
  const burst = Math.max(1, Math.ceil(triesPerHour / 4));
  return { burst, perHour: Math.max(1, triesPerHour - burst) };
}

/**
 * Takes one attempt from an account's budget (a leaky bucket, so that no sliding hour exceeds the limit). Null when there
 * was one, otherwise the time of the next.
 */
export async function takeFromBudget(sql: Sql, key: string, budget: Budget, at: Date): Promise<Date | null> {
  const { intervalMs, full } = measure(budget, at);
  const taken = await sql<{ wholeAt: Date }>`
    INSERT INTO sign_in_budget AS budget (key, whole_at)
    VALUES (${key}, ${new Date(at.getTime() + intervalMs)}::timestamptz)
    ON CONFLICT (key) DO UPDATE
      SET whole_at = greatest(budget.whole_at, ${at}::timestamptz) + make_interval(secs => ${intervalMs / 1000}::float8)
    WHERE budget.whole_at <= ${full}::timestamptz
    RETURNING whole_at AS "wholeAt"`;
  if (taken.length > 0) return null;
  const [budgetRow] = await sql<{ wholeAt: Date }>`SELECT whole_at AS "wholeAt" FROM sign_in_budget WHERE key = ${key}`;
  return new Date((budgetRow?.wholeAt ?? at).getTime() - (full.getTime() - at.getTime()));
}

/** Returns an attempt that does not count after all. */
export async function giveBackToBudget(sql: Sql, key: string, budget: Budget, at: Date): Promise<void> {
  const { intervalMs } = measure(budget, at);
  await sql`
    UPDATE sign_in_budget SET whole_at = whole_at - make_interval(secs => ${intervalMs / 1000}::float8) WHERE key = ${key}`;
}

/** Whether to report that the budget ran out: true once an hour. */
export async function reportsLockOut(sql: Sql, key: string, at: Date): Promise<boolean> {
  const hourAgo = new Date(at.getTime() - HOUR_MS);
  const rows = await sql`
    UPDATE sign_in_budget SET reported_at = ${at}::timestamptz
    WHERE key = ${key} AND (reported_at IS NULL OR reported_at <= ${hourAgo}::timestamptz)
    RETURNING key`;
  return rows.length > 0;
}

/** Removes a few rows that have been full for an hour. */
export async function sweepBudgets(sql: Sql, at: Date): Promise<void> {
  const hourAgo = new Date(at.getTime() - HOUR_MS);
  await sql`
    DELETE FROM sign_in_budget WHERE key IN (
      SELECT key FROM sign_in_budget WHERE whole_at <= ${hourAgo}::timestamptz LIMIT 10 FOR UPDATE SKIP LOCKED)`;
}

/** How long one attempt takes to return, and the limit of `whole_at` for one to be available now. */
function measure({ burst, perHour }: Budget, at: Date): { intervalMs: number; full: Date } {
  const intervalMs = HOUR_MS / perHour;
  return { intervalMs, full: new Date(at.getTime() + (burst - 1) * intervalMs) };
}
