import type { Sql } from "@/lib/db";
import { announceChanged } from "@/lib/ledger/announce-balances";
import { getEntry } from "@/lib/ledger/queries";
import { type LotRow, toLot } from "@/lib/ledger/rows";
import { type Entry, type Lot, type LotKind, type LotOrigin, MAX_AMOUNT } from "@/lib/ledger/types";

export type GrantRequest = {
  accountId: string;
  kind: LotKind;
  /** Its origin; by default that of its kind in DEFAULT_ORIGIN. */
  origin?: LotOrigin;
  /** Credits, 1 to MAX_AMOUNT. */
  amount: bigint;
  /** The business fact that the lot is for: an account gets one lot per key, however often it is requested. */
  sourceKey: string;
  /** Lower burns first; defaults to its kind's DEFAULT_PRIORITY. */
  priority?: number;
  /** Not spendable before; defaults to now. */
  effectiveAt?: Date;
  /** Not spendable from then on; never expires by default. */
  expiresAt?: Date | null;
  description?: string;
  /** Cost basis: what was paid for the whole lot, in minor units of `currency`. */
  amountCents?: number | null;
  currency?: string | null;
  paymentId?: string | null;
  subscriptionId?: string | null;
  /** The start of the refill window that the lot is for. */
  windowStart?: Date | null;
  /** Who caused it: user:<id>, key:<id>, system, admin:<id>. */
  actor: string;
};

/** With `already_granted`, the lot in its current state and the entry that granted it. */
export type GrantResult =
  | { status: "granted" | "already_granted"; lot: Lot; entry: Entry }
  /** The balance would exceed MAX_BALANCE. Nothing changed. */
  | { status: "balance_out_of_range" };

/**
 * Kinds of credits that expire sooner burn first: plan credits, which the next refill resets anyway, then promo and
 * returned credits, then credits that were paid for and never expire.
 */
export const DEFAULT_PRIORITY: Record<LotKind, number> = {
  PLAN: 10,
  PROMO: 20,
  REFERRAL: 20,
  RETURN: 20,
  ADJUSTMENT: 25,
  PACK: 30,
};

/** What a kind of lot was granted for, unless it is stated. */
export const DEFAULT_ORIGIN: Record<LotKind, LotOrigin> = {
  PLAN: "REFILL",
  PACK: "PURCHASE",
  PROMO: "PROMO_CODE",
  REFERRAL: "REFERRED",
  ADJUSTMENT: "ADJUSTMENT",
  RETURN: "RETURN",
};

/**
 * Adds a lot of credits, once per source key. Debt is paid first: the lot keeps the rest, and the entry's allocations say
 * how much went where. Throws for an amount out of range or an unknown account, which are bugs.
 */
export async function grant(sql: Sql, request: GrantRequest, now: Date): Promise<GrantResult> {
  const { accountId, amount, kind } = request;
  checkGranted(amount);
  const [row] = await sql<GrantRow>`
    SELECT granted, (lot).*
    FROM ledger_grant(
      ${accountId}::uuid,
      ${kind}::lot_kind,
      ${request.origin ?? DEFAULT_ORIGIN[kind]}::lot_origin,
      ${amount}::bigint,
      ${request.sourceKey}::text,
      ${request.priority ?? DEFAULT_PRIORITY[kind]}::integer,
      ${request.effectiveAt ?? now}::timestamptz,
      ${request.expiresAt ?? null}::timestamptz,
      ${request.description ?? ""}::text,
      ${request.amountCents ?? null}::integer,
      ${request.currency ?? null}::text,
      ${request.paymentId ?? null}::uuid,
      ${request.subscriptionId ?? null}::uuid,
      ${request.windowStart ?? null}::timestamptz,
      ${request.actor}::text,
      ${now}::timestamptz
    )`;
  if (!row) throw new Error(`There is no credit account ${accountId}.`);
  if (row.granted === null) return { status: "balance_out_of_range" };
  if (row.granted) await announceChanged(sql, [accountId]);
  const entry = await getEntry(sql, accountId, row.grant_seq);
  if (!entry) throw new Error(`Entry ${row.grant_seq} of account ${accountId}, which brought a lot, is missing.`);
  return { status: row.granted ? "granted" : "already_granted", lot: toLot(row), entry };
}

/** Throws for an amount out of range. */
export function checkGranted(amount: bigint): void {
  if (amount <= 0n || amount > MAX_AMOUNT) throw new RangeError(`A grant of ${amount} credits is out of range.`);
}

type GrantRow = { granted: null } | (LotRow & { granted: boolean });
