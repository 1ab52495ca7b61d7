import type { Sql } from "@/lib/db";
import { type Actor, THE_APP } from "@/lib/ledger/actor";
import { type InvalidAmount, invalidAmount } from "@/lib/ledger/invalid-amount";
import { hashVerb } from "@/lib/ledger/request-hash";
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
  | { ok: false; reason: "idempotency_key_reused" }
  | { ok: false; reason: "invalid_expiry"; detail: string }
  | InvalidAmount
  | { ok: false; reason: "unknown_account" };

/**
 * Reserves credits for a later spend by pinning them in their lots, in burn order. They are no longer available, and
 * do not expire until the hold is captured, released or expired.
 */
export async function placeHold(sql: Sql, request: PlaceHoldRequest, now: Date): Promise<PlaceHoldResult> {
  const { accountId, amount, expiresInSeconds: seconds = DEFAULT_HOLD_SECONDS } = request;
  const invalid = invalidAmount(amount);
  if (invalid) return invalid;
  if (!Number.isInteger(seconds) || seconds < 1 || seconds > MAX_HOLD_SECONDS) {
    const detail = `A hold lasts 1 to ${MAX_HOLD_SECONDS} seconds.`;
    return { ok: false, reason: "invalid_expiry", detail };
  }
  const key = request.idempotencyKey ?? null;
  const metadata = request.metadata ?? null;
  const [row] = await sql<PlaceHoldRow>`
    SELECT outcome, balance, available, (hold).*
    FROM ledger_place_hold(
      ${accountId}::uuid,
      ${amount}::bigint,
      ${new Date(now.getTime() + seconds * 1000)}::timestamptz,
      ${key}::text,
      decode(${key === null ? null : hashVerb("hold", [String(seconds)], request)}::text, 'hex'),
      ${request.description ?? ""}::text,
      ${metadata === null ? null : JSON.stringify(metadata)}::jsonb,
      ${request.actor ?? THE_APP}::text,
      ${now}::timestamptz
    )`;
  if (!row) throw new Error("ledger_place_hold returned no row.");
  return toResult(row, amount, now);
}

type PlaceHoldRow =
  | (HoldRow & { outcome: "placed" | "replayed"; balance: bigint; available: bigint })
  | { outcome: "insufficient_credits"; available: bigint }
  | { outcome: "idempotency_key_reused" | "unknown_account" };

function toResult(row: PlaceHoldRow, amount: bigint, now: Date): PlaceHoldResult {
  switch (row.outcome) {
    case "placed":
    case "replayed": {
      const { balance, available } = row;
      return { ok: true, hold: toHold(row, now), balance, available, replayed: row.outcome === "replayed" };
    }
    case "insufficient_credits":
      return { ok: false, reason: row.outcome, required: amount, available: row.available };
    default:
      return { ok: false, reason: row.outcome };
  }
}
