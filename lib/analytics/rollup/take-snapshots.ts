import { cohorts } from "@/lib/analytics/rollup/cohorts";
import { subscriptionCounts } from "@/lib/analytics/rollup/subscription-counts";
import type { Sql } from "@/lib/db";
import { balanceDistribution } from "@/lib/ledger/balance-distribution";

/** Counts what is counted over all accounts, so that a page reads it without counting. */
export async function takeSnapshots(sql: Sql, now: Date): Promise<void> {
  const [subscriptions, balances, retention] = await Promise.all([
    subscriptionCounts(sql),
    balanceDistribution(sql),
    cohorts(sql, now),
  ]);
  await keep(sql, "subscriptions", subscriptions, now);
  await keep(sql, "balances", balances, now);
  await keep(sql, "cohorts", retention, now);
}

async function keep(sql: Sql, name: string, value: unknown, now: Date): Promise<void> {
  await sql`
    INSERT INTO metric_snapshot (name, value, as_of)
    VALUES (${name}::text, ${JSON.stringify(value, asText)}::jsonb, ${now}::timestamptz)
    ON CONFLICT (name) DO UPDATE SET value = excluded.value, as_of = excluded.as_of`;
}

const asText = (_key: string, value: unknown) => (typeof value === "bigint" ? String(value) : value);
