import type { Sql } from "@/lib/db";
import { announceChanged } from "@/lib/ledger/announce-balances";
import { RETURN_PRIORITY, returnLotEnds } from "@/lib/ledger/return-lots";
import { type EntryRow, toEntry } from "@/lib/ledger/rows";
import { type Entry, MAX_AMOUNT } from "@/lib/ledger/types";

export type ReinstateRequest = {
  accountId: string;
  /** The clawback, by its source key. */
  of: string;
  /** Credits, at most what is left of the clawback; by default all of it. */
  amount?: bigint;
  /** The business fact behind it (a failed refund, a won dispute): an account is reinstated once per key. */
  sourceKey: string;
  description?: string;
  /** Who caused it: system, admin:<id>. */
  actor: string;
};

export type ReinstateResult =
  | { ok: true; status: "reinstated" | "already_reinstated"; entry: Entry }
  | { ok: false; reason: "unknown_claw_back" }
  | { ok: false; reason: "exceeds_claw_back"; reinstatable: bigint }
  /** The balance would exceed MAX_BALANCE. */
  | { ok: false; reason: "balance_out_of_range" };

/**
 * Undoes a clawback, wholly or in part, once per source key: unpaid debt from it is canceled first, then its lots get
 * back what they gave. Credits from a lot that has ended come as a RETURN lot of RETURN_LOT_MS; debt that other credits
 * have paid comes back as a lot that never expires. Throws for an amount out of range or an unknown account.
 */
export async function reinstate(sql: Sql, request: ReinstateRequest, now: Date): Promise<ReinstateResult> {
  const { accountId, amount = null } = request;
  if (amount !== null && (amount <= 0n || amount > MAX_AMOUNT)) {
    throw new RangeError(`A reinstatement of ${amount} credits is out of range.`);
  }
  const [row] = await sql<ReinstateRow>`
    SELECT outcome, reinstatable, (entry).*
    FROM ledger_reinstate(
      ${accountId}::uuid,
      ${request.of}::text,
      ${amount}::bigint,
      ${request.sourceKey}::text,
      ${returnLotEnds(now)}::timestamptz,
      ${RETURN_PRIORITY}::integer,
      ${request.description ?? ""}::text,
      ${request.actor}::text,
      ${now}::timestamptz
    )`;
  if (!row) throw new Error("ledger_reinstate returned no row.");
  if (row.outcome === "reinstated") await announceChanged(sql, [accountId]);
  switch (row.outcome) {
    case "reinstated":
    case "already_reinstated":
      return { ok: true, status: row.outcome, entry: toEntry(row) };
    case "exceeds_claw_back":
      return { ok: false, reason: row.outcome, reinstatable: row.reinstatable };
    case "unknown_claw_back":
    case "balance_out_of_range":
      return { ok: false, reason: row.outcome };
  }
}

type ReinstateRow =
  | (EntryRow & { outcome: "reinstated" | "already_reinstated" })
  | { outcome: "exceeds_claw_back"; reinstatable: bigint }
  | { outcome: "unknown_claw_back" | "balance_out_of_range" };
