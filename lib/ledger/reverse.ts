import type { Sql } from "@/lib/db";
import { type InvalidAmount, invalidAmount } from "@/lib/ledger/invalid-amount";
import { hashVerb } from "@/lib/ledger/request-hash";
import { RETURN_PRIORITY, returnLotEnds } from "@/lib/ledger/return-lots";
import { type EntryRow, toEntry } from "@/lib/ledger/rows";
import type { Entry } from "@/lib/ledger/types";

export type ReverseRequest = {
  accountId: string;
  /** The spend: its entry's number, or the idempotency key it was made with. */
  of: { seq: bigint } | { idempotencyKey: string };
  /** Credits, at most what is left of the spend; by default all that is left of it. */
  amount?: bigint;
  /** Unique among the account's entries: the same key and request again return the first answer and give nothing. */
  idempotencyKey?: string | null;
  /** Why, for whoever reads the history. */
  reason: string;
  /** Kept on the entry; must be what JSON can hold. */
  metadata?: Record<string, unknown> | null;
  /** Who gives it back: user:<id>, key:<id>, system, admin:<id>. */
  actor: string;
};

export type ReverseResult =
  /** When `replayed`, the entry is the first answer's, while `balance` and `available` are those of this moment. */
  | { ok: true; entry: Entry; balance: bigint; available: bigint; replayed: boolean }
  | { ok: false; reason: "exceeds_spend"; reversible: bigint }
  | { ok: false; reason: "not_a_spend" }
  | { ok: false; reason: "idempotency_key_reused" }
  | InvalidAmount
  | { ok: false; reason: "unknown_entry" }
  | { ok: false; reason: "unknown_account" };

/**
 * Gives a spend back, wholly or in part, to the lots it came from, as if it had taken less: what it took last goes back
 * first. What came from a lot that has ended since comes as a RETURN lot of RETURN_LOT_MS. All reversals of a spend
 * together give back at most what it took. Credits that come back pay debt like any others.
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
      ${returnLotEnds(now)}::timestamptz,
      ${RETURN_PRIORITY}::integer,
      ${reason}::text,
      ${metadata === null ? null : JSON.stringify(metadata)}::jsonb,
      ${request.actor}::text,
      ${now}::timestamptz
    )`;
  if (!row) throw new Error("ledger_reverse returned no row.");
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
  | { outcome: "not_a_spend" | "idempotency_key_reused" | "unknown_entry" | "unknown_account" };
