import { announceDormancy } from "@/lib/billing/refills/dormancy/start-dormancies";
import { toStored, unusedRefills } from "@/lib/billing/refills/dormancy/unused-refills";
import type { GrantedWindow } from "@/lib/billing/refills/refill-mail";
import type { Sql } from "@/lib/db";
import { lastSeq } from "@/lib/ledger/queries";

type OpenDormancy = { id: string; subscriptionId: string; since: Date };

/** The dormancy of the user's free plan; null when it is not dormant. */
export async function findDormancy(sql: Sql, userId: string): Promise<OpenDormancy | null> {
  const [row] = await sql<OpenDormancy>`
    SELECT id::text, subscription_id::text AS "subscriptionId", since
    FROM dormancy
    WHERE user_id = ${userId}::uuid AND ended_at IS NULL`;
  return row ?? null;
}

/**
 * Settles the user's free plan and, if it was dormant, records that it no longer is, and which refills would have come
 * meanwhile. The caller holds the user's lock.
 */
export async function closingDormancy(
  sql: Sql,
  userId: string,
  settle: () => Promise<GrantedWindow[]>,
  now: Date,
): Promise<GrantedWindow[]> {
  const open = await findDormancy(sql, userId);
  const granted = await settle();
  if (!open) return granted;
  const refills = toStored(await unusedRefills(sql, open, now));
  const seq = granted.length > 0 ? await lastSeq(sql, userId) : null;
  await sql`
    UPDATE dormancy SET ended_at = ${now}::timestamptz, refills = ${refills}::text::jsonb, seq = ${seq}::bigint
    WHERE id = ${open.id}::uuid`;
  await announceDormancy(sql, [userId]);
  return granted;
}
