import { edgesOf } from "@/lib/analytics/metrics/day-edges";
import { bounds, type Periods } from "@/lib/analytics/metrics/periods";
import type { Sql } from "@/lib/db";
import type { EntryType } from "@/lib/ledger/types";

/** What credits went through in a stretch of time. Opening + issued - spent - expired - clawed back + adjusted = closing. */
export type CreditPeriod = {
  /** Outstanding at the start: the sum of all balances. */
  opening: bigint;
  issued: bigint;
  /** Less what was reversed. */
  spent: bigint;
  /** Ended unused, by their date or at a refill. */
  expired: bigint;
  /** Less what was given back of it. */
  clawedBack: bigint;
  /** By admins, and what a deleted account gave up; may be negative. */
  adjusted: bigint;
  /** Outstanding at the end. */
  closing: bigint;
};

/** What is owed to customers in credits at a moment, and what was paid for it. */
export type Liability = {
  /** What remains of all lots. */
  credits: bigint;
  /** Of those, what nobody paid for. */
  freeCredits: bigint;
  /** Credits that were taken when they were spent already: owed by customers. */
  debt: bigint;
  /** What was paid for the remaining credits, by currency. */
  cents: { currency: string; cents: bigint }[];
};

/** Credits that ended unused, and what was paid for them. */
export type Breakage = { credits: bigint; paidCredits: bigint; cents: { currency: string; cents: bigint }[] };

export type Credits = {
  now: CreditPeriod;
  before: CreditPeriod;
  series: CreditPeriod[];
  liability: Liability;
  breakage: Breakage;
};

type Row = { stretch: number; type: EntryType; basis: string; credits: string; cents: string };

/** Credits over the periods, of all accounts. */
export async function creditsOver(sql: Sql, periods: Periods): Promise<Credits> {
  const moments = bounds(periods);
  const { from, until } = edgesOf(moments);
  const rows = await sql<Row>`
    WITH edge AS (
      SELECT metric_credit.*
      FROM unnest(${from}::timestamptz[], ${until}::timestamptz[]) AS edges (begins, ends)
      JOIN metric_credit ON at >= begins AND at < ends
    ), counted AS (
      SELECT
        width_bucket(day::timestamp AT TIME ZONE 'UTC' + interval '12 hours', ${moments}::timestamptz[]) AS stretch,
        type,
        basis,
        credits,
        cents
      FROM metric_credit_day
      WHERE day <= (${periods.to}::timestamptz AT TIME ZONE 'UTC')::date
      UNION ALL
      SELECT width_bucket(at, ${moments}::timestamptz[]), type, basis, credits, cents FROM edge
      UNION ALL
      SELECT
        width_bucket(date_trunc('day', at, 'UTC') + interval '12 hours', ${moments}::timestamptz[]),
        type,
        basis,
        -credits,
        -cents
      FROM edge
    )
    SELECT stretch, type, basis, sum(credits)::text AS credits, sum(cents)::text AS cents
    FROM counted
    WHERE stretch < ${moments.length}::integer
    GROUP BY 1, 2, 3`;
  return {
    now: periodOf(rows, 2, periods.stretches.length + 1),
    before: periodOf(rows, 1, 1),
    series: periods.stretches.map((_stretch, nth) => periodOf(rows, nth + 2, nth + 2)),
    liability: liabilityOf(rows),
    breakage: breakageOf(rows.filter(({ stretch, type }) => stretch > 1 && isOf(CREDIT_TYPES.expired, type))),
  };
}

/** The types of entries that each movement of credits is made of. */
export const CREDIT_TYPES = {
  issued: ["GRANT"],
  spent: ["USAGE", "REVERSAL"],
  expired: ["EXPIRY", "RESET"],
  clawedBack: ["CLAWBACK", "REINSTATEMENT"],
  adjusted: ["ADJUSTMENT"],
} as const satisfies Record<string, readonly EntryType[]>;

const isOf = (types: readonly EntryType[], type: EntryType): boolean => types.includes(type);

const creditsOf = (rows: readonly Row[]): bigint => rows.reduce((sum, row) => sum + BigInt(row.credits), 0n);

function periodOf(rows: readonly Row[], first: number, last: number): CreditPeriod {
  const opening = creditsOf(rows.filter(({ stretch }) => stretch < first));
  const during = rows.filter(({ stretch }) => stretch >= first && stretch <= last);
  const sum = (types: readonly EntryType[]) => creditsOf(during.filter(({ type }) => isOf(types, type)));
  return {
    opening,
    issued: sum(CREDIT_TYPES.issued),
    spent: -sum(CREDIT_TYPES.spent),
    expired: -sum(CREDIT_TYPES.expired),
    clawedBack: -sum(CREDIT_TYPES.clawedBack),
    adjusted: sum(CREDIT_TYPES.adjusted),
    closing: opening + creditsOf(during),
  };
}

const isPaid = ({ basis }: Row): boolean => basis !== "debt" && basis !== "free";

function byCurrency(rows: readonly Row[]): { currency: string; cents: bigint }[] {
  const sums = new Map<string, bigint>();
  for (const { basis, cents } of rows.filter(isPaid)) sums.set(basis, (sums.get(basis) ?? 0n) + BigInt(cents));
  return [...sums].map(([currency, cents]) => ({ currency, cents })).sort((a, b) => (a.currency < b.currency ? -1 : 1));
}

function liabilityOf(rows: readonly Row[]): Liability {
  return {
    credits: creditsOf(rows.filter(({ basis }) => basis !== "debt")),
    freeCredits: creditsOf(rows.filter(({ basis }) => basis === "free")),
    debt: -creditsOf(rows.filter(({ basis }) => basis === "debt")),
    cents: byCurrency(rows),
  };
}

function breakageOf(rows: readonly Row[]): Breakage {
  return {
    credits: -creditsOf(rows),
    paidCredits: -creditsOf(rows.filter(isPaid)),
    cents: byCurrency(rows).map(({ currency, cents }) => ({ currency, cents: -cents })),
  };
}
