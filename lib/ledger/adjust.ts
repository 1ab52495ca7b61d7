import type { Sql } from "@/lib/db";
import { announceChanged } from "@/lib/ledger/announce-balances";
import { DEFAULT_PRIORITY } from "@/lib/ledger/grant";
import { type InvalidAmount, invalidAmount } from "@/lib/ledger/invalid-amount";
import { hashVerb } from "@/lib/ledger/request-hash";
import { type EntryRow, toEntry } from "@/lib/ledger/rows";
import type { Entry } from "@/lib/ledger/types";

export type AdjustRequest = {
  accountId: string;
  /** Credits to add or, if negative, to take; not zero. */
  amount: bigint;
  /** What to do with a negative amount that exceeds what is available; refused by default. */
  beyondAvailable?: "refuse" | "owe";
  /** When the added credits expire; never by default. */
  expiresAt?: Date | null;
  idempotencyKey?: string | null;
  /** The reason shown in the history; not blank. */
  reason: string;
  metadata?: Record<string, unknown> | null;
  /** Who decided it; not blank: admin:<id>, key:<id>, system. */
  actor: string;
};

export type AdjustResult =
  /** When `replayed`, the entry is that of the first request. `balance` and `available` are always current. */
  | { ok: true; entry: Entry; balance: bigint; available: bigint; replayed: boolean }
  | { ok: false; reason: "insufficient_credits"; required: bigint; available: bigint }
  | { ok: false; reason: "idempotency_key_reused" }
  | { ok: false; reason: "missing_reason" | "missing_actor" | "ends_in_the_past" }
  | InvalidAmount
  /** The balance or the debt would exceed MAX_BALANCE. */
  | { ok: false; reason: "balance_out_of_range" }
  | { ok: false; reason: "unknown_account" };

/**
 * A manual correction: adds an ADJUSTMENT lot, which pays debt first, or takes credits like a debit. Taking more than is
 * available is refused unless the request allows the rest to become debt.
 */
export async function adjust(sql: Sql, request: AdjustRequest, now: Date): Promise<AdjustResult> {
  const { accountId, amount, reason, actor, expiresAt = null } = request;
  const invalid = invalidAmount(amount < 0n ? -amount : amount);
  if (invalid) return invalid;
  if (reason.trim() === "") return { ok: false, reason: "missing_reason" };
  if (actor.trim() === "") return { ok: false, reason: "missing_actor" };
  if (expiresAt !== null && expiresAt <= now) return { ok: false, reason: "ends_in_the_past" };
  const key = request.idempotencyKey ?? null;
  const metadata = request.metadata ?? null;
  const beyond = request.beyondAvailable ?? "refuse";
  const target = [beyond, expiresAt?.toISOString() ?? null];
  const hash = key === null ? null : hashVerb("adjust", target, { amount, description: reason, metadata });
  const [row] = await sql<AdjustRow>`
    SELECT outcome, balance, available, (entry).*
    FROM ledger_adjust(
      ${accountId}::uuid,
      ${amount}::bigint,
      ${beyond === "owe"}::boolean,
      ${DEFAULT_PRIORITY.ADJUSTMENT}::integer,
      ${expiresAt}::timestamptz,
      ${key}::text,
      decode(${hash}::text, 'hex'),
      ${reason}::text,
      ${metadata === null ? null : JSON.stringify(metadata)}::jsonb,
      ${actor}::text,
      ${now}::timestamptz
    )`;
  if (!row) throw new Error("ledger_adjust returned no row.");
  if (row.outcome === "adjusted") await announceChanged(sql, [accountId]);
  switch (row.outcome) {
    case "adjusted":
    case "replayed": {
      const { balance, available } = row;
      return { ok: true, entry: toEntry(row), balance, available, replayed: row.outcome === "replayed" };
    }
    case "insufficient_credits":
      return { ok: false, reason: row.outcome, required: -amount, available: row.available };
    default:
      return { ok: false, reason: row.outcome };
  }
}

type AdjustRow =
  | (EntryRow & { outcome: "adjusted" | "replayed"; balance: bigint; available: bigint })
  | { outcome: "insufficient_credits"; available: bigint }
  | { outcome: "balance_out_of_range" | "idempotency_key_reused" | "unknown_account" };
