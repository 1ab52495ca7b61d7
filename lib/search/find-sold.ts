import type { Sql } from "@/lib/db";
import { soldFound } from "@/lib/search/rows";
import type { Found } from "@/lib/search/types";

type Row = Parameters<typeof soldFound>[0];
/** What is left out does not match. */
type Wanted = { id?: string; stripeId?: string; part?: string };

/** Plans, packs, meters and promo codes: by their id, that of their product or price in Stripe, or part of a name. */
export async function findSold(sql: Sql, wanted: Wanted, limit: number): Promise<Found[]> {
  const { id = null, stripeId = null, part = null } = wanted;
  const like = part === null ? null : `%${part.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  const rows = await sql<Row>`
    (SELECT 'plan' AS kind, plan.id::text, version.name AS title, plan.key AS detail, plan.archived_at IS NOT NULL AS archived
    FROM plan
    JOIN plan_version AS version ON version.plan_id = plan.id AND version.version = plan.current_version
    WHERE plan.id = ${id}::uuid OR plan.stripe_product_id = ${stripeId}::text
      OR version.name ILIKE ${like}::text OR plan.key ILIKE ${like}::text
      OR plan.id = (
        SELECT sold.plan_id FROM price JOIN plan_version AS sold ON sold.id = price.plan_version_id
        WHERE price.stripe_price_id = ${stripeId}::text)
    ORDER BY plan.archived_at IS NOT NULL, plan.sort_order, plan.key LIMIT ${limit}::int)
    UNION ALL
    (SELECT 'pack', id::text, name, key, archived_at IS NOT NULL
    FROM credit_pack
    WHERE id = ${id}::uuid OR stripe_product_id = ${stripeId}::text OR stripe_price_id = ${stripeId}::text
      OR name ILIKE ${like}::text OR key ILIKE ${like}::text
    ORDER BY archived_at IS NOT NULL, sort_order, key LIMIT ${limit}::int)
    UNION ALL
    (SELECT 'meter', meter.id::text, version.name, meter.key, meter.archived_at IS NOT NULL
    FROM meter
    JOIN meter_version AS version ON version.meter_id = meter.id AND version.version = meter.current_version
    WHERE meter.id = ${id}::uuid OR version.name ILIKE ${like}::text OR meter.key ILIKE ${like}::text
    ORDER BY meter.archived_at IS NOT NULL, meter.sort_order, meter.key LIMIT ${limit}::int)
    UNION ALL
    (SELECT 'promo_code', id::text, code, description, archived_at IS NOT NULL
    FROM promo_code
    WHERE id = ${id}::uuid OR code ILIKE ${like}::text OR description ILIKE ${like}::text
    ORDER BY archived_at IS NOT NULL, code LIMIT ${limit}::int)`;
  return rows.map(soldFound);
}
