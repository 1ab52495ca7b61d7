import type Stripe from "stripe";

/**
 * Why a payment failed, for its payer. Stripe addresses the payer of a card, but writes about "the customer" of a bank
 * debit (docs.stripe.com/payments/ach-direct-debit). Null when Stripe gives no reason.
 */
export function failureSentence(error: Pick<Stripe.PaymentIntent.LastPaymentError, "message"> | null): string | null {
  if (!error?.message) return null;
  return error.message
    .replaceAll(/\bthe customer['’]s (?:bank )?account\b/gi, "your bank account")
    .replaceAll(/\bthe customer has\b/gi, "you have")
    .replaceAll(/\b(?:the customer['’]s|their)\b/gi, "your")
    .replaceAll(/\bthe customer\b/gi, "you")
    .replace(/^y/, "Y");
}
