import type { Sql } from "@/lib/db";
import { type Actor, THE_APP } from "@/lib/ledger/actor";
import { announceChanged } from "@/lib/ledger/announce-balances";
import { type InvalidAmount, invalidAmount } from "@/lib/ledger/invalid-amount";
import { hashVerb } from "@/lib/ledger/request-hash";
import { RETURN_PRIORITY, REVERSIBLE_MS, returnLotEnds } from "@/lib/ledger/return-lots";
import { type EntryRow, toEntry } from "@/lib/ledger/rows";
import type { Entry } from "@/lib/ledger/types";

export type ReverseRequest = {
  accountId: string;
  /** The spend: its entry's number, or its idempotency key. */
  of: { seq: bigint } | { idempotencyKey: string };
  /** Credits, at most what is left of the spend; by default all of it. */
  amount?: bigint;
  /** Unique among the account's entries and holds: the same key and request return the first result and return nothing more. */
  idempotencyKey?: string | null;
  /** The reason shown in the history. */
  reason: string;
  /** Stored with the entry; must be JSON-serializable. */
  metadata?: Record<string, unknown> | null;
  /** Who decided on it, as opposed to whose credits they are; by default the app: THE_APP. */
  actor?: Actor;
};

export type ReverseResult =
  /** When `replayed`, the entry is that of the first request. `balance` and `available` are always current. */
  | { ok: true; entry: Entry; balance: bigint; available: bigint; replayed: boolean }
  | { ok: false; reason: "exceeds_spend"; reversible: bigint }
  | { ok: false; reason: "not_a_spend" }
  /** More than REVERSIBLE_MS ago. */
  | { ok: false; reason: "too_late" }
  | { ok: false; reason: "idempotency_key_reused" }
  /** The balance would exceed MAX_BALANCE. */
  | { ok: false; reason: "balance_out_of_range" }
  | InvalidAmount
  | { ok: false; reason: "unknown_entry" }
  | { ok: false; reason: "unknown_account" };

/**
 * Reverses a spend of the last REVERSIBLE_MS, wholly or in part, as if it had taken less: credits go back to the lots they
 * came from, last taken first. All reversals of a spend together return at most what it took. Returned credits pay debt
 * like any others.
 *
 * Returned credits never outlive their original lot. If that lot has ended, or a capped rollover has trimmed it since,
 * they come as a RETURN lot of at most RETURN_LOT_MS; if it was a RETURN lot that has ended, they expire at once. What an
 * overdraft left as debt comes, once that is paid, as a RETURN lot of RETURN_LOT_MS.
 */
export async function reverse(sql: Sql, request: ReverseRequest, now: Date): Promise<ReverseResult> {
  const { accountId, of, amount = null, reason } = request;
  const invalid = amount === null ? null : invalidAmount(amount);
  if (invalid) return invalid;
  const key = request.idempotencyKey ?? null;
  const metadata = request.metadata ?? null;
  const seq = "seq" in of ? of.seq : null;
  const ofKey = "seq" in of ? null : of.idempotencyKey;
  const target = [seq === null ? null : seq.toString(), ofKey];
  const hash = key === null ? null : hashVerb("reverse", target, { amount, description: reason, metadata });
  const [row] = await sql<ReverseRow>`
    SELECT outcome, balance, available, reversible, (entry).*
    FROM ledger_reverse(
      ${accountId}::uuid,
      ${seq}::bigint,
      ${ofKey}::text,
      ${amount}::bigint,
      ${key}::text,
      decode(${hash}::text, 'hex'),
      ${new Date(now.getTime() - REVERSIBLE_MS)}::timestamptz,
      ${returnLotEnds(now)}::timestamptz,
      ${RETURN_PRIORITY}::integer,
      ${reason}::text,
      ${metadata === null ? null : JSON.stringify(metadata)}::jsonb,
      ${request.actor ?? THE_APP}::text,
      ${now}::timestamptz
    )`;
  if (!row) throw new Error("ledger_reverse returned no row.");
  if (row.outcome === "reversed") await announceChanged(sql, [accountId]);
  switch (row.outcome) {
    case "reversed":
    case "replayed": {
      const { balance, available } = row;
      return { ok: true, entry: toEntry(row), balance, available, replayed: row.outcome === "replayed" };
    }
    case "exceeds_spend":
      return { ok: false, reason: row.outcome, reversible: row.reversible };
    default:
      return { ok: false, reason: row.outcome };
  }
}

type ReverseRow =
  | (EntryRow & { outcome: "reversed" | "replayed"; balance: bigint; available: bigint })
  | { outcome: "exceeds_spend"; reversible: bigint }
  | {
      outcome:
        | "not_a_spend"
        | "too_late"
        | "balance_out_of_range"
        | "idempotency_key_reused"
        | "unknown_entry"
        | "unknown_account";
    };
