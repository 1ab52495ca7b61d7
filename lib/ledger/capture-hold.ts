import type { Sql } from "@/lib/db";
import { type Actor, THE_APP } from "@/lib/ledger/actor";
import { type InvalidAmount, invalidAmount } from "@/lib/ledger/invalid-amount";
import { hashVerb } from "@/lib/ledger/request-hash";
import { type EntryRow, toEntry } from "@/lib/ledger/rows";
import type { Entry, HoldStatus } from "@/lib/ledger/types";

export type CaptureRequest = {
  accountId: string;
  holdId: string;
  /** Credits, at most CAPTURE_LIMIT times what is held; by default what is held. */
  amount?: bigint;
  /** Unique among the account's entries and holds, but for the key of the hold itself: the same key and request again return the first answer and take nothing. */
  idempotencyKey?: string | null;
  /** By default the hold's. */
  description?: string;
  meter?: string | null;
  /** What the meter counted, as decimal text with at most 6 places: "12.5". */
  quantity?: string | null;
  /** Version of the meter's rate that made the amount of the quantity; the two then stand for the amount in a retry. */
  rateVersion?: number | null;
  /** By default the hold's. */
  metadata?: Record<string, unknown> | null;
  /** Who decided on it, no matter whose credits they are; by default the app: THE_APP. */
  actor?: Actor;
};

/** A hold is an estimate of the spend; one that misses by more than this factor is rather a mistake. */
export const CAPTURE_LIMIT = 10;

export type CaptureResult =
  /** When `replayed`, the entry is the first answer's. `balance` and `available` are those of this moment, always. */
  | { ok: true; entry: Entry; balance: bigint; available: bigint; replayed: boolean }
  /** Only for more than is held. `available` is what a capture could take: what is held and what is free beside it. */
  | { ok: false; reason: "insufficient_credits"; required: bigint; available: bigint }
  | { ok: false; reason: "exceeds_capture_limit"; limit: bigint }
  | { ok: false; reason: "hold_not_open"; status: Exclude<HoldStatus, "OPEN"> }
  | { ok: false; reason: "idempotency_key_reused" }
  | InvalidAmount
  | { ok: false; reason: "unknown_hold" }
  | { ok: false; reason: "unknown_account" };

/**
 * Spends what a hold keeps: a part, all, or more. Up to the held amount it always succeeds while the hold is open; the
 * excess needs availability like any debit. Either way the hold is over: what it kept and the capture did not take is
 * free again, and what of that is past its time expires at once. A refusal leaves the hold as it was.
 */
export async function captureHold(sql: Sql, request: CaptureRequest, now: Date): Promise<CaptureResult> {
  const { accountId, holdId, amount = null } = request;
  const invalid = amount === null ? null : invalidAmount(amount);
  if (invalid) return invalid;
  const key = request.idempotencyKey ?? null;
  const metadata = request.metadata ?? null;
  const [row] = await sql<CaptureRow>`
    SELECT
      outcome, result.balance, available, (hold).amount AS hold_amount, (hold).status AS hold_status,
      (entry).*
    FROM ledger_capture_hold(
      ${accountId}::uuid,
      ${holdId}::uuid,
      ${amount}::bigint,
      ${CAPTURE_LIMIT}::integer,
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

/** What makes two captures under one idempotency key the same, as SHA-256 in hex. */
export function hashCapture(request: CaptureRequest): string {
  return hashVerb("capture", [request.holdId], { ...request, amount: request.amount ?? null });
}

/** What the ledger's functions answer to a capture. */
export type CaptureRow =
  | (EntryRow & { outcome: "captured" | "replayed"; balance: bigint; available: bigint })
  | { outcome: "insufficient_credits"; available: bigint; hold_amount: bigint }
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
    case "exceeds_capture_limit":
      return { ok: false, reason: row.outcome, limit: row.hold_amount * BigInt(CAPTURE_LIMIT) };
    case "hold_not_open":
      return { ok: false, reason: row.outcome, status: row.hold_status };
    default:
      return { ok: false, reason: row.outcome };
  }
}
