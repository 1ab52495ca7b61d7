import type { Database, Sql } from "@/lib/db";
import type { EntryType } from "@/lib/ledger/types";

/** Accounts whose entries are added up at once. */
const SLICE = 500;

const BEFORE_ALL = "00000000-0000-0000-0000-000000000000";

/**
 * Adds the entries that are not yet in `metric_credit` to it, each at the time it is dated, however late it was written, and
 * to the sums by day.
 * One statement reads accounts with their marks, entries and lots, so it sees one state of each account; their sums are written
 * in the transaction that moves the marks: to run it again, or after a crash, counts nothing twice. Only one at a time. Returns
 * how many entries were new.
 */
export async function rollUpEntries({ sql, transaction }: Pick<Database, "sql" | "transaction">): Promise<bigint> {
  let total = 0n;
  for (let after = BEFORE_ALL; ; ) {
    const ids = await accountsToAdd(sql, after);
    const last = ids.at(-1);
    if (!last) return total;
    const { sums, accounts } = await newSums(sql, ids);
    await transaction(async (_db, within) => {
      await addSums(within, sums);
      await moveMarks(within, accounts);
    });
    for (const { seq, done } of accounts) total += seq - done;
    if (ids.length < SLICE) return total;
    after = last;
  }
}

async function accountsToAdd(sql: Sql, after: string): Promise<string[]> {
  const rows = await sql<{ id: string }>`
    SELECT account.id::text
    FROM credit_account AS account
    LEFT JOIN metric_account AS mark ON mark.account_id = account.id
    WHERE account.id > ${after}::uuid AND account.seq > coalesce(mark.seq, 0)
    ORDER BY account.id
    LIMIT ${SLICE}::integer`;
  return rows.map(({ id }) => id);
}

/** Of the entries from `done` on, until `seq`. */
type Added = { id: string; seq: bigint; done: bigint };

type Sum = { at: Date; type: EntryType; basis: string; credits: string; cents: string };

/** What some accounts' entries come to after their marks, and up to which entry that is. */
async function newSums(sql: Sql, ids: readonly string[]): Promise<{ sums: Sum[]; accounts: Added[] }> {
  // A divided ledger adds up on each server by itself: no part of this may need all accounts' rows in one place.
  const rows = await sql<Added | (Sum & { id: null })>`
    WITH account AS (
      SELECT account.id, account.seq, coalesce(mark.seq, 0) AS done
      FROM credit_account AS account
      LEFT JOIN metric_account AS mark ON mark.account_id = account.id
      WHERE account.id = ANY (${[...ids]}::uuid[])
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
    ), found AS (
      SELECT id AS account_id, id, seq, done, NULL::timestamptz AS at, NULL::entry_type AS type, NULL AS basis, NULL::bigint AS amount, NULL::numeric AS cents
      FROM account
      UNION ALL
      SELECT
        account_id, NULL, NULL, NULL, date_bin('15 minutes', created_at, '2000-01-01'), type, basis, amount,
        -- Each lot's value is rounded for itself, so that the total is the sum of the lots as they are shown.
        round(paid * remained / whole) - round(paid * (remained - amount) / whole)
      FROM valued
    )
    SELECT
      id::text, seq, done, at, type::text, basis, sum(amount)::text AS credits, coalesce(sum(cents), 0)::text AS cents
    FROM found
    GROUP BY id, seq, done, at, type, basis`;
  return {
    sums: rows.filter((row) => row.id === null),
    accounts: rows.filter((row) => row.id !== null),
  };
}

async function addSums(sql: Sql, sums: readonly Sum[]): Promise<void> {
  await sql`
    WITH summed AS (
      SELECT * FROM unnest(
        ${sums.map(({ at }) => at)}::timestamptz[], ${sums.map(({ type }) => type)}::entry_type[],
        ${sums.map(({ basis }) => basis)}::text[], ${sums.map(({ credits }) => credits)}::numeric[],
        ${sums.map(({ cents }) => cents)}::numeric[]
      ) AS summed (at, type, basis, credits, cents)
    ), added AS (
      INSERT INTO metric_credit AS known (at, type, basis, credits, cents)
      SELECT at, type, basis, credits, cents FROM summed
      ON CONFLICT (at, type, basis) DO UPDATE
        SET credits = known.credits + excluded.credits, cents = known.cents + excluded.cents
    )
    INSERT INTO metric_credit_day AS known (day, type, basis, credits, cents)
    SELECT (at AT TIME ZONE 'UTC')::date, type, basis, sum(credits), sum(cents) FROM summed GROUP BY 1, 2, 3
    ON CONFLICT (day, type, basis) DO UPDATE
      SET credits = known.credits + excluded.credits, cents = known.cents + excluded.cents`;
}

/** With INSERT … SELECT, a divided ledger commits in two phases with the sums, also for a single account. */
async function moveMarks(sql: Sql, accounts: readonly Added[]): Promise<void> {
  await sql`
    INSERT INTO metric_account (account_id, seq)
    SELECT id, seq FROM unnest(${accounts.map(({ id }) => id)}::uuid[], ${accounts.map(({ seq }) => seq)}::bigint[]) AS read (id, seq)
    ON CONFLICT (account_id) DO UPDATE SET seq = excluded.seq`;
}
