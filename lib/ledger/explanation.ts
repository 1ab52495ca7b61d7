import type { EntryType, Lot } from "@/lib/ledger/types";

/** How entries of one type changed a lot or the debt. */
export type Movement = {
  type: EntryType;
  amount: bigint;
  /** The entries behind it, newest first, at most ENTRIES_SHOWN; `amount` is each one's share. */
  entries: { seq: bigint; amount: bigint; createdAt: Date }[];
  /** The total number of entries. */
  entryCount: bigint;
};

export type Explanation = {
  accountId: string;
  balance: bigint;
  debt: bigint;
  /** The amounts add up to the balance. */
  byType: { type: EntryType; amount: bigint; entryCount: bigint }[];
  /**
   * Oldest first, at most LOTS_SHOWN: open ones before empty ones, then the newest. A lot's movements add up to what
   * remains of it.
   */
  byLot: { lot: Lot; movements: Movement[] }[];
  /** All other lots together. What remains of all lots, minus the debt, is the balance. */
  otherLots: { count: bigint; remaining: bigint; movements: Movement[] };
  /** The movements add up to the debt, as a negative number. */
  byDebt: Movement[];
  asOf: Date;
};
