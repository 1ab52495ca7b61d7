import type { Sql } from "@/lib/db";
import { type Owner, withOwners } from "@/lib/ledger/owners";

type Standing = { accountId: string; balance: bigint; debt: bigint };

export type AccountAt = Standing & Owner;

type Wish = { at: Date; after: string | null; limit: number };

/**
 * The accounts with a balance other than zero right before a moment, by id, of the entries that are in `metric_credit`. Exact for a
 * moment after the last archived month.
 */
export async function balancesAt(sql: Sql, { at, after, limit }: Wish): Promise<AccountAt[]> {
  const accounts = await sql<Standing>`
    SELECT account.id::text AS "accountId", coalesce(next.balance_before, account.balance) AS balance, account.debt
    FROM credit_account AS account
    JOIN metric_account AS mark ON mark.account_id = account.id
    CROSS JOIN LATERAL (
      SELECT seq
      FROM ledger_entry
      WHERE account_id = account.id AND created_at < ${at}::timestamptz AND ledger_entry.seq <= mark.seq
      ORDER BY seq DESC
      LIMIT 1
    ) AS before
    LEFT JOIN LATERAL (
      -- What the next entry began with: what follows the one before may be archived.
      SELECT balance_before
      FROM ledger_entry
      WHERE account_id = account.id AND seq > before.seq
      ORDER BY seq
      LIMIT 1
    ) AS next ON true
    WHERE (${after}::uuid IS NULL OR account.id > ${after}::uuid)
      AND coalesce(next.balance_before, account.balance) <> 0
    ORDER BY account.id
    LIMIT ${limit}::integer`;
  return withOwners(sql, accounts);
}

/** The accounts that owed credits right before a moment, by id, of the entries that are in `metric_credit`. */
export async function debtsAt(sql: Sql, { at, after, limit }: Wish): Promise<AccountAt[]> {
  const accounts = await sql<Standing>`
    SELECT account.id::text AS "accountId", account.balance, was.debt
    FROM credit_account AS account
    JOIN metric_account AS mark ON mark.account_id = account.id
    CROSS JOIN LATERAL (
      SELECT account.debt + coalesce(sum((part ->> 'debt')::bigint), 0)::bigint AS debt
      FROM ledger_entry AS later
      CROSS JOIN jsonb_array_elements(later.allocations) AS parts (part)
      WHERE (account.updated_at >= ${at}::timestamptz OR account.seq > mark.seq)
        AND later.account_id = account.id
        AND (later.created_at >= ${at}::timestamptz OR later.seq > mark.seq)
        AND part ? 'debt'
    ) AS was
    WHERE (${after}::uuid IS NULL OR account.id > ${after}::uuid) AND was.debt > 0
    ORDER BY account.id
    LIMIT ${limit}::integer`;
  return withOwners(sql, accounts);
}

/** The accounts with a balance of at least `from` and less than `to`, as it is now; null has no bound. */
export async function accountsBetween(
  sql: Sql,
  { from, to, after, limit }: { from: bigint | null; to: bigint | null; after: string | null; limit: number },
): Promise<AccountAt[]> {
  const accounts = await sql<Standing>`
    SELECT account.id::text AS "accountId", account.balance, account.debt
    FROM credit_account AS account
    WHERE (${after}::uuid IS NULL OR account.id > ${after}::uuid)
      AND (${from}::bigint IS NULL OR account.balance >= ${from}::bigint)
      AND (${to}::bigint IS NULL OR account.balance < ${to}::bigint)
    ORDER BY account.id
    LIMIT ${limit}::integer`;
  return withOwners(sql, accounts);
}
