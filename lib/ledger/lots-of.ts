import type { Sql } from "@/lib/db";
import { type EntryRow, type LotRow, toEntry, toLot } from "@/lib/ledger/rows";
import type { Entry, Lot, LotOrigin } from "@/lib/ledger/types";

/** The lots that a payment paid for, oldest first. */
export async function lotsOfPayment(sql: Sql, accountId: string, paymentId: string): Promise<Lot[]> {
  const rows = await sql<LotRow>`
    SELECT * FROM credit_lot
    WHERE account_id = ${accountId}::uuid AND payment_id = ${paymentId}::uuid ORDER BY grant_seq`;
  return rows.map(toLot);
}

/** The lots granted by a subscription's refill windows, oldest first. */
export async function lotsOfSubscription(sql: Sql, accountId: string, subscriptionId: string): Promise<Lot[]> {
  const rows = await sql<LotRow>`
    SELECT * FROM credit_lot
    WHERE account_id = ${accountId}::uuid AND subscription_id = ${subscriptionId}::uuid ORDER BY grant_seq`;
  return rows.map(toLot);
}

/** What of a lot says for which window it was granted, and never changes. */
export type RefillLot = Pick<Lot, "sourceKey" | "origin" | "amount" | "windowStart" | "grantSeq">;

export type RefillLots = {
  subscriptionId: string;
  accountId: string;
  account: { seq: bigint; held: bigint; debt: bigint; lowBalanceThreshold: bigint | null };
  /** Oldest first. */
  lots: RefillLot[];
};

/** The same of many subscriptions, each with its user's account. Those of users without an account are left out. */
export async function refillLotsOf(
  sql: Sql,
  subscriptions: readonly { id: string; userId: string }[],
): Promise<RefillLots[]> {
  const rows = await sql<AccountOfRefill & { lots: RefillLotText[] | null }>`
    SELECT
      asked.id::text AS subscription, account.id::text AS account, account.seq, account.held, account.debt,
      account.low_balance_threshold AS "lowBalanceThreshold", granted.lots
    FROM unnest(
      ${subscriptions.map(({ id }) => id)}::uuid[], ${subscriptions.map(({ userId }) => userId)}::uuid[]
    ) AS asked (id, user_id)
    JOIN credit_account AS account ON account.id = asked.user_id
    LEFT JOIN LATERAL (
      SELECT json_agg(json_build_array(source_key, origin, amount::text, window_start, grant_seq::text) ORDER BY grant_seq) AS lots
      FROM credit_lot
      WHERE account_id = account.id AND subscription_id = asked.id
      GROUP BY account_id
    ) AS granted ON true`;
  return rows.map(({ subscription, account, lots, ...state }) => ({
    subscriptionId: subscription,
    accountId: account,
    account: state,
    lots: (lots ?? []).map(toRefillLot),
  }));
}

type AccountOfRefill = RefillLots["account"] & { subscription: string; account: string };

type RefillLotText = [sourceKey: string, origin: LotOrigin, amount: string, windowStart: string | null, seq: string];

function toRefillLot([sourceKey, origin, amount, windowStart, seq]: RefillLotText): RefillLot {
  return {
    sourceKey,
    origin,
    amount: BigInt(amount),
    windowStart: windowStart === null ? null : new Date(windowStart),
    grantSeq: BigInt(seq),
  };
}

/** How much of each lot expired or was reset unused. Lots without any are left out. */
export async function endedOfLots(sql: Sql, accountId: string, lotIds: string[]): Promise<Map<string, bigint>> {
  const rows = await sql<{ lot: string; ended: bigint }>`
    SELECT part ->> 'lot' AS lot, -sum((part ->> 'amount')::bigint)::bigint AS ended
    FROM ledger_entry, jsonb_array_elements(allocations) AS part
    WHERE account_id = ${accountId}::uuid AND type IN ('EXPIRY', 'RESET') AND type <> 'USAGE'
      AND part ->> 'lot' = ANY (${lotIds}::text[])
    GROUP BY 1`;
  return new Map(rows.map(({ lot, ended }) => [lot, ended]));
}

/** The account's clawbacks and how much of each was reinstated, oldest first. */
export async function clawBacks(sql: Sql, accountId: string): Promise<Entry[]> {
  const rows = await sql<EntryRow>`
    SELECT * FROM ledger_entry
    WHERE account_id = ${accountId}::uuid AND type IN ('CLAWBACK', 'REINSTATEMENT') AND type <> 'USAGE'
    ORDER BY seq`;
  return rows.map(toEntry);
}

/** What the account's lots of one origin granted, minus what was clawed back for refunds. */
export async function keptOfOrigin(sql: Sql, accountId: string, origin: LotOrigin): Promise<bigint> {
  const [row] = await sql<{ credits: string }>`
    SELECT (coalesce(sum(lot.amount), 0) + coalesce(sum(back.credits), 0))::text AS credits
    FROM credit_lot AS lot
    LEFT JOIN LATERAL (
      SELECT sum(entry.amount) AS credits
      FROM ledger_entry AS entry
      WHERE entry.account_id = lot.account_id AND entry.cause_lot_id = lot.id AND entry.type <> 'USAGE'
    ) AS back ON true
    WHERE lot.account_id = ${accountId}::uuid AND lot.origin = ${origin}::lot_origin`;
  return BigInt(row?.credits ?? 0);
}
