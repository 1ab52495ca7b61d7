import type { Movement } from "@/lib/analytics/metrics/mrr";
import { type Drawer, openQuarters, placeValue, timeOf } from "@/lib/analytics/rows/open-quarters";
import { BLANK, type PageWish, type Row, type RowPage } from "@/lib/analytics/rows/row";
import type { Sql } from "@/lib/db";

type Moves = { movements: readonly Movement[]; currency: string; from: Date; to: Date };

type Move = {
  at: Date;
  user_id: string;
  email: string;
  external_id: string | null;
  movement: Movement;
  cents: bigint;
  plans: string | null;
};

/** The changes of what customers pay per month that are these movements, as they are now. */
export function movementRows(sql: Sql, moves: Moves, wish: PageWish): Promise<RowPage> {
  return openQuarters(drawerOf(sql, moves), wish);
}

function drawerOf(sql: Sql, { movements, currency, from, to }: Moves): Drawer {
  return {
    part: /^$/,
    quarters: async (newest, count) => {
      const rows = await sql<{ at: Date }>`
        WITH stale AS (
          SELECT
            greatest(day::timestamp AT TIME ZONE 'UTC', ${from}::timestamptz) AS begins,
            least((day + 1)::timestamp AT TIME ZONE 'UTC', ${to}::timestamptz) AS ends
          FROM (SELECT DISTINCT day FROM metric_stale_day) AS marked
        ), known AS (
          SELECT at, movement
          FROM metric_mrr
          WHERE currency = ${currency}::text AND at >= ${from}::timestamptz AND at < ${to}::timestamptz
          UNION ALL
          SELECT date_bin('15 minutes', move.at, '2000-01-01'), move.movement
          FROM stale
          CROSS JOIN LATERAL metric_mrr_moves(begins, ends) AS move
          WHERE begins < ends AND move.currency = ${currency}::text
        )
        SELECT DISTINCT at
        FROM known
        WHERE movement = ANY (${movements}::mrr_movement[])
          AND (${newest}::timestamptz IS NULL OR at <= ${newest}::timestamptz)
        ORDER BY at DESC
        LIMIT ${count}::integer`;
      return rows.map(({ at }) => at);
    },
    rowsIn: async (quarter, { after, limit }) => {
      const [at, userId] = [after && timeOf(after.value), after?.id ?? null];
      const rows = await sql<Move>`
        SELECT
          move.at, move.user_id::text, email, external_id, movement::text, cents, plans
        FROM metric_mrr_moves(${quarter}::timestamptz, ${quarter}::timestamptz + interval '15 minutes') AS move
        JOIN "user" ON "user".id = move.user_id
        CROSS JOIN LATERAL (
          -- What they pay for after the move; when they left, what they had paid for.
          SELECT string_agg(
            DISTINCT version.name || CASE last.interval WHEN 'YEAR' THEN ', yearly' ELSE '' END, '; '
          ) AS plans
          FROM subscription
          CROSS JOIN LATERAL (
            SELECT mrr_cents, change.currency, change.interval, change.plan_version_id
            FROM subscription_change AS change
            WHERE change.subscription_id = subscription.id
              AND (change.at < move.at OR change.at = move.at AND movement <> 'CHURN')
            ORDER BY change.at DESC
            LIMIT 1
          ) AS last
          JOIN plan_version AS version ON version.id = last.plan_version_id
          WHERE subscription.user_id = move.user_id AND last.mrr_cents > 0 AND last.currency = move.currency
        ) AS paid
        WHERE move.currency = ${currency}::text
          AND movement = ANY (${movements}::mrr_movement[])
          AND (${at}::timestamptz IS NULL OR (move.at, move.user_id) < (${at}::timestamptz, ${userId}::uuid))
        ORDER BY move.at DESC, move.user_id DESC
        LIMIT ${limit}::integer`;
      return rows.map((move) => toRow(move, currency));
    },
  };
}

const WORDS: Record<Movement, string> = {
  NEW: "New",
  EXPANSION: "Expansion",
  CONTRACTION: "Contraction",
  CHURN: "Churn",
  REACTIVATION: "Reactivation",
};

function toRow(
  { at, user_id: userId, email, external_id: externalId, movement, cents, plans }: Move,
  currency: string,
): Row {
  const what = plans === null ? WORDS[movement] : `${WORDS[movement]}: ${plans}`;
  return {
    ...BLANK,
    at,
    userId,
    email,
    externalId,
    what,
    money: [{ cents, currency }],
    place: { value: placeValue(at, ""), id: userId },
  };
}

/** What these movements come to beyond the sums of the last rollup, and how many customers came, less those who left. */
export async function movedSinceRollup(
  sql: Sql,
  { movements, currency, from, to }: Omit<Moves, "from"> & { from: Date | null },
): Promise<{ cents: bigint; customers: number }> {
  const [since] = await sql<{ cents: bigint; customers: bigint }>`
    WITH stale AS (
      SELECT
        greatest(day::timestamp AT TIME ZONE 'UTC', ${from}::timestamptz) AS begins,
        least((day + 1)::timestamp AT TIME ZONE 'UTC', ${to}::timestamptz) AS ends
      FROM (SELECT DISTINCT day FROM metric_stale_day) AS marked
    ), known AS (
      SELECT move.currency, move.movement, move.cents, 1 AS customers
      FROM stale
      CROSS JOIN LATERAL metric_mrr_moves(begins, ends) AS move
      WHERE begins < ends
      UNION ALL
      SELECT currency, movement, -cents, -customers
      FROM stale
      JOIN metric_mrr ON at >= begins AND at < ends
    )
    SELECT
      coalesce(sum(cents), 0)::bigint AS cents,
      coalesce(sum(
        CASE WHEN movement IN ('NEW', 'REACTIVATION') THEN customers WHEN movement = 'CHURN' THEN -customers ELSE 0 END
      ), 0)::bigint AS customers
    FROM known
    WHERE currency = ${currency}::text AND movement = ANY (${movements}::mrr_movement[])`;
  return { cents: since?.cents ?? 0n, customers: Number(since?.customers ?? 0n) };
}
