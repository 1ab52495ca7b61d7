import type {
  Allocation,
  ClawBackCause,
  Entry,
  EntryType,
  Hold,
  HoldStatus,
  Lot,
  LotKind,
  LotOrigin,
} from "@/lib/ledger/types";

/** A row of ledger_entry from either driver: one returns numeric as text, the other as an object. */
export type EntryRow = {
  account_id: string;
  seq: bigint;
  type: EntryType;
  amount: bigint;
  balance_before: bigint;
  balance_after: bigint;
  idempotency_key: string | null;
  allocations: ({ lot: string; amount: number } | { debt: number })[];
  description: string;
  meter: string | null;
  quantity: { toString(): string } | null;
  rate_version: number | null;
  metadata: Record<string, unknown> | null;
  actor: string;
  payment_id: string | null;
  hold_id: string | null;
  source_key: string | null;
  undoes_seq: bigint | null;
  cause: ClawBackCause["kind"] | null;
  cause_lot_id: string | null;
  cause_subscription_id: string | null;
  cause_window_start: Date | null;
  created_at: Date;
};

export function toEntry(row: EntryRow): Entry {
  return {
    accountId: row.account_id,
    seq: row.seq,
    type: row.type,
    amount: row.amount,
    balanceBefore: row.balance_before,
    balanceAfter: row.balance_after,
    idempotencyKey: row.idempotency_key,
    allocations: row.allocations.map(toAllocation),
    description: row.description,
    meter: row.meter,
    quantity: row.quantity === null ? null : withoutTrailingZeros(row.quantity.toString()),
    rateVersion: row.rate_version,
    metadata: row.metadata,
    actor: row.actor,
    paymentId: row.payment_id,
    holdId: row.hold_id,
    sourceKey: row.source_key,
    undoesSeq: row.undoes_seq,
    cause: causeOf(row),
    createdAt: row.created_at,
  };
}

function causeOf(row: EntryRow): ClawBackCause | null {
  const { cause_lot_id: lotId, cause_subscription_id: subscriptionId, cause_window_start: windowStart } = row;
  if (row.cause === "MONEY_BACK" && lotId) return { kind: row.cause, lotId };
  if (row.cause === "PLAN_CHANGE" && subscriptionId && windowStart)
    return { kind: row.cause, subscriptionId, windowStart };
  return null;
}

/** "12.500000" -> "12.5": numeric(20, 6) pads its values. */
export function withoutTrailingZeros(decimal: string): string {
  return decimal.includes(".") ? decimal.replace(/\.?0+$/, "") : decimal;
}

// No single allocation exceeds 10^15, so none loses a digit as a JSON number.
function toAllocation(stored: EntryRow["allocations"][number]): Allocation {
  return "debt" in stored ? { debt: BigInt(stored.debt) } : { lot: stored.lot, amount: BigInt(stored.amount) };
}

/** A row of credit_lot. */
export type LotRow = {
  id: string;
  kind: LotKind;
  origin: LotOrigin;
  amount: bigint;
  remaining: bigint;
  held: bigint;
  priority: number;
  effective_at: Date;
  expires_at: Date | null;
  frozen_at: Date | null;
  source_key: string;
  description: string;
  amount_cents: number | null;
  currency: string | null;
  payment_id: string | null;
  subscription_id: string | null;
  window_start: Date | null;
  grant_seq: bigint;
  closed_at: Date | null;
  created_at: Date;
};

export function toLot(row: LotRow): Lot {
  return {
    id: row.id,
    kind: row.kind,
    origin: row.origin,
    amount: row.amount,
    remaining: row.remaining,
    held: row.held,
    priority: row.priority,
    effectiveAt: row.effective_at,
    expiresAt: row.expires_at,
    frozenAt: row.frozen_at,
    sourceKey: row.source_key,
    description: row.description,
    amountCents: row.amount_cents,
    currency: row.currency,
    paymentId: row.payment_id,
    subscriptionId: row.subscription_id,
    windowStart: row.window_start,
    grantSeq: row.grant_seq,
    closedAt: row.closed_at,
    createdAt: row.created_at,
  };
}

/** A row of credit_hold. */
export type HoldRow = {
  id: string;
  amount: bigint;
  captured: bigint;
  status: HoldStatus;
  expires_at: Date;
  idempotency_key: string | null;
  allocations: { lot: string; amount: number; ends?: number }[];
  description: string;
  metadata: Record<string, unknown> | null;
  actor: string;
  created_at: Date;
  closed_at: Date | null;
};

/** An expired hold is over, whether or not the ledger has closed it yet. */
export function toHold(row: HoldRow, now: Date): Hold {
  const overdue = row.status === "OPEN" && row.expires_at <= now;
  return {
    id: row.id,
    amount: row.amount,
    captured: row.captured,
    status: overdue ? "EXPIRED" : row.status,
    expiresAt: row.expires_at,
    idempotencyKey: row.idempotency_key,
    pins: row.allocations.map(toPin),
    description: row.description,
    metadata: row.metadata,
    actor: row.actor,
    createdAt: row.created_at,
    closedAt: overdue ? row.expires_at : row.closed_at,
  };
}

/** A stored pin in the form of a hold's allocation. */
export function toPin({ lot, amount, ends = 0 }: HoldRow["allocations"][number]): Hold["pins"][number] {
  return { lot, amount: BigInt(amount), ends: BigInt(ends) };
}
