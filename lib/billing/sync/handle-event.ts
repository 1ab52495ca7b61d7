import {
  type BillingReader,
  type BillingUser,
  ignored,
  nothing,
  ownerOfCustomer,
  type Read,
  type SyncOutcome,
  type Write,
} from "@/lib/billing/context";
import { isDeletedUser, OF_DELETED_ACCOUNT } from "@/lib/billing/deleted-user";
import { syncCheckoutSession } from "@/lib/billing/sync/sync-checkout-session";
import { syncCreditNote } from "@/lib/billing/sync/sync-credit-note";
import { syncCustomer } from "@/lib/billing/sync/sync-customer";
import { syncDispute } from "@/lib/billing/sync/sync-dispute";
import { syncInvoice } from "@/lib/billing/sync/sync-invoice";
import { syncPayment } from "@/lib/billing/sync/sync-payment";
import { syncRefundedCharge, syncRefunds } from "@/lib/billing/sync/sync-refunds";
import { syncSchedule } from "@/lib/billing/sync/sync-schedule";
import { syncSubscription } from "@/lib/billing/sync/sync-subscription";
import { own } from "@/lib/own";
import type { StripeClient } from "@/lib/stripe/client";
import { fetchPayment } from "@/lib/stripe/payment-intents";
import { fetchPaymentIntentOfDispute, fetchPaymentIntentOfRefund } from "@/lib/stripe/refunds";

/** What the inbox knows of an event. Nothing else of its payload is trusted: objects are fetched as they stand now. */
export type ReceivedEvent = { type: string; objectId: string | null; customerId: string | null };

type Sync = (reader: BillingReader, user: BillingUser, objectId: string, now: Date) => Promise<Write>;

/** Whose an event is, and how what it tells of is brought in; or why nothing follows from it. */
export type Handling = { userId: string; read: Read } | { userId: null; outcome: SyncOutcome };

/** Says what to do with an event. Every way through ends in a sentence; only trouble that may pass throws. */
export async function handleEvent(
  { sql, stripe }: Pick<BillingReader, "sql" | "stripe">,
  event: ReceivedEvent,
  now: Date,
): Promise<Handling> {
  const { type, objectId } = event;
  const sync = own(SYNC_BY_TYPE, type);
  if (!sync) return nobody(whyIgnored(type));
  const customerId = objectId && (event.customerId ?? (await customerOf(stripe, sync, objectId)));
  if (!objectId || !customerId) return nobody(`${type} names no customer: it is not of ours.`);
  const userId = await ownerOfCustomer(sql, customerId);
  if (!userId) return nobody(`No user has the Stripe customer ${customerId}.`);
  if (await isDeletedUser(sql, userId)) return nobody(OF_DELETED_ACCOUNT);
  return { userId, read: (reader, user) => sync(reader, user, objectId, now) };
}

function nobody(sentence: string): Handling {
  return { userId: null, outcome: ignored(sentence) };
}

/** Refunds and disputes name no customer; their payment does. Who it is of never changes, so it is asked first. */
async function customerOf(stripe: StripeClient, sync: Sync, objectId: string): Promise<string | null> {
  const find =
    sync === syncRefunds ? fetchPaymentIntentOfRefund : sync === syncDispute ? fetchPaymentIntentOfDispute : null;
  const paymentIntentId = find && (await find(stripe, objectId));
  const payment = paymentIntentId ? await fetchPayment(stripe, paymentIntentId) : null;
  return payment?.customerId ?? null;
}

/** What happens to a saved card is told by its customer. One that was taken off names its customer no more. */
const syncCard: Sync = async (reader, user, paymentMethodId, now) =>
  user.stripeCustomerId
    ? syncCustomer(reader, user, user.stripeCustomerId, now)
    : nothing(ignored(`${paymentMethodId} was of a customer that is no more.`));

const SYNC_BY_TYPE: Record<string, Sync> = {
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
  "customer.subscription.pending_update_applied": syncSubscription,
  "customer.subscription.pending_update_expired": syncSubscription,
  "subscription_schedule.created": syncSchedule,
  "subscription_schedule.updated": syncSchedule,
  "subscription_schedule.released": syncSchedule,
  "subscription_schedule.canceled": syncSchedule,
  "invoice.sent": syncInvoice,
  "invoice.overdue": syncInvoice,
  "invoice.updated": syncInvoice,
  "invoice.paid": syncInvoice,
  "invoice.payment_succeeded": syncInvoice,
  "invoice.payment_failed": syncInvoice,
  "invoice.payment_action_required": syncInvoice,
  "invoice.voided": syncInvoice,
  "invoice.marked_uncollectible": syncInvoice,
  "credit_note.created": syncCreditNote,
  "credit_note.updated": syncCreditNote,
  "credit_note.voided": syncCreditNote,
  "payment_intent.succeeded": syncPayment,
  "payment_intent.payment_failed": syncPayment,
  "payment_intent.processing": syncPayment,
  "payment_intent.canceled": syncPayment,
  "charge.refunded": syncRefundedCharge,
  "refund.created": syncRefunds,
  "refund.updated": syncRefunds,
  "refund.failed": syncRefunds,
  "charge.dispute.created": syncDispute,
  "charge.dispute.updated": syncDispute,
  "charge.dispute.funds_withdrawn": syncDispute,
  "charge.dispute.funds_reinstated": syncDispute,
  "charge.dispute.closed": syncDispute,
  "customer.updated": syncCustomer,
  "customer.deleted": syncCustomer,
  "payment_method.attached": syncCard,
  "payment_method.detached": syncCard,
  "payment_method.updated": syncCard,
  "payment_method.automatically_updated": syncCard,
};

/** Event types the webhook endpoint should be subscribed to. */
export const HANDLED_EVENT_TYPES = Object.keys(SYNC_BY_TYPE);

function whyIgnored(type: string): string {
  const [room = ""] = type.split(".");
  return own(WHY_IGNORED, type) ?? own(WHY_IGNORED, room) ?? `Nothing here depends on ${type}.`;
}

const WHY_IGNORED: Record<string, string> = {
  product: "Products are pushed from here; the reconciler tells of one that says otherwise.",
  price: "Prices are pushed from here; the reconciler tells of one that says otherwise.",
  charge: "A charge is told of by its payment.",
  "charge.refund.updated": "A refund is told of by its own events.",
  invoice: "An invoice counts once it is sent, changed, paid, has failed or is void.",
  "invoice.upcoming": "A renewal that is to come is known from the subscription.",
  payment_intent: "A payment counts once it has succeeded or failed.",
  invoice_payment: "A payment of an invoice is told of by the invoice.",
  setup_intent: "A card that was saved is told of by its customer.",
  payout: "Payouts are between Stripe and the bank.",
  balance: "The balance at Stripe is no one's credits.",
  subscription_schedule: "A schedule counts when what it plans changes.",
};
