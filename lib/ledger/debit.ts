import type { Sql } from "@/lib/db";
import { type Actor, THE_APP } from "@/lib/ledger/actor";
import { type BudgetExceeded, type BudgetRefusal, toBudgetExceeded } from "@/lib/ledger/budgets/budget-exceeded";
import { type InvalidAmount, invalidAmount } from "@/lib/ledger/invalid-amount";
import { type HashedItem, hashRequest } from "@/lib/ledger/request-hash";
import { type EntryRow, toEntry } from "@/lib/ledger/rows";
import type { Entry } from "@/lib/ledger/types";

export type DebitRequest = {
  accountId: string;
  /** Credits, 1 to MAX_AMOUNT. */
  amount: bigint;
  /** Unique among the account's spends and holds: the same key and request return the first result and take nothing. */
  idempotencyKey?: string | null;
  description?: string;
  meter?: string | null;
  /** The metered quantity, as decimal text with at most 6 places: "12.5". */
  quantity?: string | null;
  /** The version of the meter's rate that priced the quantity; a retry is compared by these two instead of the amount. */
  rateVersion?: number | null;
  /** The quantities behind a price over several meters; a retry is compared by these. */
  items?: readonly HashedItem[] | null;
  /** Stored with the entry; must be JSON-serializable. */
  metadata?: Record<string, unknown> | null;
  /** Who decided on it, as opposed to whose credits they are; by default the app: THE_APP. */
  actor?: Actor;
};

export type DebitResult =
  /**
   * The entry has the balance before and after it; when `replayed`, it is the first request's entry. `balance` and
   * `available` are always current: a caller that retries a spend wants to know what is available now.
   */
  | { ok: true; entry: Entry; balance: bigint; available: bigint; replayed: boolean }
  | { ok: false; reason: "insufficient_credits"; required: bigint; available: bigint }
  | BudgetExceeded
  | { ok: false; reason: "idempotency_key_reused" }
  | InvalidAmount
  | { ok: false; reason: "unknown_account" };

/**
 * Spends credits or says why not, in one round trip. A refusal stores nothing, so the same key can succeed after a top-up.
 * Burn order: by priority, then soonest expiry (never-expiring last), then oldest.
 */
export async function debit(sql: Sql, request: DebitRequest, now: Date): Promise<DebitResult> {
  const invalid = invalidAmount(request.amount);
  if (invalid) return invalid;
  const row = await callDebit(sql, request, now, { wait: true });
  if (row.outcome === "busy") throw new Error("ledger_debit did not wait.");
  return toDebitResult(row, request.amount);
}

/** Like `debit`, but returns "busy" at once, without effect, when another transaction has locked the account. */
export async function tryDebit(sql: Sql, request: DebitRequest, now: Date): Promise<DebitResult | "busy"> {
  const row = await callDebit(sql, request, now, { wait: false });
  return row.outcome === "busy" ? "busy" : toDebitResult(row, request.amount);
}

async function callDebit(sql: Sql, request: DebitRequest, now: Date, { wait }: { wait: boolean }) {
  const { accountId, amount } = request;
  const key = request.idempotencyKey ?? null;
  const metadata = request.metadata ?? null;
  const [row] = await sql<DebitRow | { outcome: "busy" }>`
    SELECT outcome, balance, available, refusal, (entry).*
    FROM ledger_debit(
      ${wait}::boolean,
      ${accountId}::uuid,
      ${amount}::bigint,
      ${key}::text,
      decode(${key === null ? null : hashRequest(request)}::text, 'hex'),
      ${request.description ?? ""}::text,
      ${request.meter ?? null}::text,
      ${request.quantity ?? null}::numeric,
      ${request.rateVersion ?? null}::integer,
      ${metadata === null ? null : JSON.stringify(metadata)}::jsonb,
      ${request.actor ?? THE_APP}::text,
      ${now}::timestamptz
    )`;
  if (!row) throw new Error("ledger_debit returned no row.");
  return row;
}

/** The result row of the ledger's debit functions. */
export type DebitRow =
  | (EntryRow & { outcome: "debited" | "replayed"; balance: bigint; available: bigint })
  | { outcome: "insufficient_credits"; available: bigint }
  | { outcome: "budget_exceeded"; refusal: BudgetRefusal }
  | { outcome: "idempotency_key_reused" | "unknown_account" };

export function toDebitResult(row: DebitRow, amount: bigint): DebitResult {
  switch (row.outcome) {
    case "debited":
    case "replayed": {
      const { balance, available } = row;
      return { ok: true, entry: toEntry(row), balance, available, replayed: row.outcome === "replayed" };
    }
    case "insufficient_credits":
      return { ok: false, reason: row.outcome, required: amount, available: row.available };
    case "budget_exceeded":
      return toBudgetExceeded(row.refusal, amount);
    default:
      return { ok: false, reason: row.outcome };
  }
}
