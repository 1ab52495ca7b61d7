import Stripe from "stripe";
import type { StripeClient } from "@/lib/stripe/client";
import { isStripeMissing, isStripeUnavailable } from "@/lib/stripe/errors";
import { type Unfinished, unfinishedOf } from "@/lib/stripe/payment-intents";
import { refusalOf, type StripeRefusal } from "@/lib/stripe/refusals";

export type CardCharge = {
  customerId: string;
  paymentMethodId: string;
  amountCents: number;
  currency: string;
  description: string;
  metadata: Record<string, string>;
  /** The cardholder is absent: required authentication counts as a decline. */
  offSession: boolean;
  /** Where the bank's page redirects the buyer. */
  returnUrl: string;
  /** Where the bank asks the buyer. */
  asks: BankAsks;
  idempotencyKey: string;
};

/** Above the page, by Stripe.js, or on a page of its own, which leads back to the return address. */
export type BankAsks = "above_page" | "on_own_page";

function whereBankAsks({ returnUrl, asks }: Pick<CardCharge, "returnUrl" | "asks">) {
  return { return_url: returnUrl, use_stripe_sdk: asks === "above_page" };
}

export type Charged =
  | { ok: true; paymentIntentId: string }
  | { ok: false; reason: "declined"; paymentIntentId: string | null; sentence: string }
  /** Nothing was charged, and Stripe has no payment. */
  | { ok: false; reason: "refused"; refusal: StripeRefusal };

/**
 * Charges a saved payment method immediately. Unless it was refused, the payment contains the outcome. Throws when
 * Stripe cannot be reached and, off-session, when its key is refused, so that the job retries instead of blaming the
 * card.
 */
export async function chargeCard(stripe: StripeClient, wanted: CardCharge): Promise<Charged> {
  try {
    const intent = await stripe.paymentIntents.create(
      {
        amount: wanted.amountCents,
        currency: wanted.currency,
        customer: wanted.customerId,
        payment_method: wanted.paymentMethodId,
        description: wanted.description,
        metadata: wanted.metadata,
        confirm: true,
        off_session: wanted.offSession,
        ...whereBankAsks(wanted),
      },
      { idempotencyKey: wanted.idempotencyKey },
    );
    return { ok: true, paymentIntentId: intent.id };
  } catch (error) {
    if (error instanceof Stripe.errors.StripeCardError) {
      const paymentIntentId = error.payment_intent?.id ?? null;
      return { ok: false, reason: "declined", paymentIntentId, sentence: error.message };
    }
    const refusal = refusalOf(error);
    const comesAgain = isStripeUnavailable(error) || (wanted.offSession && refusal?.reason === "billing_misconfigured");
    if (!refusal || comesAgain) throw error;
    return { ok: false, reason: "refused", refusal };
  }
}

/** The customer's payment with this metadata; null when it is not among the newest hundred. */
export async function findPaymentByMetadata(
  stripe: StripeClient,
  customerId: string,
  [key, value]: [key: string, value: string],
): Promise<string | null> {
  try {
    const { data } = await stripe.paymentIntents.list({ customer: customerId, limit: 100 });
    return data.find((intent) => intent.metadata[key] === value)?.id ?? null;
  } catch (error) {
    if (isStripeMissing(error)) return null;
    throw error;
  }
}

/** Retries a payment with its owner present to authenticate. */
export async function confirmByOwner(
  stripe: StripeClient,
  wanted: { paymentIntentId: string } & Pick<CardCharge, "paymentMethodId" | "returnUrl" | "asks">,
): Promise<Unfinished | { refused: string }> {
  try {
    const attempt = { payment_method: wanted.paymentMethodId, ...whereBankAsks(wanted) };
    return unfinishedOf(await stripe.paymentIntents.confirm(wanted.paymentIntentId, attempt));
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal && "sentence" in refusal) return { refused: refusal.sentence };
    throw error;
  }
}
