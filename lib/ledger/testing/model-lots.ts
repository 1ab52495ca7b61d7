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
  /** When a reset last kept some of it. */
  rolledOverAt: number | null;
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

/** When a spend was made, and since when its credits were gone from its lots: since the hold was placed that it captured. */
export type ModelSpent = { at: number; goneSince: number };

export type ModelPin = { sourceKey: string; amount: bigint; ends: bigint };

export type ModelHold = {
  /** The real one's, which decides the order of what happens at one moment. */
  id: string;
  amount: bigint;
  captured: bigint;
  status: HoldStatus;
  placedAt: number;
  expiresAt: number;
  pins: ModelPin[];
};

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
