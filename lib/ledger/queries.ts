import type { Sql } from "@/lib/db";
import { formatCursor, parseCursor } from "@/lib/ledger/cursor";
import { type EntryRow, type HoldRow, type LotRow, toEntry, toLot, toPin } from "@/lib/ledger/rows";
import { settleAtRead, type Unsettled } from "@/lib/ledger/settle-at-read";
import type { Balance, Entry, EntryType, Lot } from "@/lib/ledger/types";

/**
 * The balance at `now`, exact even before a sweep: expired credits are excluded, except for what a hold pins, and expired
 * holds are over. Writes nothing. Null when there is no such account.
 */
export async function getBalance(sql: Sql, accountId: string, now: Date): Promise<Balance | null> {
  const rows = await sql<BalanceRow>`
    SELECT a.held AS account_held, a.debt, overdue.holds, l.*
    FROM credit_account a
    CROSS JOIN LATERAL (
      SELECT json_agg(json_build_object('expiresAt', expires_at, 'pins', allocations) ORDER BY expires_at, id) AS holds
      FROM credit_hold
      WHERE account_id = ${accountId}::uuid AND status = 'OPEN' AND expires_at <= ${now}::timestamptz
    ) AS overdue
    LEFT JOIN credit_lot l ON l.account_id = ${accountId}::uuid AND l.closed_at IS NULL
    WHERE a.id = ${accountId}::uuid
    ORDER BY l.priority, l.expires_at, l.grant_seq`;
  const [account] = rows;
  if (!account) return null;
  const open = rows.flatMap((row) => (row.id === null ? [] : [toLot(row)]));
  const holds = (account.holds ?? []).map(toOverdue);
  const { lots, debt, held } = settleAtRead({ lots: open, debt: account.debt, held: account.account_held, holds }, now);
  const spendable = lots
    .filter((lot) => isSpendable(lot, now))
    .reduce((sum, lot) => sum + lot.remaining - lot.held, 0n);
  return {
    accountId,
    balance: remaining(lots) - debt,
    held,
    available: spendable > debt ? spendable - debt : 0n,
    debt,
    lots: lots.filter((lot) => lot.remaining > 0n),
    asOf: now,
  };
}

type OverdueHold = { expiresAt: string; pins: HoldRow["allocations"] };
type AccountColumns = { account_held: bigint; debt: bigint; holds: OverdueHold[] | null };
type BalanceRow = AccountColumns & (LotRow | { id: null });

function toOverdue({ expiresAt, pins }: OverdueHold): Unsettled["holds"][number] {
  return { expiresAt: new Date(expiresAt), pins: pins.map(toPin) };
}

// Only pinned credits of an expired lot are left by now, so its expiry needs no second check.
function isSpendable(lot: Lot, now: Date): boolean {
  return lot.frozenAt === null && lot.effectiveAt <= now;
}

const remaining = (lots: Lot[]): bigint => lots.reduce((sum, lot) => sum + lot.remaining, 0n);

export type HistoryFilter = {
  type?: EntryType;
  /** Entries at or after this time. */
  from?: Date;
  /** Entries before this time. */
  to?: Date;
  /** The `nextCursor` of the previous page. */
  cursor?: string;
  /** Entries per page, 1 to 100. */
  limit: number;
};

export type HistoryPage =
  | { ok: true; data: Entry[]; nextCursor: string | null }
  | { ok: false; reason: "invalid_cursor" };

/** The account's entries, newest first. Every page costs the same, however far back. */
export async function history(sql: Sql, accountId: string, filter: HistoryFilter): Promise<HistoryPage> {
  const before = filter.cursor === undefined ? null : parseCursor(filter.cursor);
  if (filter.cursor !== undefined && before === null) return { ok: false, reason: "invalid_cursor" };
  const rows = await sql<EntryRow>`
    SELECT *
    FROM ledger_entry
    WHERE account_id = ${accountId}::uuid
      AND (${before}::bigint IS NULL OR seq < ${before}::bigint)
      AND (${filter.type ?? null}::entry_type IS NULL OR type = ${filter.type ?? null}::entry_type)
      AND (${filter.from ?? null}::timestamptz IS NULL OR created_at >= ${filter.from ?? null}::timestamptz)
      AND (${filter.to ?? null}::timestamptz IS NULL OR created_at < ${filter.to ?? null}::timestamptz)
    ORDER BY seq DESC
    LIMIT ${filter.limit + 1}::integer`;
  const data = rows.slice(0, filter.limit).map(toEntry);
  const last = rows.length > filter.limit ? data.at(-1) : undefined;
  return { ok: true, data, nextCursor: last ? formatCursor(last.seq) : null };
}

/** One entry, or null. */
export async function getEntry(sql: Sql, accountId: string, seq: bigint): Promise<Entry | null> {
  const [row] = await sql<EntryRow>`
    SELECT * FROM ledger_entry WHERE account_id = ${accountId}::uuid AND seq = ${seq}::bigint`;
  return row ? toEntry(row) : null;
}

/** The number of the account's last entry; 0 when there is none. */
export async function lastSeq(sql: Sql, accountId: string): Promise<bigint> {
  const [row] = await sql<{ seq: bigint }>`SELECT seq FROM credit_account WHERE id = ${accountId}::uuid`;
  return row?.seq ?? 0n;
}

/** Entries with a higher number than `seq`, oldest first. */
export async function entriesSince(sql: Sql, accountId: string, seq: bigint): Promise<Entry[]> {
  const rows = await sql<EntryRow>`
    SELECT * FROM ledger_entry WHERE account_id = ${accountId}::uuid AND seq > ${seq}::bigint ORDER BY seq`;
  return rows.map(toEntry);
}

/** The lot of a business fact as stored: an expired one still shows what the sweep has yet to expire. */
export async function findLotBySource(sql: Sql, accountId: string, sourceKey: string): Promise<Lot | null> {
  const [row] = await sql<LotRow>`
    SELECT * FROM credit_lot WHERE account_id = ${accountId}::uuid AND source_key = ${sourceKey}::text`;
  return row ? toLot(row) : null;
}
