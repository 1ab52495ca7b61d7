import type { Sql } from "@/lib/db";

/** Accounts whose entries are added up in one statement. */
const SLICE = 500;

const BEFORE_ALL = "00000000-0000-0000-0000-000000000000";

/**
 * Adds the entries that are not yet in `metric_credit` to it, each at the time it is dated, however late it was written, and
 * to the sums by day.
 * One statement reads an account, its entries and its lots and moves its mark, so it sees one state of them: to run it
 * again, or after a crash, counts nothing twice. Only one at a time. Returns how many entries were new.
 */
export async function rollUpEntries(sql: Sql): Promise<bigint> {
  let total = 0n;
  for (let after = BEFORE_ALL; ; ) {
    const [slice] = await sql<{ accounts: bigint; entries: bigint; last: string | null }>`
      WITH account AS (
        SELECT account.id, account.seq, coalesce(mark.seq, 0) AS done
        FROM credit_account AS account
        LEFT JOIN metric_account AS mark ON mark.account_id = account.id
        WHERE account.id > ${after}::uuid AND account.seq > coalesce(mark.seq, 0)
        ORDER BY account.id
        LIMIT ${SLICE}::integer
      ), part AS (
        SELECT
          entry.account_id,
          entry.seq,
          entry.type,
          entry.created_at,
          nth,
          (part ->> 'lot')::uuid AS lot_id,
          coalesce(part ->> 'amount', part ->> 'debt')::bigint AS amount
        FROM account
        JOIN ledger_entry AS entry
          ON entry.account_id = account.id AND entry.seq > account.done AND entry.seq <= account.seq
        CROSS JOIN jsonb_array_elements(entry.allocations) WITH ORDINALITY AS parts (part, nth)
      ), valued AS (
        SELECT
          part.*,
          CASE
            WHEN lot_id IS NULL THEN 'debt'
            WHEN coalesce(lot.amount_cents, 0) = 0 THEN 'free'
            ELSE lot.currency
          END AS basis,
          coalesce(lot.amount_cents, 0) AS paid,
          lot.amount AS whole,
          -- What the entry left of the lot: what is there now, without what later entries did to it.
          lot.remaining - coalesce(sum(part.amount) OVER later, 0) AS remained
        FROM part
        LEFT JOIN credit_lot AS lot ON lot.account_id = part.account_id AND lot.id = part.lot_id
        WINDOW later AS (
          PARTITION BY part.account_id, part.lot_id
          ORDER BY part.seq, part.nth
          ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING
        )
      ), summed AS (
        SELECT
          date_bin('15 minutes', created_at, '2000-01-01') AS at,
          type,
          basis,
          sum(amount) AS credits,
          -- Each lot's value is rounded for itself, so that the total is the sum of the lots as they are shown.
          coalesce(sum(round(paid * remained / whole) - round(paid * (remained - amount) / whole)), 0) AS cents
        FROM valued
        GROUP BY 1, 2, 3
      ), added AS (
        INSERT INTO metric_credit AS known (at, type, basis, credits, cents)
        SELECT at, type, basis, credits, cents FROM summed
        ON CONFLICT (at, type, basis) DO UPDATE
          SET credits = known.credits + excluded.credits, cents = known.cents + excluded.cents
      ), added_to_day AS (
        INSERT INTO metric_credit_day AS known (day, type, basis, credits, cents)
        SELECT (at AT TIME ZONE 'UTC')::date, type, basis, sum(credits), sum(cents) FROM summed GROUP BY 1, 2, 3
        ON CONFLICT (day, type, basis) DO UPDATE
          SET credits = known.credits + excluded.credits, cents = known.cents + excluded.cents
      ), marked AS (
        INSERT INTO metric_account (account_id, seq)
        SELECT id, seq FROM account
        ON CONFLICT (account_id) DO UPDATE SET seq = excluded.seq
        RETURNING 1
      )
      SELECT
        count(*) AS accounts,
        coalesce(sum(seq - done), 0)::bigint AS entries,
        (SELECT id::text FROM account ORDER BY id DESC LIMIT 1) AS last
      FROM account`;
    total += slice?.entries ?? 0n;
    if (!slice?.last || Number(slice.accounts) < SLICE) return total;
    after = slice.last;
  }
}
