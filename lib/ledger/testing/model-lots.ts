import type { Entry, EntryType, HoldStatus, LotKind } from "@/lib/ledger/types";

/** A lot of the model, identified by its source key, as the database chooses the ids. */
export type ModelLot = {
  sourceKey: string;
  kind: LotKind;
  payment: number | null;
  remaining: bigint;
  held: bigint;
  priority: number;
  effectiveAt: number;
  expiresAt: number | null;
  frozen: boolean;
  /** When a reset last kept some of it. */
  rolledOverAt: number | null;
  grantSeq: number;
};

/** What each lot, by its source key, or the debt received or gave. */
export type ModelParts = [string, bigint][];

export type ModelEntry = {
  type: EntryType;
  amount: bigint;
  balanceAfter: bigint;
  parts: ModelParts;
  undoes: number | null;
};

/** When a spend was made, and when its credits left their lots: when the captured hold was placed. */
export type ModelSpent = { at: number; goneSince: number };

export type ModelPin = { sourceKey: string; amount: bigint; ends: bigint };

export type ModelHold = {
  /** The real id, which determines the order of simultaneous events. */
  id: string;
  amount: bigint;
  captured: bigint;
  status: HoldStatus;
  placedAt: number;
  expiresAt: number;
  pins: ModelPin[];
};

/** A real entry in the model's form. */
export function asModelEntry(entry: Entry, sourceKeys: Map<string, string>): ModelEntry {
  const parts = entry.allocations.map((part): [string, bigint] =>
    "debt" in part ? ["debt", part.debt] : [sourceKeys.get(part.lot) ?? "unknown", part.amount],
  );
  const { type, amount, balanceAfter, undoesSeq } = entry;
  return { type, amount, balanceAfter, parts, undoes: undoesSeq === null ? null : Number(undoesSeq) };
}

export function byBurnOrder(a: ModelLot, b: ModelLot): number {
  const never = Number.MAX_SAFE_INTEGER;
  return a.priority - b.priority || (a.expiresAt ?? never) - (b.expiresAt ?? never) || a.grantSeq - b.grantSeq;
}

/** What remains without pins. */
export const free = (lot: ModelLot): bigint => lot.remaining - lot.held;

export const isPast = (lot: ModelLot, at: number): boolean => lot.expiresAt !== null && lot.expiresAt <= at;

export const min = (a: bigint, b: bigint): bigint => (a < b ? a : b);

export const sum = (amounts: bigint[]): bigint => amounts.reduce((total, amount) => total + amount, 0n);
