import type { Sql } from "@/lib/db";
import { type Owner, withOwners } from "@/lib/ledger/owners";
import type { LotKind } from "@/lib/ledger/types";

export type LotPlace = { accountId: string; lotId: string };

export type LotAt = Owner & RemainingLot;

type RemainingLot = LotPlace & {
  kind: LotKind;
  description: string;
  createdAt: Date;
  remaining: bigint;
  /** What was paid for what remains, in minor units; null when nobody paid. */
  cents: bigint | null;
  currency: string | null;
};

/**
 * The lots of all accounts that had something left right before a moment, with what was left of them by the entries
 * that are in `metric_credit`. What entries did to a lot
 * since is taken back, so a long time ago costs more.
 */
export async function lotsAt(
  sql: Sql,
  { at, after, limit }: { at: Date; after: LotPlace | null; limit: number },
): Promise<LotAt[]> {
  const lots = await sql<RemainingLot>`
    SELECT
      lot.account_id::text AS "accountId",
      lot.id::text AS "lotId",
      lot.kind::text,
      lot.description,
      lot.created_at AS "createdAt",
      was.remaining,
      CASE WHEN lot.amount_cents > 0 THEN round(lot.amount_cents::numeric * was.remaining / lot.amount)::bigint END AS cents,
      CASE WHEN lot.amount_cents > 0 THEN lot.currency END AS currency
    FROM credit_lot AS lot
    JOIN credit_account AS account ON account.id = lot.account_id
    JOIN metric_account AS mark ON mark.account_id = lot.account_id
    CROSS JOIN LATERAL (
      SELECT lot.remaining - coalesce(sum((part ->> 'amount')::bigint), 0)::bigint AS remaining
      FROM ledger_entry AS later
      CROSS JOIN jsonb_array_elements(later.allocations) AS parts (part)
      WHERE (account.updated_at >= ${at}::timestamptz OR account.seq > mark.seq)
        AND later.account_id = lot.account_id
        AND later.seq >= lot.grant_seq
        AND (later.created_at >= ${at}::timestamptz OR later.seq > mark.seq)
        AND (part ->> 'lot')::uuid = lot.id
    ) AS was
    WHERE (
        ${after?.accountId ?? null}::uuid IS NULL
        OR (lot.account_id, lot.id) > (${after?.accountId ?? null}::uuid, ${after?.lotId ?? null}::uuid)
      )
      AND (lot.closed_at IS NULL OR lot.closed_at >= ${at}::timestamptz)
      AND was.remaining > 0
    ORDER BY lot.account_id, lot.id
    LIMIT ${limit}::integer`;
  return withOwners(sql, lots);
}
