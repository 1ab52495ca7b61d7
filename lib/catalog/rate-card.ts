import { type AnnouncedCache, announcedCache } from "@/lib/announced-cache";
import type { MeterView } from "@/lib/catalog/types";
import { meterCost } from "@/lib/catalog/views";
import type { Sql } from "@/lib/db";
import type { MeterVersion } from "@/lib/generated/prisma/client";
import { type Notifications, notifications } from "@/lib/notifications";
import { oncePerProcess } from "@/lib/once-per-process";

/** Every meter by its key, at its current rate. Archived meters are included, so that they can be refused by name. */
export type RateCard = ReadonlyMap<string, MeterView>;

export type RateCardCache = AnnouncedCache<Sql, RateCard>;

/** Caches the rate card for as long as Postgres would have announced any change (the `rate_card` channel). */
export function createRateCardCache(announcements: Notifications): RateCardCache {
  return announcedCache({ announcements, channels: ["rate_card"], read: readRateCard, maxSilenceMs: 500 });
}

async function readRateCard(sql: Sql): Promise<RateCard> {
  const rows = await sql<Omit<MeterView, "cost"> & Pick<MeterVersion, "costMicros" | "costCurrency">>`
    SELECT
      m.id::text, m.key, v.name, v.description, v.unit, v.version, v.credits, v.per_units AS "perUnits",
      v.rounding::text AS rounding, v.minimum_credits AS "minimumCredits",
      v.cost_micros AS "costMicros", v.cost_currency AS "costCurrency", m.archived_at AS "archivedAt",
      m.sort_order AS "sortOrder"
    FROM meter m
    JOIN meter_version v ON v.meter_id = m.id AND v.version = m.current_version`;
  return new Map(
    rows.map(({ costMicros, costCurrency, ...meter }) => [
      meter.key,
      { ...meter, cost: meterCost({ costMicros, costCurrency }) },
    ]),
  );
}

/** The rate card of this process. */
export const rateCard = oncePerProcess("rateCard", (): RateCardCache => createRateCardCache(notifications()));
