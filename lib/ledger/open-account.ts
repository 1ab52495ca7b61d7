import { hot, type Sql } from "@/lib/db";

/** The user's credit account, created on the first call. Concurrent callers get the same id. */
export async function openAccount(sql: Sql, userId: string, now: Date): Promise<string> {
  const [row] = await hot(sql)<{
    id: string;
  }>`SELECT ledger_open_account(${userId}::uuid, ${now}::timestamptz)::text AS id`;
  if (!row) throw new Error(`No credit account could be opened for user ${userId}.`);
  return row.id;
}
