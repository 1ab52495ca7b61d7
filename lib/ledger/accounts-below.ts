import { hot, type Sql } from "@/lib/db";

export type LowAccount = {
  accountId: string;
  isBelow: boolean;
  /** Credits of a hold past its time may be free again, so that it may have more than it seems to. */
  hasOverdueHold: boolean;
};

/**
 * The accounts that can spend less than a limit, or have an overdue hold: of those with a limit given here, or of all, with their
 * low-balance threshold for a limit. A first look for jobs, which locks and settles nothing; what is owed counts against what is
 * there.
 */
export async function accountsBelow(
  sql: Sql,
  limits: readonly { accountId: string; credits: bigint }[] | "thresholds",
  now: Date,
): Promise<LowAccount[]> {
  const given = limits === "thresholds" ? null : limits;
  return hot(sql)<LowAccount>`
    SELECT limited.id::text AS "accountId", limited."isBelow", limited."hasOverdueHold"
    FROM (
      SELECT
        account.id,
        lots.free - account.debt < account.credits AS "isBelow",
        account.held > 0 AND EXISTS (
          SELECT FROM credit_hold AS hold
          WHERE hold.account_id = account.id AND hold.status = 'OPEN' AND hold.expires_at <= ${now}::timestamptz
        ) AS "hasOverdueHold"
      FROM (
        SELECT id, held, debt, low_balance_threshold AS credits
        FROM credit_account
        WHERE low_balance_threshold IS NOT NULL AND ${given === null}::boolean
        UNION ALL
        SELECT account.id, account.held, account.debt, asked.credits
        FROM unnest(
          ${(given ?? []).map(({ accountId }) => accountId)}::uuid[], ${(given ?? []).map(({ credits }) => credits)}::bigint[]
        ) AS asked (id, credits)
        JOIN credit_account AS account ON account.id = asked.id
      ) AS account
      CROSS JOIN LATERAL (
        SELECT coalesce(sum(lot.remaining - lot.held), 0)::bigint AS free
        FROM credit_lot AS lot
        WHERE lot.account_id = account.id AND lot.closed_at IS NULL AND lot.frozen_at IS NULL
          AND lot.effective_at <= ${now}::timestamptz AND (lot.expires_at IS NULL OR lot.expires_at > ${now}::timestamptz)
      ) AS lots
    ) AS limited
    WHERE limited."isBelow" OR limited."hasOverdueHold"`;
}
