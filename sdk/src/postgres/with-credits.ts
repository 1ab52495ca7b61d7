import { checkDebit, type Debited, type DebitOptions, debit, type Price } from "./debit.js";
import type { Transaction } from "./transaction.js";

export type TransactionJob = {
  /** Adds to what was used. Without any report, the estimate is charged. */
  report: (used: number) => void;
};

export type WithCreditsOptions = Omit<DebitOptions, "idempotencyKey"> & {
  /** The meter that `estimate` and `report` count. Without one, they are credits. */
  meter?: string;
  /** The most that the work is likely to use. */
  estimate: number;
};

/**
 * Does work and charges for it inside your own transaction, so that both commit together or not at all. It checks first that the
 * estimate is available, and charges what the work reported when it is done. Nothing is held meanwhile: if another spend
 * came first, it throws, and the transaction must be rolled back as for any other error.
 *
 * @throws InsufficientCreditsError, before the work or after it; DebitRefusedError; what the work throws
 */
export async function withCredits<Result>(
  tx: Transaction,
  { meter, estimate, ...options }: WithCreditsOptions,
  work: (job: TransactionJob) => PromiseLike<Result> | Result,
): Promise<{ result: Result; debited: Debited | null }> {
  await checkDebit(tx, { ...options, ...priceOf(estimate, meter) });
  const reports: number[] = [];
  const result = await work({ report: (used) => reports.push(used) });
  // Quantities have at most 6 decimal places, and sums of fractions have more.
  const used = reports.length === 0 ? estimate : Number(reports.reduce((sum, one) => sum + one, 0).toFixed(6));
  if (used === 0) return { result, debited: null };
  return { result, debited: await debit(tx, { ...options, ...priceOf(used, meter) }) };
}

const priceOf = (quantity: number, meter: string | undefined): Price =>
  meter === undefined ? { amount: quantity } : { meter, quantity };
