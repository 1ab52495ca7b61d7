import type { MeterView } from "@/lib/catalog/types";
import { meterCost } from "@/lib/catalog/views";
import type { Sql } from "@/lib/db";
import type { MeterVersion } from "@/lib/generated/prisma/client";
import { type Notifications, notifications } from "@/lib/notifications";
import { oncePerProcess } from "@/lib/once-per-process";

/** Every meter by its key, at its current rate. Archived meters are included, so that they can be refused by name. */
export type RateCard = ReadonlyMap<string, MeterView>;

/** The rate card as the database has it, or had it a moment ago. */
export type RateCardCache = { find: (sql: Sql) => Promise<RateCard> };

const MAX_AGE_MS = 60_000;
// How long a change may go unnoticed when the connection has just died silently.
const MAX_SILENCE_MS = 500;

/**
 * Caches the rate card for as long as Postgres would have announced any change (the `rate_card` channel). When that is in
 * doubt, for example after a lost connection, every read goes to the database.
 */
export function createRateCardCache(announcements: Notifications): RateCardCache {
  // A promise, so that concurrent readers share one query.
  let known: { card: Promise<RateCard>; readAt: number } | null = null;
  const forget = () => {
    known = null;
  };
  announcements.listen({ channel: "rate_card", onMessage: forget, onGap: forget });

  return {
    find: (sql) => {
      const isFresh = announcements.isFresh(MAX_SILENCE_MS);
      const readAt = performance.now();
      if (isFresh && known && readAt - known.readAt < MAX_AGE_MS) return known.card;
      const card = readRateCard(sql);
      // Valid from the start of the query, not from its end: a change announced while it runs invalidates the result.
      known = isFresh ? { card, readAt } : null;
      card.catch(() => {
        if (known?.card === card) forget();
      });
      return card;
    },
  };
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
