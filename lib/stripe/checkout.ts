import type Stripe from "stripe";
import type { CheckoutUi } from "@/lib/stripe/checkout-ui";
import type { StripeClient } from "@/lib/stripe/client";
import { isStripeMissing, isStripeRefusal } from "@/lib/stripe/errors";
import { fromSeconds, idOf, knownOr } from "@/lib/stripe/shapes";
import { ONCE_PER_CARD } from "@/lib/stripe/trials";

export type CheckoutFacts = {
  id: string;
  mode: "subscription" | "payment" | "setup";
  status: "open" | "complete" | "expired";
  paymentStatus: "paid" | "unpaid" | "no_payment_required";
  customerId: string | null;
  subscriptionId: string | null;
  paymentIntentId: string | null;
  /** The user in the session's metadata. */
  namedUserId: string | null;
  /** Before discounts. */
  amountSubtotalCents: number;
  amountTotalCents: number;
  /** Null when nothing is sold and only a card is saved. */
  currency: string | null;
  metadata: Record<string, string>;
  createdAt: Date;
};

type Shown<Opened extends object> = { ui: CheckoutUi<Opened> };

/**
 * Opens Checkout for a subscription, where `ui` says. Metadata is also set on the subscription, because its events arrive before the
 * session's. A trial only accepts cards, whose fingerprints identify them; `notice` is shown above the button.
 */
export async function createSubscriptionCheckout<Opened extends object>(
  stripe: StripeClient,
  wanted: Shown<Opened> & {
    customerId: string;
    userId: string;
    stripePriceId: string;
    trial: { days: number; notice: string } | null;
    metadata: Record<string, string>;
    idempotencyKey: string;
  },
): Promise<{ id: string } & Opened> {
  const { trial } = wanted;
  const session = await stripe.checkout.sessions.create(
    {
      mode: "subscription",
      customer: wanted.customerId,
      client_reference_id: wanted.userId,
      line_items: [{ price: wanted.stripePriceId, quantity: 1 }],
      allow_promotion_codes: true,
      metadata: wanted.metadata,
      subscription_data: {
        metadata: { ...wanted.metadata, ...(trial && ONCE_PER_CARD) },
        ...(trial && { trial_period_days: trial.days }),
      },
      ...(trial && {
        allowed_payment_method_types: ["card"],
        custom_text: { submit: { message: trial.notice } },
      }),
      ...wanted.ui.params,
    },
    { idempotencyKey: wanted.idempotencyKey },
  );
  return { id: session.id, ...wanted.ui.opened(session) };
}

/** Opens Checkout for a one-time purchase, where `ui` says; the card is saved for later purchases that the buyer requests. */
export async function createPackCheckout<Opened extends object>(
  stripe: StripeClient,
  wanted: Shown<Opened> & {
    customerId: string;
    userId: string;
    price: { stripePriceId: string } | ChosenPrice;
    quantity: number;
    /** What the receipt says. */
    description: string;
    metadata: Record<string, string>;
    idempotencyKey: string;
  },
): Promise<{ id: string } & Opened> {
  const session = await stripe.checkout.sessions.create(
    {
      mode: "payment",
      customer: wanted.customerId,
      client_reference_id: wanted.userId,
      line_items: [{ ...priceOf(wanted.price), quantity: wanted.quantity }],
      allow_promotion_codes: true,
      metadata: wanted.metadata,
      payment_intent_data: {
        description: wanted.description,
        metadata: wanted.metadata,
        setup_future_usage: "off_session",
      },
      // The product is the pack: what is bought of it is said above the button.
      ...("name" in wanted.price && { custom_text: { submit: { message: wanted.price.name } } }),
      ...wanted.ui.params,
    },
    { idempotencyKey: wanted.idempotencyKey },
  );
  return { id: session.id, ...wanted.ui.opened(session) };
}

/** A sum that has no price in Stripe, for an amount that the buyer chose of a product. */
export type ChosenPrice = { name: string; amountCents: number; currency: string; productId: string | null };

/** Of the pack's own product, so that reports and promotion codes for it cover every amount. */
function priceOf(price: { stripePriceId: string } | ChosenPrice): Stripe.Checkout.SessionCreateParams.LineItem {
  if ("stripePriceId" in price) return { price: price.stripePriceId };
  const product = price.productId ? { product: price.productId } : { product_data: { name: price.name } };
  return { price_data: { currency: price.currency, unit_amount: price.amountCents, ...product } };
}

/** The session's current state in Stripe; null when it does not exist. */
export async function fetchCheckout(stripe: StripeClient, id: string): Promise<CheckoutFacts | null> {
  try {
    return reshape(await stripe.checkout.sessions.retrieve(id));
  } catch (error) {
    if (isStripeMissing(error)) return null;
    throw error;
  }
}

/** The Checkout session of a payment; null when it has none. */
export async function fetchCheckoutOfPayment(
  stripe: StripeClient,
  paymentIntentId: string,
): Promise<CheckoutFacts | null> {
  const { data } = await stripe.checkout.sessions.list({ payment_intent: paymentIntentId, limit: 1 });
  return data[0] ? reshape(data[0]) : null;
}

/** Expires the customer's open subscription Checkouts, so that a forgotten tab cannot buy a second subscription. */
export async function expireSubscriptionCheckouts(stripe: StripeClient, customerId: string): Promise<void> {
  await expireOpen(stripe, customerId, ({ mode }) => mode === "subscription");
}

/** Expires the customer's open Checkouts for a pack, so that an offer shown in several tabs is paid once. */
export async function expirePackCheckouts(
  stripe: StripeClient,
  { customerId, packId }: { customerId: string; packId: string },
): Promise<void> {
  await expireOpen(stripe, customerId, ({ mode, metadata }) => mode === "payment" && metadata?.refill_pack === packId);
}

async function expireOpen(
  stripe: StripeClient,
  customerId: string,
  isMeant: (session: Stripe.Checkout.Session) => boolean,
): Promise<void> {
  const open = await stripe.checkout.sessions.list({ customer: customerId, status: "open", limit: 100 });
  for (const session of open.data.filter(isMeant)) await expire(stripe, session.id);
}

/** A session that was paid or expired since it was listed can no longer be expired, and need not be. */
async function expire(stripe: StripeClient, id: string): Promise<void> {
  try {
    await stripe.checkout.sessions.expire(id);
  } catch (error) {
    if (!isStripeRefusal(error) || (await fetchCheckout(stripe, id))?.status === "open") throw error;
  }
}

function reshape(session: Stripe.Checkout.Session): CheckoutFacts {
  return {
    id: session.id,
    mode: knownOr(session.mode, ["subscription", "payment"], "setup"),
    status: knownOr(session.status, ["complete", "expired"], "open"),
    paymentStatus: knownOr(session.payment_status, ["paid", "no_payment_required"], "unpaid"),
    customerId: idOf(session.customer),
    subscriptionId: idOf(session.subscription),
    paymentIntentId: idOf(session.payment_intent),
    namedUserId: session.client_reference_id ?? session.metadata?.refill_user ?? null,
    amountSubtotalCents: session.amount_subtotal ?? 0,
    amountTotalCents: session.amount_total ?? 0,
    currency: session.currency,
    metadata: session.metadata ?? {},
    createdAt: fromSeconds(session.created),
  };
}
