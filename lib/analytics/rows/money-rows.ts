import type { Fact, Kind } from "@/lib/analytics/metrics/revenue";
import { type Drawer, openQuarters, partOf, placeValue, timeOf } from "@/lib/analytics/rows/open-quarters";
import { BLANK, type PageWish, type Row, type RowPage } from "@/lib/analytics/rows/row";
import type { Sql } from "@/lib/db";

/** Which money: without a field, it does not matter. An empty `item` is what is of no known plan or pack. */
export type MoneyFilter = { kind?: Kind; item?: string; fact?: Fact };

type Money = MoneyFilter & { currency: string; from: Date; to: Date };

type Moved = {
  at: Date;
  id: string;
  fact: Fact;
  payment_id: string;
  user_id: string;
  email: string;
  external_id: string | null;
  cents: bigint;
  description: string;
};

/** What came in and went, of the facts that revenue adds up, as they are now. */
export function moneyRows(sql: Sql, money: Money, wish: PageWish): Promise<RowPage> {
  return openQuarters(drawerOf(sql, money), wish);
}

function drawerOf(sql: Sql, { currency, from, to, kind = null, item = null, fact = null }: AsAsked): Drawer {
  return {
    part: /^[A-Z]+$/,
    quarters: async (newest, count) => {
      const rows = await sql<{ at: Date }>`
        WITH stale AS (
          SELECT
            greatest(day::timestamp AT TIME ZONE 'UTC', ${from}::timestamptz) AS begins,
            least((day + 1)::timestamp AT TIME ZONE 'UTC', ${to}::timestamptz) AS ends
          FROM (SELECT DISTINCT day FROM metric_stale_day) AS marked
        ), known AS (
          SELECT at, kind, item_id, fact
          FROM metric_money
          WHERE currency = ${currency}::text AND at >= ${from}::timestamptz AND at < ${to}::timestamptz
          UNION ALL
          SELECT date_bin('15 minutes', moved.at, '2000-01-01'), moved.kind, moved.item_id, moved.fact
          FROM stale
          CROSS JOIN LATERAL metric_money_facts(begins, ends) AS moved
          WHERE begins < ends AND moved.currency = ${currency}::text
        )
        SELECT DISTINCT at
        FROM known
        WHERE (${newest}::timestamptz IS NULL OR at <= ${newest}::timestamptz)
          AND (${kind}::payment_kind IS NULL OR kind = ${kind}::payment_kind)
          AND (${item}::text IS NULL OR item_id = ${item}::text)
          AND (${fact}::money_fact IS NULL OR fact = ${fact}::money_fact)
        ORDER BY at DESC
        LIMIT ${count}::integer`;
      return rows.map(({ at }) => at);
    },
    rowsIn: async (quarter, { after, limit }) => {
      const [at, nth, id] = [after && timeOf(after.value), after && partOf(after.value), after?.id ?? null];
      const rows = await sql<Moved>`
        SELECT
          moved.at,
          moved.id::text,
          moved.fact::text,
          moved.payment_id::text,
          payment.user_id::text,
          email,
          external_id,
          moved.cents,
          payment.description
        FROM metric_money_facts(${quarter}::timestamptz, ${quarter}::timestamptz + interval '15 minutes') AS moved
        JOIN payment ON payment.id = moved.payment_id
        JOIN "user" ON "user".id = payment.user_id
        WHERE moved.currency = ${currency}::text
          AND (${kind}::payment_kind IS NULL OR moved.kind = ${kind}::payment_kind)
          AND (${item}::text IS NULL OR moved.item_id = ${item}::text)
          AND (${fact}::money_fact IS NULL OR moved.fact = ${fact}::money_fact)
          AND (
            ${at}::timestamptz IS NULL
            OR (moved.at, moved.fact::text, moved.id) < (${at}::timestamptz, ${nth}::text, ${id}::uuid)
          )
        ORDER BY moved.at DESC, moved.fact::text DESC, moved.id DESC
        LIMIT ${limit}::integer`;
      return rows.map((moved) => toRow(moved, currency));
    },
  };
}

type AsAsked = { currency: string; from: Date; to: Date; kind?: Kind | null; item?: string | null; fact?: Fact | null };

const WORDS: Record<Fact, string> = {
  PAYMENT: "Payment",
  REFUND: "Refund",
  DISPUTE: "Dispute",
  CREDIT: "Credit note",
  FEE: "Card fee",
};

function toRow(
  { at, id, fact, payment_id: paymentId, user_id: userId, email, external_id: externalId, cents, description }: Moved,
  currency: string,
): Row {
  // The fee of a dispute has the dispute's id, the fee of a payment the payment's.
  const name = fact === "FEE" && id !== paymentId ? "Dispute fee" : WORDS[fact];
  const what = `${name}: ${description}`;
  return {
    ...BLANK,
    at,
    userId,
    email,
    externalId,
    what,
    money: [{ cents, currency }],
    paymentId,
    place: { value: placeValue(at, fact), id },
  };
}

/** What the rows come to beyond the sums of the last rollup: of the days that changed since, what they hold now. */
export async function moneySinceRollup(sql: Sql, money: Money): Promise<bigint> {
  const { currency, from, to, kind = null, item = null, fact = null }: AsAsked = money;
  const [since] = await sql<{ cents: bigint }>`
    WITH stale AS (
      SELECT
        greatest(day::timestamp AT TIME ZONE 'UTC', ${from}::timestamptz) AS begins,
        least((day + 1)::timestamp AT TIME ZONE 'UTC', ${to}::timestamptz) AS ends
      FROM (SELECT DISTINCT day FROM metric_stale_day) AS marked
    ), known AS (
      SELECT moved.currency, moved.kind, moved.item_id, moved.fact, moved.cents
      FROM stale
      CROSS JOIN LATERAL metric_money_facts(begins, ends) AS moved
      WHERE begins < ends
      UNION ALL
      SELECT currency, kind, item_id, fact, -cents
      FROM stale
      JOIN metric_money ON at >= begins AND at < ends
    )
    SELECT coalesce(sum(cents), 0)::bigint AS cents
    FROM known
    WHERE currency = ${currency}::text
      AND (${kind}::payment_kind IS NULL OR kind = ${kind}::payment_kind)
      AND (${item}::text IS NULL OR item_id = ${item}::text)
      AND (${fact}::money_fact IS NULL OR fact = ${fact}::money_fact)`;
  return since?.cents ?? 0n;
}
