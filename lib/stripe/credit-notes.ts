import type Stripe from "stripe";
import { allPages } from "@/lib/stripe/all-pages";
import type { StripeClient } from "@/lib/stripe/client";
import { isStripeMissing } from "@/lib/stripe/errors";
import { fromSeconds, idOf } from "@/lib/stripe/shapes";

/** What a credit note returned of a payment. Before payment it only lowers what is due, and returns nothing. */
export type CreditNoteFacts = {
  id: string;
  number: string;
  status: "ISSUED" | "VOID";
  /** Everything that it returned, including refunds. */
  amountCents: number;
  /** Added to the customer balance. */
  balanceCents: number;
  /** Returned outside of Stripe. */
  outOfBandCents: number;
  currency: string;
  reason: string | null;
  createdAt: Date;
};

/** The credit notes of an invoice that returned something, oldest first. */
export async function fetchCreditNotes(stripe: StripeClient, invoiceId: string): Promise<CreditNoteFacts[]> {
  const notes = await allPages((page) => stripe.creditNotes.list({ ...page, invoice: invoiceId }));
  return notes
    .map(toCreditNote)
    .filter(({ amountCents }) => amountCents > 0)
    .reverse();
}

/** The invoice of a credit note; null when Stripe does not have the note. */
export async function fetchInvoiceOfCreditNote(stripe: StripeClient, id: string): Promise<string | null> {
  try {
    return idOf((await stripe.creditNotes.retrieve(id)).invoice);
  } catch (error) {
    if (isStripeMissing(error)) return null;
    throw error;
  }
}

/** What a credit note returned other than by a refund, and how. */
export function creditsOf({ balanceCents, outOfBandCents }: CreditNoteFacts) {
  const ways = [
    { way: "balance", amountCents: balanceCents },
    { way: "elsewhere", amountCents: outOfBandCents },
  ] as const;
  return ways.filter(({ amountCents }) => amountCents > 0);
}

/**
 * Refunds, customer balance and what is returned outside of Stripe add up to the amount after payment
 * (docs.stripe.com/api/credit_notes/create). A refund recorded with a payment outside of Stripe was made there.
 */
function toCreditNote(note: Stripe.CreditNote): CreditNoteFacts {
  const recorded = sum(note.refunds.filter(({ type }) => type === "payment_record_refund"));
  const outOfBandCents = (note.out_of_band_amount ?? 0) + recorded;
  const refundedCents = sum(note.refunds) - recorded;
  return {
    id: note.id,
    number: note.number,
    status: note.status === "void" ? "VOID" : "ISSUED",
    amountCents: note.post_payment_amount,
    balanceCents: Math.max(0, note.post_payment_amount - refundedCents - outOfBandCents),
    outOfBandCents,
    currency: note.currency,
    reason: note.reason,
    createdAt: fromSeconds(note.created),
  };
}

function sum(refunds: Stripe.CreditNote["refunds"]): number {
  return refunds.reduce((total, { amount_refunded }) => total + amount_refunded, 0);
}
