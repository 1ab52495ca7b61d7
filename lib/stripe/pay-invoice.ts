import Stripe from "stripe";
import type { StripeClient } from "@/lib/stripe/client";

/** The subscription's newest unpaid invoice, and the page where it can be paid. */
export async function findOpenInvoice(
  stripe: StripeClient,
  subscriptionId: string,
): Promise<{ id: string; invoiceUrl: string | null } | null> {
  const { data } = await stripe.invoices.list({ subscription: subscriptionId, status: "open", limit: 1 });
  const newest = data[0];
  return newest ? { id: newest.id, invoiceUrl: newest.hosted_invoice_url ?? null } : null;
}

export type InvoicePaid =
  | { status: "paid" | "processing" }
  /** `clientSecret`: of its payment, for Stripe.js. */
  | { status: "requires_action"; clientSecret: string | null }
  /** `sentence` is Stripe's, for the card's owner. */
  | { status: "declined"; sentence: string };

/** Charges an open invoice to a payment method, with its owner present to authenticate. */
export async function payInvoice(
  stripe: StripeClient,
  { id, paymentMethodId }: { id: string; paymentMethodId: string },
): Promise<InvoicePaid> {
  try {
    const { status } = await stripe.invoices.pay(id, { payment_method: paymentMethodId, off_session: false });
    return { status: status === "paid" ? "paid" : "processing" };
  } catch (error) {
    if (error instanceof Stripe.errors.StripeError && error.code === "invoice_payment_intent_requires_action") {
      const { confirmation_secret: secret } = await stripe.invoices.retrieve(id, { expand: ["confirmation_secret"] });
      return { status: "requires_action", clientSecret: secret?.client_secret ?? null };
    }
    if (error instanceof Stripe.errors.StripeCardError) return { status: "declined", sentence: error.message };
    if (error instanceof Stripe.errors.StripeError && error.code === "invoice_already_paid") return { status: "paid" };
    throw error;
  }
}
