import type { Sql } from "@/lib/db";
import { announceChanged } from "@/lib/ledger/announce-balances";
import { type EntryRow, toEntry } from "@/lib/ledger/rows";
import { type ClawBackCause, type Entry, MAX_AMOUNT } from "@/lib/ledger/types";

export type ClawBackRequest = {
  accountId: string;
  /** Credits, 1 to MAX_AMOUNT. */
  amount: bigint;
  /** The business fact behind it (a refund's total, a dispute): an account is clawed back once per key. */
  sourceKey: string;
  /** What it settles, which identifies entries of the same cause. */
  cause?: ClawBackCause;
  /** Its lots are taken from first. */
  paymentId?: string | null;
  /** Lots to take from first, when they are not a payment's. */
  lotIds?: readonly string[];
  description?: string;
  /** Who caused it: system, admin:<id>. */
  actor: string;
};

export type ClawBackResult = {
  status: "clawed_back" | "already_clawed_back";
  entry: Entry;
  /** How much of it became debt. */
  owed: bigint;
};

/**
 * Takes credits back, once per source key: from the named lots first (frozen or not), then from other available credits;
 * the rest becomes debt, which the next credits pay. Held credits are not taken. Throws for an amount out of range or an
 * unknown account, which are bugs.
 */
export async function clawBack(sql: Sql, request: ClawBackRequest, now: Date): Promise<ClawBackResult> {
  const { accountId, amount, cause } = request;
  if (amount <= 0n || amount > MAX_AMOUNT) throw new RangeError(`A claw-back of ${amount} credits is out of range.`);
  const [row] = await sql<EntryRow & { appended: boolean }>`
    SELECT appended, (entry).*
    FROM ledger_claw_back(
      ${accountId}::uuid,
      ${amount}::bigint,
      ${request.sourceKey}::text,
      ${cause?.kind ?? null}::claw_back_cause,
      ${cause?.kind === "MONEY_BACK" ? cause.lotId : null}::uuid,
      ${cause?.kind === "PLAN_CHANGE" ? cause.subscriptionId : null}::uuid,
      ${cause?.kind === "PLAN_CHANGE" ? cause.windowStart : null}::timestamptz,
      ${request.paymentId ?? null}::uuid,
      ${request.lotIds ?? []}::uuid[],
      ${request.description ?? ""}::text,
      ${request.actor}::text,
      ${now}::timestamptz
    )`;
  if (!row) throw new Error("ledger_claw_back returned no row.");
  if (row.appended) await announceChanged(sql, [accountId]);
  const entry = toEntry(row);
  const owed = entry.allocations.reduce((sum, part) => ("debt" in part ? sum - part.debt : sum), 0n);
  return { status: row.appended ? "clawed_back" : "already_clawed_back", entry, owed };
}
