import { hot, type Sql } from "@/lib/db";

/** The credits of a month on the free plan that is on sale; 0 without one. */
export async function freeCreditsPerMonth(sql: Sql): Promise<bigint> {
  const [row] = await hot(sql)<{ credits: bigint }>`
    SELECT version.credits_per_month AS credits
    FROM plan
    JOIN plan_version AS version ON version.plan_id = plan.id AND version.version = plan.current_version
    WHERE plan.is_free AND plan.archived_at IS NULL
    ORDER BY plan.sort_order, plan.key
    LIMIT 1`;
  return row?.credits ?? 0n;
}
