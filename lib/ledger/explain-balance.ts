import type { Sql } from "@/lib/db";
import { addArchived, type ClosingJson } from "@/lib/ledger/archive/add-archived";
import { expireDue } from "@/lib/ledger/expire-due";
import type { Explanation, Movement } from "@/lib/ledger/explanation";
import { type LotRow, toLot } from "@/lib/ledger/rows";
import type { EntryType } from "@/lib/ledger/types";

export const ENTRIES_SHOWN = 20;

/** More than a year of refills and packs creates; some accounts live longer, or get credits every hour. */
export const LOTS_SHOWN = 100;

/**
 * How a balance came about, from its entries and the sums of archived spends alone. The cost grows with the number of entries, the size of the answer does
 * not. Anything due is applied first, as with every writing verb, so that time leaves nothing unexplained. Throws for an
 * unknown account.
 */
export async function explainBalance(sql: Sql, accountId: string, now: Date): Promise<Explanation> {
  await expireDue(sql, accountId, now);
  const rows = await sql<ExplainRow>`
    WITH ranked AS (
      SELECT
        id,
        remaining,
        row_number() OVER (ORDER BY closed_at IS NOT NULL, grant_seq DESC, id) <= ${LOTS_SHOWN}::integer AS shown
      FROM credit_lot
      WHERE account_id = ${accountId}::uuid
    ), movement AS (
      SELECT
        CASE WHEN part ? 'debt' THEN 'debt' WHEN shown THEN 'lot' ELSE 'other' END AS place,
        CASE WHEN shown THEN ranked.id END AS lot_id,
        type AS movement_type,
        sum(coalesce(part ->> 'amount', part ->> 'debt')::bigint)::text AS moved,
        count(DISTINCT seq) AS entry_count,
        -- Counts each entry once, wherever it went.
        count(*) FILTER (WHERE turn = 1) AS first_count,
        (array_agg(
          json_build_object(
            'seq', seq::text,
            'amount', coalesce(part ->> 'amount', part ->> 'debt'),
            'createdAt', created_at
          )
          ORDER BY seq DESC
        ))[1:${ENTRIES_SHOWN}::integer] AS entries
      FROM ledger_entry
      CROSS JOIN jsonb_array_elements(allocations) WITH ORDINALITY AS parts (part, turn)
      LEFT JOIN ranked ON ranked.id = (part ->> 'lot')::uuid
      WHERE account_id = ${accountId}::uuid
      GROUP BY 1, 2, 3
    )
    SELECT account.balance, account.debt, others.*, movement.*, lot.*, (
      SELECT json_agg(json_build_object(
        'entries', entries, 'amount', amount::text, 'debt', debt::text, 'debtEntries', debt_entries, 'lots', lots
      ))
      FROM ledger_closing
      WHERE account_id = ${accountId}::uuid
    ) AS archived
    FROM credit_account AS account
    CROSS JOIN (
      SELECT count(*) AS other_count, coalesce(sum(remaining), 0)::bigint AS other_remaining FROM ranked WHERE NOT shown
    ) AS others
    LEFT JOIN movement ON true
    LEFT JOIN credit_lot AS lot ON lot.account_id = account.id AND lot.id = lot_id
    WHERE account.id = ${accountId}::uuid
    ORDER BY grant_seq, lot.id, movement_type`;
  const [account] = rows;
  if (!account) throw new Error(`There is no credit account ${accountId}.`);
  const moved = rows.filter(hasMoved);
  return {
    accountId,
    balance: account.balance,
    debt: account.debt,
    ...addArchived(
      {
        byType: byType(moved),
        byLot: byLot(moved),
        otherLots: { count: account.other_count, remaining: account.other_remaining, movements: at("other", moved) },
        byDebt: at("debt", moved),
      },
      account.archived ?? [],
    ),
    asOf: now,
  };
}

type MovementRow = {
  place: "lot" | "other" | "debt";
  movement_type: EntryType;
  /** Has no bound, unlike the balance. */
  moved: string;
  entry_count: bigint;
  first_count: bigint;
  entries: { seq: string; amount: string; createdAt: string }[];
} & ({ lot_id: null } | ({ lot_id: string } & LotRow));
type Totals = {
  balance: bigint;
  debt: bigint;
  other_count: bigint;
  other_remaining: bigint;
  archived: ClosingJson[] | null;
};
type ExplainRow = Totals & (MovementRow | { movement_type: null });

const hasMoved = <Row extends ExplainRow>(row: Row): row is Row & MovementRow => row.movement_type !== null;

const at = (place: MovementRow["place"], rows: MovementRow[]): Movement[] =>
  rows.filter((row) => row.place === place).map(toMovement);

function byType(rows: MovementRow[]): Explanation["byType"] {
  const totals = new Map<EntryType, { amount: bigint; entryCount: bigint }>();
  for (const { movement_type, moved, first_count } of rows) {
    const total = totals.get(movement_type) ?? { amount: 0n, entryCount: 0n };
    totals.set(movement_type, { amount: total.amount + BigInt(moved), entryCount: total.entryCount + first_count });
  }
  return [...totals].map(([type, total]) => ({ type, ...total }));
}

function byLot(rows: MovementRow[]): Explanation["byLot"] {
  const lots = new Map<string, Explanation["byLot"][number]>();
  for (const row of rows) {
    if (row.lot_id === null) continue;
    const known = lots.get(row.lot_id) ?? { lot: toLot(row), movements: [] };
    known.movements.push(toMovement(row));
    lots.set(row.lot_id, known);
  }
  return [...lots.values()];
}

function toMovement(row: MovementRow): Movement {
  const entries = row.entries.map(({ seq, amount, createdAt }) => ({
    seq: BigInt(seq),
    amount: BigInt(amount),
    createdAt: new Date(createdAt),
  }));
  return { type: row.movement_type, amount: BigInt(row.moved), entries, entryCount: row.entry_count };
}
