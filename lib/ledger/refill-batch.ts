import type { Sql } from "@/lib/db";
import { checkGranted, DEFAULT_ORIGIN, DEFAULT_PRIORITY, type GrantRequest } from "@/lib/ledger/grant";
import type { ResetRequest } from "@/lib/ledger/reset-plan-lots";

/** A refill of one account: a reset of plan lots, if there is one, and then a grant. */
export type LedgerRefill = {
  accountId: string;
  reset: Omit<ResetRequest, "accountId"> | null;
  lot: Omit<GrantRequest, "accountId">;
};

/**
 * `debtPaid` of the lot paid debt. `busy`: another transaction has the account locked, and nothing was done.
 */
export type LedgerRefillResult =
  | { status: "granted" | "already_granted"; debtPaid: bigint }
  | { status: "balance_out_of_range" }
  | { status: "busy" };

/**
 * Refills many accounts in one statement, each named once, with the same results as `resetPlanLots` and `grant` one by one.
 * Waits for no lock.
 */
export async function refillBatch(
  sql: Sql,
  refills: readonly LedgerRefill[],
  now: Date,
): Promise<LedgerRefillResult[]> {
  if (refills.length === 0) return [];
  const rows = await sql<{ account: string; granted: boolean | null; debtPaid: bigint }>`
    SELECT refilled::text AS account, granted, debt_paid AS "debtPaid"
    FROM ledger_refill_many(
      ARRAY(
        SELECT item
        FROM jsonb_populate_recordset(
          NULL::ledger_refill_item, ${JSON.stringify(refills.map((refill) => toItem(refill, now)))}::text::jsonb
        ) AS item
      ),
      ${now}::timestamptz
    )`;
  const results = new Map(rows.map(({ account, ...row }) => [account, toResult(row)]));
  return refills.map(({ accountId }) => results.get(accountId) ?? { status: "busy" });
}

function toResult({ granted, debtPaid }: { granted: boolean | null; debtPaid: bigint }): LedgerRefillResult {
  if (granted === null) return { status: "balance_out_of_range" };
  return { status: granted ? "granted" : "already_granted", debtPaid };
}

/** The fields of ledger_refill_item. */
function toItem({ accountId, reset, lot }: LedgerRefill, now: Date) {
  checkGranted(lot.amount);
  return {
    account: accountId,
    reset: reset !== null,
    reset_subscription: reset?.subscriptionId,
    keep: String(reset?.keepCredits ?? 0n),
    keep_of: reset?.keepSince?.subscriptionId,
    keep_since: reset?.keepSince?.at,
    reset_description: reset?.description ?? "",
    reset_actor: reset?.actor,
    kind: lot.kind,
    origin: lot.origin ?? DEFAULT_ORIGIN[lot.kind],
    amount: String(lot.amount),
    source_key: lot.sourceKey,
    priority: lot.priority ?? DEFAULT_PRIORITY[lot.kind],
    effective_at: lot.effectiveAt ?? now,
    expires_at: lot.expiresAt,
    description: lot.description ?? "",
    amount_cents: lot.amountCents,
    currency: lot.currency,
    payment: lot.paymentId,
    subscription: lot.subscriptionId,
    window_start: lot.windowStart,
    actor: lot.actor,
  };
}
