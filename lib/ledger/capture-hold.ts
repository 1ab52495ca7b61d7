import type { Sql } from "@/lib/db";
import { type Actor, THE_APP } from "@/lib/ledger/actor";
import { type BudgetExceeded, type BudgetRefusal, toBudgetExceeded } from "@/lib/ledger/budgets/budget-exceeded";
import { type InvalidAmount, invalidAmount } from "@/lib/ledger/invalid-amount";
import { type HashedItem, hashVerb } from "@/lib/ledger/request-hash";
import { type EntryRow, toEntry } from "@/lib/ledger/rows";
import type { Entry, HoldStatus } from "@/lib/ledger/types";

export type CaptureRequest = {
  accountId: string;
  holdId: string;
  /** Credits, at most CAPTURE_LIMIT times the held amount; by default the held amount. */
  amount?: bigint;
  /**
   * The debt that this capture may leave, 0 to MAX_AMOUNT; none by default. What neither the hold nor available credits cover
   * becomes debt, as long as all debt of the account stays within this. Not part of what a retry is compared by.
   */
  overdraft?: bigint | null;
  /** Unique among the account's entries and holds, except the hold's own key: the same key and request return the first result and take nothing. */
  idempotencyKey?: string | null;
  /** Defaults to the hold's. */
  description?: string;
  meter?: string | null;
  /** The metered quantity, as decimal text with at most 6 places: "12.5". */
  quantity?: string | null;
  /** The version of the meter's rate that priced the quantity; a retry is compared by these two instead of the amount. */
  rateVersion?: number | null;
  /** The quantities behind a price over several meters; a retry is compared by these. */
  items?: readonly HashedItem[] | null;
  /** Defaults to the hold's. */
  metadata?: Record<string, unknown> | null;
  /** Who decided on it, as opposed to whose credits they are; by default the app: THE_APP. */
  actor?: Actor;
};

/** A hold estimates the spend; a capture that exceeds it by more than this factor is more likely a mistake. */
export const CAPTURE_LIMIT = 10;

export type CaptureResult =
  /** When `replayed`, the entry is that of the first request. `balance` and `available` are always current. */
  | { ok: true; entry: Entry; balance: bigint; available: bigint; replayed: boolean }
  /** Only for more than is held. `available` is the most that could be captured: held and available credits, and what may be overdrawn. */
  | { ok: false; reason: "insufficient_credits"; required: bigint; available: bigint }
  | BudgetExceeded
  | { ok: false; reason: "exceeds_capture_limit"; limit: bigint }
  | { ok: false; reason: "hold_not_open"; status: Exclude<HoldStatus, "OPEN"> }
  | { ok: false; reason: "idempotency_key_reused" }
  | InvalidAmount
  | { ok: false; reason: "unknown_hold" }
  | { ok: false; reason: "unknown_account" };

/**
 * Spends a hold's credits: part of them, all, or more. While the hold is open, capturing up to the held amount always
 * succeeds; the excess must be available like any debit, or within the overdraft, which becomes debt that the next credits
 * pay. It closes the hold: credits that were not captured become available again, and expired ones expire at once. A refusal
 * leaves the hold unchanged.
 */
export async function captureHold(sql: Sql, request: CaptureRequest, now: Date): Promise<CaptureResult> {
  const { accountId, holdId, amount = null } = request;
  const invalid = amount === null ? null : invalidAmount(amount);
  if (invalid) return invalid;
  const key = request.idempotencyKey ?? null;
  const metadata = request.metadata ?? null;
  const [row] = await sql<CaptureRow>`
    SELECT
      outcome, result.balance, available, refusal, (hold).amount AS hold_amount, (hold).status AS hold_status,
      (entry).*
    FROM ledger_capture_hold(
      ${accountId}::uuid,
      ${holdId}::uuid,
      ${amount}::bigint,
      ${CAPTURE_LIMIT}::integer,
      ${request.overdraft ?? null}::bigint,
      ${key}::text,
      decode(${key === null ? null : hashCapture(request)}::text, 'hex'),
      ${request.description ?? ""}::text,
      ${request.meter ?? null}::text,
      ${request.quantity ?? null}::numeric,
      ${request.rateVersion ?? null}::integer,
      ${metadata === null ? null : JSON.stringify(metadata)}::jsonb,
      ${request.actor ?? THE_APP}::text,
      ${now}::timestamptz
    ) AS result`;
  if (!row) throw new Error("ledger_capture_hold returned no row.");
  return toCaptureResult(row, amount);
}

/** The identity of a capture under its idempotency key, as SHA-256 in hex. */
export function hashCapture(request: CaptureRequest): string {
  return hashVerb("capture", [request.holdId], { ...request, amount: request.amount ?? null });
}

/** The result row of the ledger's capture functions. */
export type CaptureRow =
  | (EntryRow & { outcome: "captured" | "replayed"; balance: bigint; available: bigint })
  | { outcome: "insufficient_credits"; available: bigint; hold_amount: bigint }
  | { outcome: "budget_exceeded"; hold_amount: bigint; refusal: BudgetRefusal }
  | { outcome: "exceeds_capture_limit"; hold_amount: bigint }
  | { outcome: "hold_not_open"; hold_status: Exclude<HoldStatus, "OPEN"> }
  | { outcome: "idempotency_key_reused" | "unknown_hold" | "unknown_account" };

export function toCaptureResult(row: CaptureRow, amount: bigint | null): CaptureResult {
  switch (row.outcome) {
    case "captured":
    case "replayed": {
      const { balance, available } = row;
      return { ok: true, entry: toEntry(row), balance, available, replayed: row.outcome === "replayed" };
    }
    case "insufficient_credits":
      return { ok: false, reason: row.outcome, required: amount ?? row.hold_amount, available: row.available };
    case "budget_exceeded":
      return toBudgetExceeded(row.refusal, amount ?? row.hold_amount, row.hold_amount);
    case "exceeds_capture_limit":
      return { ok: false, reason: row.outcome, limit: row.hold_amount * BigInt(CAPTURE_LIMIT) };
    case "hold_not_open":
      return { ok: false, reason: row.outcome, status: row.hold_status };
    default:
      return { ok: false, reason: row.outcome };
  }
}
