import type { Sql } from "@/lib/db";
import { MAX_HOLD_SECONDS } from "@/lib/ledger/place-hold";
import { type HoldRow, toHold } from "@/lib/ledger/rows";
import type { Hold } from "@/lib/ledger/types";

/** One hold, or null. An expired one shows as EXPIRED, swept or not. */
export async function getHold(sql: Sql, accountId: string, holdId: string, now: Date): Promise<Hold | null> {
  const [row] = await sql<HoldRow>`
    SELECT * FROM credit_hold WHERE account_id = ${accountId}::uuid AND id = ${holdId}::uuid`;
  return row ? toHold(row, now) : null;
}

/** The account's open holds, in order of expiry. */
export async function listHolds(sql: Sql, accountId: string, now: Date): Promise<Hold[]> {
  const rows = await sql<HoldRow>`
    SELECT *
    FROM credit_hold
    WHERE account_id = ${accountId}::uuid AND status = 'OPEN' AND expires_at > ${now}::timestamptz
    ORDER BY expires_at, id`;
  return rows.map((row) => toHold(row, now));
}

/**
 * Holds that ended from one time until before another without a spend, latest first: they were released, or expired, swept or
 * not.
 */
export async function holdsWithoutSpend(
  sql: Sql,
  accountId: string,
  { from, until, limit }: { from: Date; until: Date; limit: number },
  now: Date,
): Promise<Hold[]> {
  // Ids begin with the time of placing, and no hold is open for longer than that.
  const placed = { from: new Date(from.getTime() - MAX_HOLD_SECONDS * 1000), until: new Date(until.getTime() + 1) };
  const rows = await sql<HoldRow>`
    SELECT *
    FROM credit_hold
    WHERE account_id = ${accountId}::uuid AND id >= ${firstIdAt(placed.from)}::uuid AND id < ${firstIdAt(placed.until)}::uuid
      AND captured = 0
      AND (status IN ('RELEASED', 'EXPIRED') OR (status = 'OPEN' AND expires_at <= ${now}::timestamptz))
      AND coalesce(closed_at, expires_at) >= ${from}::timestamptz AND coalesce(closed_at, expires_at) < ${until}::timestamptz
    ORDER BY coalesce(closed_at, expires_at) DESC, id DESC
    LIMIT ${limit}`;
  return rows.map((row) => toHold(row, now));
}

/** The least UUIDv7 of a time: https://www.rfc-editor.org/rfc/rfc9562#section-5.7 */
function firstIdAt(time: Date): string {
  const hex = Math.max(0, time.getTime()).toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`;
}

/** Who placed a hold; null when there is no such hold. */
export async function holdActor(sql: Sql, accountId: string, holdId: string): Promise<string | null> {
  const [hold] = await sql<{ actor: string }>`
    SELECT actor FROM credit_hold WHERE account_id = ${accountId}::uuid AND id = ${holdId}::uuid`;
  return hold?.actor ?? null;
}

/** The ids of the holds that are not closed yet, including expired ones. */
export async function unclosedHolds(sql: Sql, accountId: string): Promise<string[]> {
  const rows = await sql<{ id: string }>`
    SELECT id::text FROM credit_hold WHERE account_id = ${accountId}::uuid AND status = 'OPEN' ORDER BY expires_at, id`;
  return rows.map(({ id }) => id);
}
