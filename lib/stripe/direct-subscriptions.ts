import type Stripe from "stripe";
import type { StripeClient } from "@/lib/stripe/client";
import { CARD_DECLINED } from "@/lib/stripe/refusals";
import { idOf, knownOr } from "@/lib/stripe/shapes";
import { ONCE_PER_CARD } from "@/lib/stripe/trials";

export type DirectSubscription = {
  id: string;
  /** Over: it was canceled, or never paid. */
  status: "active" | "trialing" | "incomplete" | "over";
  stripePriceIds: string[];
  /** The caller's identifier of the request. */
  request: string | null;
};

/** The customer's subscriptions that are running or may still start. */
export async function fetchBegun(stripe: StripeClient, customerId: string): Promise<DirectSubscription[]> {
  const { data } = await stripe.subscriptions.list({ customer: customerId, status: "all", limit: 100 });
  return data.map(reshape).filter((one) => one.status !== "over");
}

/** Creates a subscription and charges the payment method immediately. If it is not paid, it is incomplete. */
export async function createDirectSubscription(
  stripe: StripeClient,
  wanted: {
    customerId: string;
    stripePriceId: string;
    paymentMethodId: string;
    trialDays: number;
    metadata: Record<string, string>;
    request: string | null;
    idempotencyKey: string;
  },
): Promise<string> {
  const { id } = await stripe.subscriptions.create(
    {
      customer: wanted.customerId,
      items: [{ price: wanted.stripePriceId }],
      default_payment_method: wanted.paymentMethodId,
      payment_behavior: "allow_incomplete",
      metadata: {
        ...wanted.metadata,
        ...(wanted.request && { [REQUEST]: wanted.request }),
        ...(wanted.trialDays > 0 && ONCE_PER_CARD),
      },
      ...(wanted.trialDays > 0 && { trial_period_days: wanted.trialDays }),
    },
    { idempotencyKey: wanted.idempotencyKey },
  );
  return id;
}

export type Beginning = DirectSubscription & {
  /** For the buyer's browser, when the bank requires authentication. */
  clientSecret: string | null;
  /** Why the first payment was declined; null when it was not. */
  declined: string | null;
};

/** The state of a subscription's first payment. */
export async function fetchBeginning(stripe: StripeClient, id: string): Promise<Beginning> {
  const subscription = await stripe.subscriptions.retrieve(id, {
    expand: ["latest_invoice.payments", "pending_setup_intent"],
  });
  const facts = reshape(subscription);
  const setup = subscription.pending_setup_intent;
  if (facts.status === "trialing" && setup && typeof setup === "object") {
    return { ...facts, clientSecret: setup.client_secret, declined: null };
  }
  if (facts.status !== "incomplete") return { ...facts, clientSecret: null, declined: null };
  const intent = await firstPayment(stripe, subscription);
  if (intent?.status === "requires_action") return { ...facts, clientSecret: intent.client_secret, declined: null };
  if (intent?.status === "processing") return { ...facts, clientSecret: null, declined: null };
  return { ...facts, clientSecret: null, declined: intent?.last_payment_error?.message ?? CARD_DECLINED };
}

async function firstPayment(
  stripe: StripeClient,
  { latest_invoice: invoice }: Stripe.Subscription,
): Promise<Stripe.PaymentIntent | null> {
  if (!invoice || typeof invoice === "string") return null;
  const id = idOf(invoice.payments?.data[0]?.payment.payment_intent);
  return id ? stripe.paymentIntents.retrieve(id) : null;
}

const REQUEST = "refill_request";
const OVER: ReadonlySet<string> = new Set(["canceled", "incomplete_expired"]);

function reshape(subscription: Stripe.Subscription): DirectSubscription {
  const { id, status, metadata, items } = subscription;
  return {
    id,
    // A past due, paused or unknown subscription counts as active here.
    status: OVER.has(status) ? "over" : knownOr(status, ["trialing", "incomplete"], "active"),
    stripePriceIds: items.data.map(({ price }) => price.id),
    request: metadata[REQUEST] ?? null,
  };
}
