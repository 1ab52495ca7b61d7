/** The words of the ledger. Amounts are credits: bigint, always whole. */

export const LOT_KINDS = ["PLAN", "PACK", "PROMO", "REFERRAL", "ADJUSTMENT", "RETURN"] as const;
export type LotKind = (typeof LOT_KINDS)[number];

export const ENTRY_TYPES = [
  "GRANT",
  "USAGE",
  "EXPIRY",
  "RESET",
  "CLAWBACK",
  "REINSTATEMENT",
  "REVERSAL",
  "ADJUSTMENT",
] as const;
export type EntryType = (typeof ENTRY_TYPES)[number];

/** No single amount may be larger; nothing real is, and sums of them stay far inside bigint and JSON integers. */
export const MAX_AMOUNT = 1_000_000_000_000_000n;

/**
 * No balance becomes larger, nor a debt: most readers keep JSON numbers as doubles, which are exact up to here. What
 * would bring more is refused as `balance_out_of_range` before anything moves; the same number is in the SQL.
 */
export const MAX_BALANCE = BigInt(Number.MAX_SAFE_INTEGER);

/** Which lot gave (negative) or got (positive) how much, and how much went to or from debt. */
export type Allocation = { lot: string; amount: bigint } | { debt: bigint };

export type Entry = {
  accountId: string;
  seq: bigint;
  type: EntryType;
  amount: bigint;
  balanceBefore: bigint;
  balanceAfter: bigint;
  idempotencyKey: string | null;
  allocations: Allocation[];
  description: string;
  meter: string | null;
  /** Decimal text, such as "12.5". */
  quantity: string | null;
  /** Version of the meter's rate that made credits of the quantity. */
  rateVersion: number | null;
  metadata: Record<string, unknown> | null;
  actor: string;
  paymentId: string | null;
  holdId: string | null;
  /** The business fact behind a claw-back or its reinstatement. */
  sourceKey: string | null;
  /** The entry that this one gives back, wholly or in part. */
  undoesSeq: bigint | null;
  createdAt: Date;
};

export type Lot = {
  id: string;
  kind: LotKind;
  amount: bigint;
  remaining: bigint;
  held: bigint;
  priority: number;
  effectiveAt: Date;
  expiresAt: Date | null;
  frozenAt: Date | null;
  sourceKey: string;
  description: string;
  amountCents: number | null;
  currency: string | null;
  paymentId: string | null;
  subscriptionId: string | null;
  windowStart: Date | null;
  /** The entry that brought it, and so its age in the burn order. */
  grantSeq: bigint;
  /** Set while nothing is left. */
  closedAt: Date | null;
  createdAt: Date;
};

export const HOLD_STATUSES = ["OPEN", "CAPTURED", "RELEASED", "EXPIRED"] as const;
export type HoldStatus = (typeof HOLD_STATUSES)[number];

/** Credits of particular lots, kept for one spend to come: they reduce what is available, never the balance. */
export type Hold = {
  id: string;
  amount: bigint;
  /** What the capture took: less than `amount`, all of it, or more. */
  captured: bigint;
  status: HoldStatus;
  /** From then on its credits are free again. */
  expiresAt: Date;
  idempotencyKey: string | null;
  /**
   * What it keeps, or kept, of which lots; the amounts sum to `amount`. Of each pin as much as `ends` is beyond what a
   * refill let roll over, and ends as soon as it is free.
   */
  pins: { lot: string; amount: bigint; ends: bigint }[];
  description: string;
  metadata: Record<string, unknown> | null;
  /** Who placed it. */
  actor: string;
  createdAt: Date;
  closedAt: Date | null;
};

export type Balance = {
  accountId: string;
  /** Settled: what the entries add up to; negative only after a claw-back. */
  balance: bigint;
  held: bigint;
  /** What a debit may take now; never below zero. */
  available: bigint;
  debt: bigint;
  /** Lots with something left, in burn order. */
  lots: Lot[];
  asOf: Date;
};
