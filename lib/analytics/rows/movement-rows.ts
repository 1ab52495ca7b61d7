import type { Movement } from "@/lib/analytics/metrics/mrr";
import { type Drawer, openQuarters, placeValue, timeOf } from "@/lib/analytics/rows/open-quarters";
import { BLANK, type PageWish, type Row, type RowPage } from "@/lib/analytics/rows/row";
import type { Sql } from "@/lib/db";

type Moves = { movements: readonly Movement[]; currency: string; from: Date; to: Date };

type Move = {
  at: Date;
  user_id: string;
  email: string;
  movement: Movement;
  cents: bigint;
  cents_before: bigint;
  cents_after: bigint;
};

/** The changes of what customers pay per month that are these movements. */
export function movementRows(sql: Sql, moves: Moves, wish: PageWish): Promise<RowPage> {
  return openQuarters(drawerOf(sql, moves), wish);
}

function drawerOf(sql: Sql, { movements, currency, from, to }: Moves): Drawer {
  return {
    part: /^$/,
    quarters: async (newest, count) => {
      const rows = await sql<{ at: Date }>`
        SELECT DISTINCT at
        FROM metric_mrr
        WHERE currency = ${currency}::text
          AND movement = ANY (${movements}::mrr_movement[])
          AND at >= ${from}::timestamptz
          AND at < ${to}::timestamptz
          AND (${newest}::timestamptz IS NULL OR at <= ${newest}::timestamptz)
        ORDER BY at DESC
        LIMIT ${count}::integer`;
      return rows.map(({ at }) => at);
    },
    rowsIn: async (quarter, { after, limit }) => {
      const [at, userId] = [after && timeOf(after.value), after?.id ?? null];
      const rows = await sql<Move>`
        SELECT
          move.at, move.user_id::text, email, movement::text, cents, cents_before, cents_after
        FROM metric_mrr_moves(${quarter}::timestamptz, ${quarter}::timestamptz + interval '15 minutes') AS move
        JOIN "user" ON "user".id = move.user_id
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

function toRow({ at, user_id: userId, email, movement, cents }: Move, currency: string): Row {
  const what = WORDS[movement];
  return {
    ...BLANK,
    at,
    userId,
    email,
    what,
    money: [{ cents, currency }],
    place: { value: placeValue(at, ""), id: userId },
  };
}
