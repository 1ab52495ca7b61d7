import type { Sql } from "@/lib/db";
import { payloadsOf } from "@/lib/ledger/announce-balances";

export type NewDormancy = { userId: string; subscriptionId: string; since: Date };

/**
 * Records that these free plans are dormant, and announces it to what caches accounts. The caller holds the users' locks and
 * stores that nothing is due.
 */
export async function startDormancies(sql: Sql, started: readonly NewDormancy[]): Promise<void> {
  if (started.length === 0) return;
  const userIds = started.map(({ userId }) => userId);
  await sql`
    INSERT INTO dormancy (id, user_id, subscription_id, since)
    SELECT gen_random_uuid(), started.*
    FROM unnest(
      ${userIds}::uuid[], ${started.map(({ subscriptionId }) => subscriptionId)}::uuid[],
      ${started.map(({ since }) => since)}::timestamptz[]
    ) AS started`;
  await announceDormancy(sql, userIds);
}

/** Tells processes, when the transaction commits, that these users' accounts became dormant or no longer are. */
export async function announceDormancy(sql: Sql, userIds: readonly string[]): Promise<void> {
  await sql`
    SELECT pg_notify('credentials', 'users:' || ids)::text FROM unnest(${payloadsOf(userIds)}::text[]) AS ids`;
}
