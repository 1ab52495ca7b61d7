import { edgesOf } from "@/lib/analytics/metrics/day-edges";
import { bounds, type Periods } from "@/lib/analytics/metrics/periods";
import type { Sql } from "@/lib/db";
import type { PaymentKind } from "@/lib/generated/prisma/enums";

/** Money that came in and went, in minor units of one currency. All but the payments are negative or zero. */
export type Money = {
  paymentCents: bigint;
  payments: number;
  refundCents: bigint;
  disputeCents: bigint;
  /** Given back outside of Stripe. */
  creditCents: bigint;
  feeCents: bigint;
  /** The sum of them all. */
  netCents: bigint;
};

export type Kind = PaymentKind;

/** The money of a plan or a pack; the name is null for what is no longer known. */
export type ItemMoney = Money & { kind: Kind; itemId: string; name: string | null };

export type Revenue = {
  plans: Money;
  packs: Money;
  plansBefore: Money;
  packsBefore: Money;
  /** Plans first, and the most net first. */
  items: ItemMoney[];
  series: { plans: Money; packs: Money }[];
};

export const FACTS = ["PAYMENT", "REFUND", "DISPUTE", "CREDIT", "FEE"] as const;
export type Fact = (typeof FACTS)[number];
type Row = { stretch: number; kind: Kind; item_id: string; fact: Fact; cents: string; count: string };

/** Revenue in a currency over the periods: when it was paid, and what went back when it went back. */
export async function revenueOver(sql: Sql, periods: Periods, currency: string): Promise<Revenue> {
  const moments = bounds(periods);
  const { from, until } = edgesOf(moments);
  const [rows, names] = await Promise.all([
    sql<Row>`
      WITH edge AS (
        SELECT metric_money.*
        FROM unnest(${from}::timestamptz[], ${until}::timestamptz[]) AS edges (begins, ends)
        JOIN metric_money ON at >= begins AND at < ends
        WHERE currency = ${currency}::text
      ), counted AS (
        SELECT
          width_bucket(day::timestamp AT TIME ZONE 'UTC' + interval '12 hours', ${moments}::timestamptz[]) AS stretch,
          kind,
          item_id,
          fact,
          cents,
          count
        FROM metric_money_day
        WHERE currency = ${currency}::text
          AND day >= (${periods.beforeFrom}::timestamptz AT TIME ZONE 'UTC')::date
          AND day <= (${periods.to}::timestamptz AT TIME ZONE 'UTC')::date
        UNION ALL
        SELECT width_bucket(at, ${moments}::timestamptz[]), kind, item_id, fact, cents, count FROM edge
        UNION ALL
        SELECT
          width_bucket(date_trunc('day', at, 'UTC') + interval '12 hours', ${moments}::timestamptz[]),
          kind,
          item_id,
          fact,
          -cents,
          -count
        FROM edge
      )
      SELECT stretch, kind, item_id, fact, sum(cents)::text AS cents, sum(count)::text AS count
      FROM counted
      WHERE stretch BETWEEN 1 AND ${moments.length - 1}::integer
      GROUP BY 1, 2, 3, 4
      HAVING sum(count) <> 0`,
    sql<{ id: string; name: string }>`
      SELECT plan.id::text, version.name
      FROM plan
      JOIN plan_version AS version ON version.plan_id = plan.id AND version.version = plan.current_version
      UNION ALL
      SELECT id::text, name FROM credit_pack`,
  ]);
  const now = rows.filter(({ stretch }) => stretch > 1);
  const before = rows.filter(({ stretch }) => stretch === 1);
  return {
    plans: moneyOf(now, "SUBSCRIPTION"),
    packs: moneyOf(now, "PACK"),
    plansBefore: moneyOf(before, "SUBSCRIPTION"),
    packsBefore: moneyOf(before, "PACK"),
    items: itemsOf(now, new Map(names.map(({ id, name }) => [id, name]))),
    series: periods.stretches.map((_stretch, nth) => {
      const during = rows.filter(({ stretch }) => stretch === nth + 2);
      return { plans: moneyOf(during, "SUBSCRIPTION"), packs: moneyOf(during, "PACK") };
    }),
  };
}

function itemsOf(rows: readonly Row[], names: ReadonlyMap<string, string>): ItemMoney[] {
  const keys = new Map(rows.map(({ kind, item_id }) => [`${kind} ${item_id}`, { kind, itemId: item_id }]));
  return [...keys.values()]
    .map(({ kind, itemId }) => ({
      kind,
      itemId,
      name: names.get(itemId) ?? null,
      ...moneyOf(
        rows.filter((row) => row.item_id === itemId),
        kind,
      ),
    }))
    .sort((a, b) => (a.kind === b.kind ? Number(b.netCents - a.netCents) : a.kind === "PACK" ? 1 : -1));
}

function moneyOf(rows: readonly Row[], kind: Kind): Money {
  const of = rows.filter((row) => row.kind === kind);
  const sum = (fact: Fact) => of.reduce((total, row) => (row.fact === fact ? total + BigInt(row.cents) : total), 0n);
  return {
    paymentCents: sum("PAYMENT"),
    payments: of.reduce((total, row) => (row.fact === "PAYMENT" ? total + Number(row.count) : total), 0),
    refundCents: sum("REFUND"),
    disputeCents: sum("DISPUTE"),
    creditCents: sum("CREDIT"),
    feeCents: sum("FEE"),
    netCents: of.reduce((total, row) => total + BigInt(row.cents), 0n),
  };
}
