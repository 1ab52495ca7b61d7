import type { MeterCost } from "@/lib/catalog/types";
import type { Sql } from "@/lib/db";

/** What `perUnits` of a meter's unit cost by one version of its rate. */
export type VersionCost = { meter: string; rateVersion: number; perUnits: bigint; cost: MeterCost };

/** The costs that are known of these meters, of every version. */
export async function meterCosts(sql: Sql, meters: readonly string[]): Promise<VersionCost[]> {
  const rows = await sql<Omit<VersionCost, "cost"> & { micros: bigint; currency: string }>`
    SELECT
      meter.key AS meter, version.version AS "rateVersion", version.per_units AS "perUnits", version.cost_micros AS micros,
      version.cost_currency AS currency
    FROM meter
    JOIN meter_version AS version ON version.meter_id = meter.id
    WHERE meter.key = ANY (${[...meters]}::text[]) AND version.cost_micros IS NOT NULL`;
  return rows.map(({ micros, currency, ...version }) => ({ ...version, cost: { micros, currency } }));
}
