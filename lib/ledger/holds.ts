import type { Sql } from "@/lib/db";
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
