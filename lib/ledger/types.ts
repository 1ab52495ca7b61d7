/** The terms of the ledger. Amounts are credits: bigint, always whole. */

export const LOT_KINDS = ["PLAN", "PACK", "PROMO", "REFERRAL", "ADJUSTMENT", "RETURN"] as const;
export type LotKind = (typeof LOT_KINDS)[number];

/** What a lot was granted for. Its source key names the individual fact. */
export const LOT_ORIGINS = [
  "REFILL",
  "UPGRADE",
  "LATE",
  "TRIAL",
  "GIVEN",
  "PURCHASE",
  "BONUS",
  "PROMO_CODE",
  "REFERRER",
  "REFERRED",
  "ADJUSTMENT",
  "RETURN",
] as const;
export type LotOrigin = (typeof LOT_ORIGINS)[number];

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

/** The largest single amount. No real one is larger, and sums stay far within bigint and JSON integers. */
export const MAX_AMOUNT = 1_000_000_000_000_000n;

/**
 * The largest balance or debt: most clients read JSON numbers as doubles, which are exact up to here. A larger one is
 * refused as `balance_out_of_range` before anything changes. The SQL has the same number.
 */
export const MAX_BALANCE = BigInt(Number.MAX_SAFE_INTEGER);

/** Which lot gave (negative) or received (positive) how much, and how much went to or from debt. */
export type Allocation = { lot: string; amount: bigint } | { debt: bigint };

/** Why credits are taken back: a payment was refunded or disputed, or a plan change credited a refill window's time. */
export type ClawBackCause =
  | { kind: "MONEY_BACK"; lotId: string }
  | { kind: "PLAN_CHANGE"; subscriptionId: string; windowStart: Date };

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
  /** The version of the meter's rate that priced the quantity. */
  rateVersion: number | null;
  metadata: Record<string, unknown> | null;
  actor: string;
  paymentId: string | null;
  holdId: string | null;
  /** The business fact behind a clawback or its reinstatement. */
  sourceKey: string | null;
  /** The entry that this one reverses, wholly or in part. */
  undoesSeq: bigint | null;
  /** Why a clawback was made, shared by its reinstatement; null when not stated, and for other entries. */
  cause: ClawBackCause | null;
  createdAt: Date;
};

export type Lot = {
  id: string;
  kind: LotKind;
  origin: LotOrigin;
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
  /** The entry that granted it, which determines its age in the burn order. */
  grantSeq: bigint;
  /** Set while it is empty. */
  closedAt: Date | null;
  createdAt: Date;
};

export const HOLD_STATUSES = ["OPEN", "CAPTURED", "RELEASED", "EXPIRED"] as const;
export type HoldStatus = (typeof HOLD_STATUSES)[number];

/** Credits of specific lots, reserved for a later spend: they reduce what is available, not the balance. */
export type Hold = {
  id: string;
  amount: bigint;
  /** What the capture took: less than `amount`, all of it, or more. */
  captured: bigint;
  status: HoldStatus;
  /** From then on its credits are available again. */
  expiresAt: Date;
  idempotencyKey: string | null;
  /**
   * What it holds or held, by lot; the amounts add up to `amount`. `ends` is the part of a pin that exceeds what a refill
   * let roll over, and that ends as soon as it is released.
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
  /** Settled: the sum of the entries; negative only after a claw-back. */
  balance: bigint;
  held: bigint;
  /** What a debit can take now; never below zero. */
  available: bigint;
  debt: bigint;
  /** Non-empty lots, in burn order. */
  lots: Lot[];
  asOf: Date;
};
