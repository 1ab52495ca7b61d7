import type { Sql } from "@/lib/db";
import type { BalanceLevel } from "@/lib/generated/prisma/enums";
import type { EventType } from "@/lib/webhooks/event-types";

/** Up to which entry an account's changes are announced and summed, and how its balance stood then. */
export type Mark = { accountId: string; seq: bigint; summedSeq: bigint; level: BalanceLevel };

/** Since when an enabled endpoint has wanted any of these; null when none does. What happened before is not announced. */
export async function announcedSince(sql: Sql, types: readonly EventType[]): Promise<Date | null> {
  const [found] = await sql<{ since: Date | null }>`
    SELECT min(enabled_at) AS since FROM webhook_endpoint
    WHERE disabled_at IS NULL AND (event_types = '{}' OR event_types && ${[...types]}::text[])`;
  return found?.since ?? null;
}

/** The marks of some accounts, and the right to move any: runs at the same time wait for one another. */
export async function lockMarks(sql: Sql, accountIds: readonly string[]): Promise<Map<string, Mark>> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended('refill-webhook-marks', 0))::text AS locked`;
  const marks = await sql<Mark>`
    SELECT account_id::text AS "accountId", seq, summed_seq AS "summedSeq", level
    FROM webhook_mark WHERE account_id = ANY(${[...accountIds]}::uuid[])`;
  return new Map(marks.map((mark) => [mark.accountId, mark]));
}

/**
 * Moves marks, in the transaction of what is announced up to them. With INSERT … SELECT, a divided ledger commits both in two phases,
 * also for a single account.
 */
export async function moveMarks(sql: Sql, marks: readonly Mark[]): Promise<void> {
  if (marks.length === 0) return;
  await sql`
    INSERT INTO webhook_mark AS mark (account_id, seq, summed_seq, level)
    SELECT * FROM unnest(
      ${marks.map(({ accountId }) => accountId)}::uuid[], ${marks.map(({ seq }) => seq)}::bigint[],
      ${marks.map(({ summedSeq }) => summedSeq)}::bigint[], ${marks.map(({ level }) => level)}::balance_level[]
    )
    ON CONFLICT (account_id) DO UPDATE SET seq = excluded.seq, summed_seq = excluded.summed_seq, level = excluded.level`;
}
