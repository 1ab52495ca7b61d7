import {
  type BillingContext,
  type BillingUser,
  ignored,
  lockUserByCustomer,
  type SyncOutcome,
} from "@/lib/billing/context";
import { syncCheckoutSession } from "@/lib/billing/sync-checkout-session";
import { syncInvoice } from "@/lib/billing/sync-invoice";
import { syncPayment } from "@/lib/billing/sync-payment";
import { syncSubscription } from "@/lib/billing/sync-subscription";
import { fetchPaymentIntentOf } from "@/lib/stripe/payment-intents";

/** What the inbox knows of an event. Nothing else of its payload is trusted: objects are fetched as they stand now. */
export type ReceivedEvent = { type: string; objectId: string | null; customerId: string | null };

type Sync = (context: BillingContext, user: BillingUser, objectId: string, now: Date) => Promise<SyncOutcome>;

/** Brings in what an event tells of. Every way through ends in a sentence; only trouble that may pass throws. */
export async function handleEvent(context: BillingContext, event: ReceivedEvent, now: Date): Promise<SyncOutcome> {
  const sync = SYNC_BY_TYPE[event.type];
  if (!sync) return ignored(WHY_IGNORED[event.type.split(".")[0] ?? ""] ?? `Nothing here depends on ${event.type}.`);
  if (!event.objectId || !event.customerId) return ignored(`${event.type} names no customer: it is not of ours.`);
  const user = await lockUserByCustomer(context.sql, event.customerId);
  if (!user) return ignored(`No user has the Stripe customer ${event.customerId}.`);
  return sync(context, user, event.objectId, now);
}

const syncCharge: Sync = async (context, user, chargeId, now) => {
  const paymentIntentId = await fetchPaymentIntentOf(context.stripe, chargeId);
  if (!paymentIntentId) return ignored(`The charge ${chargeId} has no payment intent: it is not of ours.`);
  return syncPayment(context, user, paymentIntentId, now);
};

const SYNC_BY_TYPE: Record<string, Sync | undefined> = {
  "checkout.session.completed": syncCheckoutSession,
  "checkout.session.async_payment_succeeded": syncCheckoutSession,
  "checkout.session.async_payment_failed": syncCheckoutSession,
  "checkout.session.expired": syncCheckoutSession,
  "customer.subscription.created": syncSubscription,
  "customer.subscription.updated": syncSubscription,
  "customer.subscription.deleted": syncSubscription,
  "customer.subscription.paused": syncSubscription,
  "customer.subscription.resumed": syncSubscription,
  "customer.subscription.trial_will_end": syncSubscription,
  "invoice.paid": syncInvoice,
  "invoice.payment_succeeded": syncInvoice,
  "invoice.payment_failed": syncInvoice,
  "invoice.payment_action_required": syncInvoice,
  "invoice.voided": syncInvoice,
  "payment_intent.succeeded": syncPayment,
  "payment_intent.payment_failed": syncPayment,
  "charge.refunded": syncCharge,
};

/** Event types the webhook endpoint should be subscribed to. */
export const HANDLED_EVENT_TYPES = Object.keys(SYNC_BY_TYPE);

const WHY_IGNORED: Record<string, string> = {
  product: "Products are pushed from here; what Stripe says of them changes nothing.",
  price: "Prices are pushed from here; what Stripe says of them changes nothing.",
  customer: "The user's own settings are the truth about a customer.",
};
