import { edgesOf } from "@/lib/analytics/metrics/day-edges";
import { bounds, type Periods } from "@/lib/analytics/metrics/periods";
import type { Sql } from "@/lib/db";

export const MOVEMENTS = ["NEW", "EXPANSION", "CONTRACTION", "CHURN", "REACTIVATION"] as const;
export type Movement = (typeof MOVEMENTS)[number];

/** What MRR and the number of paying customers went through in a stretch of time, in minor units of one currency. */
export type MrrPeriod = {
  openingCents: bigint;
  /** They sum to the closing less the opening. Contraction and churn are negative. */
  movements: Record<Movement, bigint>;
  closingCents: bigint;
  /** Twelve times the closing MRR. */
  arrCents: bigint;
  openingCustomers: number;
  newCustomers: number;
  reactivatedCustomers: number;
  churnedCustomers: number;
  closingCustomers: number;
  /** Customers who left, of those at the start; null when there were none. */
  customerChurn: number | null;
  /** Churn and contraction, of the MRR at the start; null when there was none. */
  revenueChurn: number | null;
  /** Closing MRR per paying customer, rounded; null without customers. */
  arpuCents: bigint | null;
};

export type Mrr = { now: MrrPeriod; before: MrrPeriod; series: MrrPeriod[] };

type Row = { stretch: number; movement: Movement; cents: string; customers: string };

/** MRR in a currency over the periods. */
export async function mrrOver(sql: Sql, periods: Periods, currency: string): Promise<Mrr> {
  const moments = bounds(periods);
  const { from, until } = edgesOf(moments);
  const rows = await sql<Row>`
    WITH edge AS (
      SELECT metric_mrr.*
      FROM unnest(${from}::timestamptz[], ${until}::timestamptz[]) AS edges (begins, ends)
      JOIN metric_mrr ON at >= begins AND at < ends
      WHERE currency = ${currency}::text
    ), counted AS (
      SELECT
        width_bucket(day::timestamp AT TIME ZONE 'UTC' + interval '12 hours', ${moments}::timestamptz[]) AS stretch,
        movement,
        cents,
        customers
      FROM metric_mrr_day
      WHERE currency = ${currency}::text AND day <= (${periods.to}::timestamptz AT TIME ZONE 'UTC')::date
      UNION ALL
      SELECT width_bucket(at, ${moments}::timestamptz[]), movement, cents, customers FROM edge
      UNION ALL
      SELECT
        width_bucket(date_trunc('day', at, 'UTC') + interval '12 hours', ${moments}::timestamptz[]),
        movement,
        -cents,
        -customers
      FROM edge
    )
    SELECT stretch, movement, sum(cents)::text AS cents, sum(customers)::text AS customers
    FROM counted
    WHERE stretch < ${moments.length}::integer
    GROUP BY 1, 2`;
  const last = periods.stretches.length + 1;
  return {
    now: periodOf(rows, 2, last),
    before: periodOf(rows, 1, 1),
    series: periods.stretches.map((_stretch, nth) => periodOf(rows, nth + 2, nth + 2)),
  };
}

/** How many customers pay for a plan right before a moment, in whatever currency. */
export async function payingCustomers(sql: Sql, at: Date): Promise<number> {
  const [row] = await sql<{ customers: bigint }>`
    WITH moved AS (
      SELECT movement, customers FROM metric_mrr_day WHERE day < (${at}::timestamptz AT TIME ZONE 'UTC')::date
      UNION ALL
      SELECT movement, customers
      FROM metric_mrr
      WHERE at >= date_trunc('day', ${at}::timestamptz, 'UTC') AND at < ${at}::timestamptz
    )
    SELECT coalesce(sum(CASE movement WHEN 'CHURN' THEN -customers ELSE customers END), 0)::bigint AS customers
    FROM moved
    WHERE movement IN ('NEW', 'REACTIVATION', 'CHURN')`;
  return Number(row?.customers ?? 0n);
}

function periodOf(rows: readonly Row[], first: number, last: number): MrrPeriod {
  const earlier = rows.filter(({ stretch }) => stretch < first);
  const during = rows.filter(({ stretch }) => stretch >= first && stretch <= last);
  const cents = (some: readonly Row[]) => some.reduce((sum, row) => sum + BigInt(row.cents), 0n);
  const count = (some: readonly Row[], movement: Movement) =>
    some.reduce((sum, row) => (row.movement === movement ? sum + Number(row.customers) : sum), 0);
  const moved = (movement: Movement) => cents(during.filter((row) => row.movement === movement));
  const paying = (some: readonly Row[]) => count(some, "NEW") + count(some, "REACTIVATION") - count(some, "CHURN");

  const openingCents = cents(earlier);
  const closingCents = openingCents + cents(during);
  const openingCustomers = paying(earlier);
  const closingCustomers = openingCustomers + paying(during);
  const churnedCustomers = count(during, "CHURN");
  const lost = -(moved("CHURN") + moved("CONTRACTION"));
  return {
    openingCents,
    movements: {
      NEW: moved("NEW"),
      EXPANSION: moved("EXPANSION"),
      CONTRACTION: moved("CONTRACTION"),
      CHURN: moved("CHURN"),
      REACTIVATION: moved("REACTIVATION"),
    },
    closingCents,
    arrCents: closingCents * 12n,
    openingCustomers,
    newCustomers: count(during, "NEW"),
    reactivatedCustomers: count(during, "REACTIVATION"),
    churnedCustomers,
    closingCustomers,
    customerChurn: openingCustomers > 0 ? churnedCustomers / openingCustomers : null,
    revenueChurn: openingCents > 0n ? Number(lost) / Number(openingCents) : null,
    arpuCents: closingCustomers > 0 ? divideRounded(closingCents, BigInt(closingCustomers)) : null,
  };
}

/** Halves go up. Both are positive or zero. */
export const divideRounded = (whole: bigint, parts: bigint): bigint => (whole * 2n + parts) / (parts * 2n);
