import type { CreditNote, Dispute, Payment, Refund } from "@/lib/generated/prisma/client";

/** A payment with all that went back of it. */
export type Returned = Pick<Payment, "amountCents" | "balanceCents"> & {
  refunds: Pick<Refund, "status" | "amountCents">[];
  disputes: Pick<Dispute, "status" | "amountCents">[];
  creditNotes: Pick<CreditNote, "status" | "balanceCents" | "outOfBandCents">[];
};

/** What a payment has to be read with to tell what went back of it. */
export const WITH_RETURNS = { refunds: true, disputes: true, creditNotes: true } as const;

/**
 * Minor units of the money of a payment that are gone: refunds that did not fail, disputes that were lost, and what
 * credit notes gave back outside of Stripe. At most all of it.
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

/** Minor units that credit notes gave back other than by refunds. */
export function creditedCents(creditNotes: Returned["creditNotes"]): number {
  return issued(creditNotes).reduce((total, note) => total + note.balanceCents + note.outOfBandCents, 0);
}

/**
 * Of `credits` that a payment brought those that go back with what was returned, rounded down. It is the larger of two
 * shares: of the money that moved, what is gone; and of all that paid, the customer's balance at Stripe with the money,
 * what is gone or back on the balance. All the money gone takes all the credits, and so does all that paid given back.
 * Nothing was paid: nothing can go back.
 */
export function creditsReturned(payment: Returned, credits: bigint): bigint {
  const { money, all } = sharesReturned(payment);
  return larger(shareOf(credits, money), shareOf(credits, all));
}

const larger = (a: bigint, b: bigint): bigint => (a > b ? a : b);

function shareOf(credits: bigint, { part, of }: { part: number; of: number }): bigint {
  return of > 0 ? (credits * BigInt(part)) / BigInt(of) : 0n;
}

/** Minor units that can still be refunded: neither more than the money that is there, nor what was credited instead. */
export function refundableCents(payment: Returned): number {
  const { money, all } = sharesReturned(payment);
  return Math.max(0, Math.min(money.of - money.part, all.of - all.part));
}

/** Whether something went back of a payment, and whether all did. */
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
