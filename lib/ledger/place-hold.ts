import type { Sql } from "@/lib/db";
import { type Actor, THE_APP } from "@/lib/ledger/actor";
import { type BudgetExceeded, type BudgetRefusal, toBudgetExceeded } from "@/lib/ledger/budgets/budget-exceeded";
import { type InvalidAmount, invalidAmount } from "@/lib/ledger/invalid-amount";
import { type HashedItem, hashVerb } from "@/lib/ledger/request-hash";
import { type HoldRow, toHold } from "@/lib/ledger/rows";
import type { Hold } from "@/lib/ledger/types";

export type PlaceHoldRequest = {
  accountId: string;
  /** Credits, 1 to MAX_AMOUNT. */
  amount: bigint;
  /** Whole seconds until it expires, 1 to MAX_HOLD_SECONDS; by default DEFAULT_HOLD_SECONDS. */
  expiresInSeconds?: number;
  /** Unique among the account's spends and holds: the same key and request return the hold and pin nothing. */
  idempotencyKey?: string | null;
  /** The quantity and rate version behind the amount: a retry after the rate has changed is the same request. */
  meter?: string | null;
  quantity?: string | null;
  rateVersion?: number | null;
  /** The quantities behind a price over several meters; a retry is compared by these. */
  items?: readonly HashedItem[] | null;
  description?: string;
  /** Stored with the hold and, unless the capture has its own, with its entry; must be JSON-serializable. */
  metadata?: Record<string, unknown> | null;
  /** Who decided on it, as opposed to whose credits they are; by default the app: THE_APP. */
  actor?: Actor;
};

export const DEFAULT_HOLD_SECONDS = 900;

export const MAX_HOLD_SECONDS = 86_400;

export type PlaceHoldResult =
  /** Always current, even when `replayed`: the hold may be closed by now. */
  | { ok: true; hold: Hold; balance: bigint; available: bigint; replayed: boolean }
  | { ok: false; reason: "insufficient_credits"; required: bigint; available: bigint }
  | BudgetExceeded
  | { ok: false; reason: "idempotency_key_reused" }
  | { ok: false; reason: "invalid_expiry"; detail: string }
  | InvalidAmount
  | { ok: false; reason: "unknown_account" };

/**
 * Reserves credits for a later spend by pinning them in their lots, in burn order. They are no longer available, and
 * do not expire until the hold is captured, released or expired.
 */
export async function placeHold(sql: Sql, request: PlaceHoldRequest, now: Date): Promise<PlaceHoldResult> {
  const { accountId, amount } = request;
  const invalid = invalidHold(request);
  if (invalid) return invalid;
  const key = request.idempotencyKey ?? null;
  const metadata = request.metadata ?? null;
  const [row] = await sql<PlaceHoldRow>`
    SELECT outcome, balance, available, refusal, (hold).*
    FROM ledger_place_hold(
      ${accountId}::uuid,
      ${amount}::bigint,
      ${endOfHold(request, now)}::timestamptz,
      ${key}::text,
      decode(${key === null ? null : hashHold(request)}::text, 'hex'),
      ${request.description ?? ""}::text,
      ${metadata === null ? null : JSON.stringify(metadata)}::jsonb,
      ${request.actor ?? THE_APP}::text,
      ${now}::timestamptz
    )`;
  if (!row) throw new Error("ledger_place_hold returned no row.");
  return toPlaceHoldResult(row, amount, now);
}

/** The refusal of an amount or a time that no hold can have; null when both are fine. */
export function invalidHold(request: PlaceHoldRequest): Extract<PlaceHoldResult, { detail: string }> | null {
  const invalid = invalidAmount(request.amount);
  if (invalid) return invalid;
  const seconds = secondsOf(request);
  if (Number.isInteger(seconds) && seconds >= 1 && seconds <= MAX_HOLD_SECONDS) return null;
  return { ok: false, reason: "invalid_expiry", detail: `A hold lasts 1 to ${MAX_HOLD_SECONDS} seconds.` };
}

/** When a hold that is placed now ends by itself. */
export function endOfHold(request: PlaceHoldRequest, now: Date): Date {
  return new Date(now.getTime() + secondsOf(request) * 1000);
}

/** The identity of a hold under its idempotency key, as SHA-256 in hex. */
export function hashHold(request: PlaceHoldRequest): string {
  return hashVerb("hold", [String(secondsOf(request))], request);
}

const secondsOf = ({ expiresInSeconds = DEFAULT_HOLD_SECONDS }: PlaceHoldRequest): number => expiresInSeconds;

/** The result row of the ledger's functions that place holds. */
export type PlaceHoldRow =
  | (HoldRow & { outcome: "placed" | "replayed"; balance: bigint; available: bigint })
  | { outcome: "insufficient_credits"; available: bigint }
  | { outcome: "budget_exceeded"; refusal: BudgetRefusal }
  | { outcome: "idempotency_key_reused" | "unknown_account" };

export function toPlaceHoldResult(row: PlaceHoldRow, amount: bigint, now: Date): PlaceHoldResult {
  switch (row.outcome) {
    case "placed":
    case "replayed": {
      const { balance, available } = row;
      return { ok: true, hold: toHold(row, now), balance, available, replayed: row.outcome === "replayed" };
    }
    case "insufficient_credits":
      return { ok: false, reason: row.outcome, required: amount, available: row.available };
    case "budget_exceeded":
      return toBudgetExceeded(row.refusal, amount);
    default:
      return { ok: false, reason: row.outcome };
  }
}
