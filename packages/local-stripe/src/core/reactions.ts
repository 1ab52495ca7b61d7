/**
 * What one room sets off in another that it must not import: a payment pays an invoice, a paid invoice brings its
 * subscription back. Each runs inside the transaction `Tx` of what caused it. `../reactions.ts` says what each does.
 */
export interface Reactions<Tx> {
  /** A payment intent that was confirmed on its own, not by collecting an invoice, succeeded. */
  intentSucceeded(tx: Tx, intent: string): void;
  /** A payment intent that was confirmed on its own takes days to arrive. */
  intentProcessing(tx: Tx, intent: string): void;
  /** The money of a delayed payment arrived. */
  debitArrived(tx: Tx, intent: string): void;
  /** The bank sent a delayed payment back. */
  debitReturned(tx: Tx, intent: string): void;
  /** Nothing remains to be paid of an invoice. */
  invoicePaid(tx: Tx, invoice: string): void;
}

/** For a store whose rooms are not at work. */
export const noReactions: Reactions<unknown> = {
  intentSucceeded: () => {},
  intentProcessing: () => {},
  debitArrived: () => {},
  debitReturned: () => {},
  invoicePaid: () => {},
};
