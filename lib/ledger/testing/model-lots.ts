import type { Entry, EntryType, HoldStatus, LotKind } from "@/lib/ledger/types";

/** A lot of the model; lots go by their source key, since ids are the database's to choose. */
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
  grantSeq: number;
};

/** What each lot, by its source key, or the debt got or gave. */
export type ModelParts = [string, bigint][];

export type ModelEntry = {
  type: EntryType;
  amount: bigint;
  balanceAfter: bigint;
  parts: ModelParts;
  undoes: number | null;
};

export type ModelHold = { amount: bigint; captured: bigint; status: HoldStatus; expiresAt: number; pins: ModelParts };

/** A real entry told as the model tells it. */
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

/** What is left that no hold pins. */
export const free = (lot: ModelLot): bigint => lot.remaining - lot.held;

export const isPast = (lot: ModelLot, at: number): boolean => lot.expiresAt !== null && lot.expiresAt <= at;

export const min = (a: bigint, b: bigint): bigint => (a < b ? a : b);

export const sum = (amounts: bigint[]): bigint => amounts.reduce((total, amount) => total + amount, 0n);
