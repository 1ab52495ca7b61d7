import type { CreditNote, Dispute, Payment, Refund } from "@/lib/generated/prisma/client";

/** A payment with its refunds, disputes and credit notes. */
export type Returned = Pick<Payment, "amountCents" | "balanceCents"> & {
  refunds: Pick<Refund, "status" | "amountCents">[];
  disputes: Pick<Dispute, "status" | "amountCents">[];
  creditNotes: Pick<CreditNote, "status" | "balanceCents" | "outOfBandCents">[];
};

/** The relations a payment must be read with to calculate what was returned. */
export const WITH_RETURNS = { refunds: true, disputes: true, creditNotes: true } as const;

/**
 * Minor units of a payment's money that are gone: refunds that did not fail, lost disputes, and credit notes paid outside
 * of Stripe. At most the whole payment.
 */
export function returnedCents({ amountCents, refunds, disputes, creditNotes }: Returned): number {
  const lost = sum(disputes.filter(({ status }) => status === "LOST"));
  const elsewhere = issued(creditNotes).reduce((total, note) => total + note.outOfBandCents, 0);
  return Math.min(amountCents, refundedCents(refunds) + lost + elsewhere);
}

/** Minor units of the refunds that did not fail. */
export function refundedCents(refunds: Returned["refunds"]): number {
  return sum(refunds.filter(({ status }) => status !== "FAILED" && status !== "CANCELED"));
}

/** Minor units that credit notes returned other than by refunds. */
export function creditedCents(creditNotes: Returned["creditNotes"]): number {
  return issued(creditNotes).reduce((total, note) => total + note.balanceCents + note.outOfBandCents, 0);
}

/**
 * How many of a payment's `credits` to take back for what was returned, rounded down. It is the larger of two shares:
 * the money that is gone, of the money that was paid; and the money that is gone or back on the customer balance, of
 * everything that paid, including the balance. So returning all the money takes all the credits, and so does returning
 * everything that paid. If nothing was paid, nothing can be returned.
 */
export function creditsReturned(payment: Returned, credits: bigint): bigint {
  const { money, all } = sharesReturned(payment);
  return larger(shareOf(credits, money), shareOf(credits, all));
}

const larger = (a: bigint, b: bigint): bigint => (a > b ? a : b);

function shareOf(credits: bigint, { part, of }: { part: number; of: number }): bigint {
  return of > 0 ? (credits * BigInt(part)) / BigInt(of) : 0n;
}

/** Minor units that can still be refunded: at most the money that is left, minus what was credited instead. */
export function refundableCents(payment: Returned): number {
  const { money, all } = sharesReturned(payment);
  return Math.max(0, Math.min(money.of - money.part, all.of - all.part));
}

/** Whether part of a payment was returned, and whether all of it was. */
export function returnedOf(payment: Returned): "nothing" | "part" | "all" {
  const { money, all } = sharesReturned(payment);
  if (all.part === 0) return "nothing";
  return [money, all].some(({ part, of }) => of > 0 && part >= of) ? "all" : "part";
}

function sharesReturned(payment: Returned) {
  const { amountCents, balanceCents, creditNotes } = payment;
  const gone = returnedCents(payment);
  const toBalance = issued(creditNotes).reduce((total, note) => total + note.balanceCents, 0);
  const paid = amountCents + balanceCents;
  return { money: { part: gone, of: amountCents }, all: { part: Math.min(paid, gone + toBalance), of: paid } };
}

function issued(notes: Returned["creditNotes"]): Returned["creditNotes"] {
  return notes.filter(({ status }) => status === "ISSUED");
}

function sum(rows: { amountCents: number }[]): number {
  return rows.reduce((total, { amountCents }) => total + amountCents, 0);
}
