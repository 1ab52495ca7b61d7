import type { Sql } from "@/lib/db";
import { announceChanged } from "@/lib/ledger/announce-balances";
import { type BudgetExceeded, type BudgetRefusal, toBudgetExceeded } from "@/lib/ledger/budgets/budget-exceeded";
import { type InvalidAmount, invalidAmount } from "@/lib/ledger/invalid-amount";
import { MAX_HOLD_SECONDS } from "@/lib/ledger/place-hold";
import { type HoldRow, toHold } from "@/lib/ledger/rows";
import type { Hold } from "@/lib/ledger/types";

export type ExtendHoldRequest = {
  accountId: string;
  holdId: string;
  /** The credits that it is to reserve in total; by default what it does. Less than that changes nothing. */
  amount?: bigint;
  /**
   * Whole seconds from now until it expires, 1 to MAX_HOLD_SECONDS; by default its end stays. It is never brought forward, and never
   * later than MAX_HOLD_SECONDS after the hold was placed: credits in a hold outlive their lot.
   */
  expiresInSeconds?: number;
};

export type ExtendHoldResult =
  /** `replayed` when it already reserves as much for as long. */
  | { ok: true; hold: Hold; balance: bigint; available: bigint; replayed: boolean }
  /** `available` is the most that it could reserve: held plus available credits. */
  | { ok: false; reason: "insufficient_credits"; required: bigint; available: bigint }
  | BudgetExceeded
  | { ok: false; reason: "hold_not_open"; status: "CAPTURED" | "RELEASED" | "EXPIRED" }
  | { ok: false; reason: "invalid_expiry"; detail: string }
  | InvalidAmount
  | { ok: false; reason: "unknown_hold" }
  | { ok: false; reason: "unknown_account" };

/**
 * Makes an open hold larger or longer, for work that turns out to need more than was thought. The amount is the new total, so
 * that a repeated request changes nothing. A refusal leaves the hold unchanged.
 */
export async function extendHold(sql: Sql, request: ExtendHoldRequest, now: Date): Promise<ExtendHoldResult> {
  const { accountId, holdId, amount = null, expiresInSeconds: seconds } = request;
  const invalid = amount === null ? null : invalidAmount(amount);
  if (invalid) return invalid;
  if (seconds !== undefined && !(Number.isInteger(seconds) && seconds >= 1 && seconds <= MAX_HOLD_SECONDS)) {
    return { ok: false, reason: "invalid_expiry", detail: `A hold lasts 1 to ${MAX_HOLD_SECONDS} seconds.` };
  }
  const expiresAt = seconds === undefined ? null : new Date(now.getTime() + seconds * 1000);
  const [row] = await sql<ExtendHoldRow>`
    SELECT outcome, balance, available, refusal, (hold).*
    FROM ledger_extend_hold(
      ${accountId}::uuid, ${holdId}::uuid, ${amount}::bigint, ${expiresAt}::timestamptz,
      ${MAX_HOLD_SECONDS}::integer, ${now}::timestamptz
    )`;
  if (!row) throw new Error("ledger_extend_hold returned no row.");
  if (row.outcome === "extended") await announceChanged(sql, [accountId]);
  switch (row.outcome) {
    case "extended":
    case "replayed": {
      const { balance, available } = row;
      return { ok: true, hold: toHold(row, now), balance, available, replayed: row.outcome === "replayed" };
    }
    case "insufficient_credits":
      return { ok: false, reason: row.outcome, required: amount ?? 0n, available: row.available };
    case "budget_exceeded":
      return toBudgetExceeded(row.refusal, amount ?? row.amount, row.amount);
    case "hold_not_open":
      return { ok: false, reason: row.outcome, status: row.status };
    default:
      return { ok: false, reason: row.outcome };
  }
}

type ExtendHoldRow =
  | (HoldRow & { outcome: "extended" | "replayed"; balance: bigint; available: bigint })
  | { outcome: "insufficient_credits"; available: bigint }
  | { outcome: "budget_exceeded"; amount: bigint; refusal: BudgetRefusal }
  | { outcome: "hold_not_open"; status: "CAPTURED" | "RELEASED" | "EXPIRED" }
  | { outcome: "unknown_hold" | "unknown_account" };
