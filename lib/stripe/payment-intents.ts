import type Stripe from "stripe";
import type { StripeClient } from "@/lib/stripe/client";
import { isStripeMissing } from "@/lib/stripe/errors";
import { failureSentence } from "@/lib/stripe/failure-sentence";
import { fingerprintOf } from "@/lib/stripe/fingerprint";
import { feeOf, fromSeconds, fromSecondsOrNull, idOf, knownOr } from "@/lib/stripe/shapes";

export type PaymentFacts = {
  id: string;
  customerId: string | null;
  state: "succeeded" | "processing" | "failed" | "open" | "canceled";
  /** Whether the bank requires authentication. */
  needsAction: boolean;
  amountCents: number;
  /** What was received: less than the amount when only a part was captured. */
  receivedCents: number;
  currency: string;
  refundedCents: number;
  /** Whether it was ever disputed, including inquiries. */
  disputed: boolean;
  chargeId: string | null;
  /** What Stripe kept of it for processing, in the payment's currency; null while no money has moved. */
  feeCents: number | null;
  methodBrand: string | null;
  methodLast4: string | null;
  /** See fingerprintOf. */
  methodFingerprint: Uint8Array<ArrayBuffer> | null;
  receiptUrl: string | null;
  failureMessage: string | null;
  /** Why the bank declined it (docs.stripe.com/declines/codes). */
  declineCode: string | null;
  /** The bank required authentication off-session. */
  needsOwner: boolean;
  unfinished: Unfinished;
  metadata: Record<string, string>;
  createdAt: Date;
  paidAt: Date | null;
};

/** What is left to do for a payment that has neither succeeded nor failed. */
export type Unfinished = {
  waitsFor: "bank" | "money" | "nothing";
  clientSecret: string | null;
  /** The bank's page, while it requires authentication. */
  redirectUrl: string | null;
  /** The bank required authentication off-session; the owner can confirm the payment. */
  needsOwner: boolean;
};

/** The payment's current state in Stripe, with its latest charge; null when it does not exist. */
export async function fetchPayment(stripe: StripeClient, id: string): Promise<PaymentFacts | null> {
  try {
    return reshape(await stripe.paymentIntents.retrieve(id, { expand: ["latest_charge.balance_transaction"] }));
  } catch (error) {
    if (isStripeMissing(error)) return null;
    throw error;
  }
}

function reshape(intent: Stripe.PaymentIntent): PaymentFacts {
  const charge = typeof intent.latest_charge === "object" ? intent.latest_charge : null;
  const card = charge?.payment_method_details?.card;
  const moved = typeof charge?.balance_transaction === "object" ? charge.balance_transaction : null;
  return {
    id: intent.id,
    customerId: idOf(intent.customer),
    state: stateOf(intent),
    needsAction: intent.status === "requires_action",
    amountCents: intent.amount,
    receivedCents: intent.amount_received,
    currency: intent.currency,
    refundedCents: charge?.amount_refunded ?? 0,
    disputed: charge?.disputed ?? false,
    chargeId: charge?.id ?? null,
    feeCents: moved && feeOf(moved),
    methodBrand: card?.brand ?? charge?.payment_method_details?.type ?? null,
    methodLast4: card?.last4 ?? null,
    methodFingerprint: fingerprintOf(charge?.payment_method_details),
    receiptUrl: charge?.receipt_url ?? null,
    failureMessage: failureSentence(intent.last_payment_error),
    declineCode: intent.last_payment_error?.decline_code ?? null,
    needsOwner: intent.last_payment_error?.code === "authentication_required",
    unfinished: unfinishedOf(intent),
    metadata: intent.metadata,
    createdAt: fromSeconds(intent.created),
    paidAt: intent.status === "succeeded" ? fromSecondsOrNull(charge?.created) : null,
  };
}

/** What a payment that did not succeed immediately waits for. */
export function unfinishedOf(intent: Stripe.PaymentIntent): Unfinished {
  const asks = intent.status === "requires_action";
  return {
    waitsFor: asks ? "bank" : intent.status === "processing" ? "money" : "nothing",
    clientSecret: intent.client_secret,
    redirectUrl: asks ? (intent.next_action?.redirect_to_url?.url ?? null) : null,
    needsOwner:
      intent.status === "requires_payment_method" && intent.last_payment_error?.code === "authentication_required",
  };
}

// An intent whose last attempt failed goes back to requires_payment_method: another attempt may still succeed.
function stateOf(intent: Stripe.PaymentIntent): PaymentFacts["state"] {
  const unsettled = intent.last_payment_error ? "failed" : "open";
  return knownOr(intent.status, ["succeeded", "processing", "canceled"], unsettled);
}

/** The payment intent a charge belongs to; null when it has none or is unknown. */
export async function fetchPaymentIntentOf(stripe: StripeClient, chargeId: string): Promise<string | null> {
  try {
    return idOf((await stripe.charges.retrieve(chargeId)).payment_intent);
  } catch (error) {
    if (isStripeMissing(error)) return null;
    throw error;
  }
}
