import Stripe from "stripe";
import type { StripeClient } from "@/lib/stripe/client";
import { isStripeMissing, isStripeRefusal } from "@/lib/stripe/errors";
import { fingerprintOf } from "@/lib/stripe/fingerprint";
import { refusalOf } from "@/lib/stripe/refusals";
import { idOf } from "@/lib/stripe/shapes";

export type CardFacts = {
  id: string;
  /** The card's brand, or the type of another method. */
  brand: string;
  last4: string | null;
  expMonth: number | null;
  expYear: number | null;
  /** See fingerprintOf. */
  fingerprint: Uint8Array<ArrayBuffer> | null;
};

export type CustomerFacts = { isDeleted: true } | { isDeleted: false; card: CardFacts | null };

/**
 * The customer's current state in Stripe, with the payment method that purchases without Checkout are charged to: the
 * default, otherwise the last saved card. Checkout saves a card without making it the default, and the last one is the
 * one its owner last paid with. Null when Stripe never had the customer.
 */
export async function fetchCustomer(stripe: StripeClient, id: string): Promise<CustomerFacts | null> {
  try {
    const customer = await stripe.customers.retrieve(id);
    if (customer.deleted) return { isDeleted: true };
    const chosen = idOf(customer.invoice_settings.default_payment_method);
    if (chosen) return { isDeleted: false, card: reshape(await stripe.paymentMethods.retrieve(chosen)) };
    // Newest first. Every attached card can be charged off-session.
    const { data } = await stripe.customers.listPaymentMethods(id, { type: "card", limit: 1 });
    return { isDeleted: false, card: data[0] ? reshape(data[0]) : null };
  } catch (error) {
    if (isStripeMissing(error)) return null;
    throw error;
  }
}

export type AttachedMethod =
  | { ok: true; id: string; isNew: boolean; fingerprint: Uint8Array<ArrayBuffer> | null }
  | { ok: false; reason: "unknown_payment_method" | "card_declined"; sentence: string };

/** Attaches a payment method to the customer, unless it already is. The card may be declined when it is attached. */
export async function attachMethod(
  stripe: StripeClient,
  { customerId, paymentMethodId }: { customerId: string; paymentMethodId: string },
): Promise<AttachedMethod> {
  try {
    const method = await stripe.paymentMethods.retrieve(paymentMethodId);
    const fingerprint = fingerprintOf(method);
    if (idOf(method.customer) === customerId) return { ok: true, id: method.id, isNew: false, fingerprint };
    const { id } = await stripe.paymentMethods.attach(method.id, { customer: customerId });
    return { ok: true, id, isNew: true, fingerprint };
  } catch (error) {
    if (error instanceof Stripe.errors.StripeCardError) {
      return { ok: false, reason: "card_declined", sentence: error.message };
    }
    const isOfCustomer = refusalOf(error)?.reason === "customer_missing";
    if (isStripeRefusal(error) && !isOfCustomer) {
      return { ok: false, reason: "unknown_payment_method", sentence: sentenceOf(error) };
    }
    throw error;
  }
}

function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Makes a payment method the default for the customer's invoices and top-ups. */
export async function makeDefault(
  stripe: StripeClient,
  { customerId, paymentMethodId }: { customerId: string; paymentMethodId: string },
): Promise<void> {
  await stripe.customers.update(customerId, { invoice_settings: { default_payment_method: paymentMethodId } });
}

/** Makes a payment method the one that a subscription is charged to, before the customer's default. */
export async function makeDefaultOf(
  stripe: StripeClient,
  { subscriptionId, paymentMethodId }: { subscriptionId: string; paymentMethodId: string },
): Promise<void> {
  await stripe.subscriptions.update(subscriptionId, { default_payment_method: paymentMethodId });
}

/** Detaches a payment method from its customer. Idempotent. */
export async function detachMethod(stripe: StripeClient, paymentMethodId: string): Promise<void> {
  try {
    await stripe.paymentMethods.detach(paymentMethodId);
  } catch (error) {
    if (!isStripeRefusal(error)) throw error;
  }
}

/** What its owner knows a payment method by. */
export function namedMethod({ card, type }: Stripe.PaymentMethod): Pick<CardFacts, "brand" | "last4"> {
  return { brand: card?.brand ?? type, last4: card?.last4 ?? null };
}

function reshape(method: Stripe.PaymentMethod): CardFacts {
  const { id, card } = method;
  return {
    id,
    ...namedMethod(method),
    expMonth: card?.exp_month ?? null,
    expYear: card?.exp_year ?? null,
    fingerprint: fingerprintOf(method),
  };
}
