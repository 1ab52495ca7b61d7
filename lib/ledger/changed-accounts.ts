import { hot, type Sql } from "@/lib/db";

export type ChangedAccount = {
  id: string;
  /** Number of the last entry. */
  seq: bigint;
  createdAt: Date;
};

/** Accounts after this id, in order, whose last entry has another number than their mark in `webhook_mark` says, if they have one. */
export async function accountsChangedSince(
  sql: Sql,
  mark: "announced" | "summed",
  { after, limit }: { after: string; limit: number },
): Promise<ChangedAccount[]> {
  return hot(sql)<ChangedAccount>`
    SELECT account.id::text, account.seq, account.created_at AS "createdAt"
    FROM credit_account AS account
    LEFT JOIN webhook_mark AS mark ON mark.account_id = account.id
    WHERE account.id > ${after}::uuid
      AND account.seq > coalesce(CASE WHEN ${mark === "summed"}::boolean THEN mark.summed_seq ELSE mark.seq END, 0)
    ORDER BY account.id
    LIMIT ${limit}::integer`;
}

/** The number of an account's last entry; null for an account that was never used. */
export async function lastSeqOf(sql: Sql, accountId: string): Promise<bigint | null> {
  const [account] = await sql<{ seq: bigint }>`SELECT seq FROM credit_account WHERE id = ${accountId}::uuid`;
  return account?.seq ?? null;
}

type Span = {
  accountId: string;
  /** Up to here they are known. */
  after: bigint;
  upTo: bigint;
};

export type AnnouncedEntry = {
  accountId: string;
  seq: bigint;
  type: "GRANT" | "EXPIRY" | "RESET" | "ADJUSTMENT";
  amount: bigint;
  balanceAfter: bigint;
  description: string;
  createdAt: Date;
  /** What the credits were granted for; null for what took some. */
  lot: { kind: string; origin: string; expiresAt: string | null; paymentId: string | null } | null;
};

/** The entries of some accounts that granted credits or let them expire since `from`, in order. */
export async function grantsAndExpiries(sql: Sql, spans: readonly Span[], from: Date): Promise<AnnouncedEntry[]> {
  return sql<AnnouncedEntry>`
    SELECT
      entry.account_id::text AS "accountId", entry.seq, entry.type, entry.amount, entry.balance_after AS "balanceAfter",
      entry.description, entry.created_at AS "createdAt",
      CASE WHEN entry.amount > 0 THEN (
        SELECT json_build_object(
          'kind', lot.kind, 'origin', lot.origin, 'expiresAt', lot.expires_at, 'paymentId', lot.payment_id)
        FROM credit_lot AS lot
        WHERE lot.account_id = entry.account_id AND lot.grant_seq = entry.seq
        LIMIT 1
      ) END AS lot
    FROM unnest(
      ${spans.map(({ accountId }) => accountId)}::uuid[], ${spans.map(({ after }) => after)}::bigint[],
      ${spans.map(({ upTo }) => upTo)}::bigint[]
    ) AS span (account_id, after, up_to)
    JOIN ledger_entry AS entry
      ON entry.account_id = span.account_id AND entry.seq > span.after AND entry.seq <= span.up_to
    WHERE entry.created_at >= ${from}::timestamptz
      AND (entry.type IN ('GRANT', 'EXPIRY', 'RESET') OR entry.type = 'ADJUSTMENT' AND entry.amount > 0)
    ORDER BY entry.account_id, entry.seq`;
}

export type SpentSum = {
  accountId: string;
  /** The meter's key; null for spends of an amount. */
  meter: string | null;
  spends: bigint;
  credits: bigint;
  /** Decimal text; null without a meter. */
  quantity: string | null;
  firstAt: Date;
  lastAt: Date;
};

/** What some accounts spent since `from`, by meter. */
export async function spentSums(sql: Sql, spans: readonly Span[], from: Date): Promise<SpentSum[]> {
  return sql<SpentSum>`
    SELECT
      entry.account_id::text AS "accountId", entry.meter, count(*) AS spends, -sum(entry.amount)::bigint AS credits,
      sum(entry.quantity)::text AS quantity, min(entry.created_at) AS "firstAt", max(entry.created_at) AS "lastAt"
    FROM unnest(
      ${spans.map(({ accountId }) => accountId)}::uuid[], ${spans.map(({ after }) => after)}::bigint[],
      ${spans.map(({ upTo }) => upTo)}::bigint[]
    ) AS span (account_id, after, up_to)
    JOIN ledger_entry AS entry
      ON entry.account_id = span.account_id AND entry.seq > span.after AND entry.seq <= span.up_to
    WHERE entry.type = 'USAGE' AND entry.created_at >= ${from}::timestamptz
    GROUP BY entry.account_id, entry.meter
    ORDER BY entry.account_id, entry.meter NULLS FIRST`;
}

export type Standing = {
  accountId: string;
  available: bigint;
  /** Null without one. */
  threshold: bigint | null;
  /** Its credits may be free again, so that more can be spent than it seems. */
  hasOverdueHold: boolean;
};

/** What accounts can spend at `now`. Locks and settles nothing. */
export async function standingOf(sql: Sql, accountIds: readonly string[], now: Date): Promise<Standing[]> {
  return sql<Standing>`
    SELECT
      account.id::text AS "accountId",
      greatest(lots.free - account.debt, 0) AS available,
      account.low_balance_threshold AS threshold,
      account.held > 0 AND EXISTS (
        SELECT FROM credit_hold AS hold
        WHERE hold.account_id = account.id AND hold.status = 'OPEN' AND hold.expires_at <= ${now}::timestamptz
      ) AS "hasOverdueHold"
    FROM credit_account AS account
    CROSS JOIN LATERAL (
      SELECT coalesce(sum(lot.remaining - lot.held), 0)::bigint AS free
      FROM credit_lot AS lot
      WHERE lot.account_id = account.id AND lot.closed_at IS NULL AND lot.frozen_at IS NULL
        AND lot.effective_at <= ${now}::timestamptz AND (lot.expires_at IS NULL OR lot.expires_at > ${now}::timestamptz)
    ) AS lots
    WHERE account.id = ANY(${[...accountIds]}::uuid[])
    ORDER BY account.id`;
}
