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
import type { HandledEventType } from "@/lib/stripe/handled-event-types";
import { idsNamedIn, type NamedIds } from "@/lib/stripe/named-ids";
import { fetchPayment } from "@/lib/stripe/payment-intents";
import { fetchPaymentIntentOfDispute, fetchPaymentIntentOfRefund } from "@/lib/stripe/refunds";

/**
 * The inbox's record of an event. Only the ids in its payload are trusted: objects are read from Stripe, and their owner
 * is checked on what was read.
 */
export type ReceivedEvent = { type: string; objectId: string | null; customerId: string | null; payload: unknown };

/** Syncs an object by its id. */
type ById = (reader: BillingReader, user: BillingUser, id: string, now: Date) => Promise<Write>;

/** A sync, and a name for what it reads and writes: two events with the same name lead to the same sync. */
type Target = { target: string; read: Read };

type Named = NamedIds & { objectId: string };
type TargetOf = (event: Named, now: Date) => Target;

/** The user of an event and the sync it triggers, or why it triggers none. */
export type Handling = ({ userId: string } & Target) | { userId: null; outcome: SyncOutcome };

/** Decides how to handle an event. Every path ends in a sentence; only temporary errors are thrown. */
export async function handleEvent(
  { sql, stripe }: Pick<BillingReader, "sql" | "stripe">,
  event: ReceivedEvent,
  now: Date,
): Promise<Handling> {
  const { type, objectId } = event;
  const targetOf = own(TARGET_BY_TYPE, type);
  if (!targetOf) return nobody(whyIgnored(type));
  const named = idsNamedIn(event.payload);
  const customerId = objectId && (event.customerId ?? (await customerOf(stripe, { ...named, type, objectId })));
  if (!objectId || !customerId) return nobody(`${type} has no customer, so it is not about this app.`);
  const userId = await ownerOfCustomer(sql, customerId);
  if (!userId) return nobody(`No user has the Stripe customer ${customerId}.`);
  if (await isDeletedUser(sql, userId)) return nobody(OF_DELETED_ACCOUNT);
  return { userId, ...targetOf({ ...named, objectId }, now) };
}

/** What is known of an event without reading anything: the name of its sync, or why its type triggers none. */
export function knownOf({ type, objectId, payload }: ReceivedEvent, now: Date): Known {
  const targetOf = own(TARGET_BY_TYPE, type);
  if (!targetOf) return { target: null, outcome: ignored(whyIgnored(type)) };
  return { target: objectId && targetOf({ ...idsNamedIn(payload), objectId }, now).target, outcome: null };
}

export type Known = { target: string | null; outcome: null } | { target: null; outcome: SyncOutcome };

/** The names of the syncs of a payment and of any subscription. */
export const paymentTarget = (id: string): string => `payment ${id}`;
export const isSubscriptionTarget = (target: string | null): boolean => target?.startsWith("subscription ") ?? false;
export const isPaymentTarget = (target: string | null): boolean => target?.startsWith(paymentTarget("")) ?? false;

function nobody(sentence: string): Handling {
  return { userId: null, outcome: ignored(sentence) };
}

/** Refunds and disputes have no customer, but their payment does. Its customer never changes, so it is read first. */
async function customerOf(
  stripe: StripeClient,
  { type, objectId, paymentIntentId }: NamedIds & { type: string; objectId: string },
): Promise<string | null> {
  const find = type.startsWith("refund.")
    ? fetchPaymentIntentOfRefund
    : type.startsWith("charge.dispute.")
      ? fetchPaymentIntentOfDispute
      : null;
  const intentId = find && (paymentIntentId ?? (await find(stripe, objectId)));
  const payment = intentId ? await fetchPayment(stripe, intentId) : null;
  return payment?.customerId ?? null;
}

const sync =
  (what: string, by: ById) =>
  (id: string, now: Date): Target => ({ target: `${what} ${id}`, read: (reader, user) => by(reader, user, id, now) });

const checkout = sync("checkout", syncCheckoutSession);
const subscription = sync("subscription", syncSubscription);
const schedule = sync("schedule", syncSchedule);
const invoice = sync("invoice", syncInvoice);
const creditNote = sync("credit note", syncCreditNote);
const payment = sync("payment", syncPayment);
const moneyBack = sync("money back", (reader, user, id, now) =>
  syncPayment(reader, user, id, now, { givenBack: true }),
);
const refund = sync("refund", syncRefunds);
const refundedCharge = sync("refunded charge", syncRefundedCharge);
const dispute = sync("dispute", syncDispute);
const customer = sync("customer", syncCustomer);

/** A saved card is synced with its customer. A detached card no longer names its customer. */
const card = sync("card", async (reader, user, id, now) =>
  user.stripeCustomerId
    ? syncCustomer(reader, user, user.stripeCustomerId, now)
    : nothing(ignored(`${id} belonged to a customer that no longer exists.`)),
);

type OfId = (id: string, now: Date) => Target;

const byObject =
  (own: OfId): TargetOf =>
  ({ objectId }, now) =>
    own(objectId, now);

/** Syncs a subscription's objects with the subscription. If the payload does not name it, it is read from Stripe. */
const bySubscription =
  (otherwise: OfId): TargetOf =>
  ({ subscriptionId, objectId }, now) =>
    subscriptionId ? subscription(subscriptionId, now) : otherwise(objectId, now);

const byInvoice =
  (otherwise: OfId): TargetOf =>
  ({ invoiceId, objectId }, now) =>
    invoiceId ? invoice(invoiceId, now) : otherwise(objectId, now);

/** Syncs all refunds and disputes of a payment together. */
const byPayment =
  (otherwise: OfId): TargetOf =>
  ({ paymentIntentId, objectId }, now) =>
    paymentIntentId ? moneyBack(paymentIntentId, now) : otherwise(objectId, now);

const syncsCheckout = byObject(checkout);
const syncsSubscription = byObject(subscription);
const syncsSchedule = bySubscription(schedule);
const syncsInvoice = bySubscription(invoice);
const syncsCreditNote = byInvoice(creditNote);
const syncsPayment = byObject(payment);
const syncsRefund = byPayment(refund);
const syncsDispute = byPayment(dispute);
const syncsCustomer = byObject(customer);
const syncsCard = byObject(card);

const TARGET_BY_TYPE: Record<HandledEventType, TargetOf> = {
  "checkout.session.completed": syncsCheckout,
  "checkout.session.async_payment_succeeded": syncsCheckout,
  "checkout.session.async_payment_failed": syncsCheckout,
  "checkout.session.expired": syncsCheckout,
  "customer.subscription.created": syncsSubscription,
  "customer.subscription.updated": syncsSubscription,
  "customer.subscription.deleted": syncsSubscription,
  "customer.subscription.paused": syncsSubscription,
  "customer.subscription.resumed": syncsSubscription,
  "customer.subscription.trial_will_end": syncsSubscription,
  "customer.subscription.pending_update_applied": syncsSubscription,
  "customer.subscription.pending_update_expired": syncsSubscription,
  "subscription_schedule.created": syncsSchedule,
  "subscription_schedule.updated": syncsSchedule,
  "subscription_schedule.released": syncsSchedule,
  "subscription_schedule.canceled": syncsSchedule,
  "invoice.sent": syncsInvoice,
  "invoice.overdue": syncsInvoice,
  "invoice.updated": syncsInvoice,
  "invoice.paid": syncsInvoice,
  "invoice.payment_succeeded": syncsInvoice,
  "invoice.payment_failed": syncsInvoice,
  "invoice.payment_action_required": syncsInvoice,
  "invoice.voided": syncsInvoice,
  "invoice.marked_uncollectible": syncsInvoice,
  "credit_note.created": syncsCreditNote,
  "credit_note.updated": syncsCreditNote,
  "credit_note.voided": syncsCreditNote,
  "payment_intent.succeeded": syncsPayment,
  "payment_intent.payment_failed": syncsPayment,
  "payment_intent.processing": syncsPayment,
  "payment_intent.canceled": syncsPayment,
  "charge.refunded": byPayment(refundedCharge),
  "refund.created": syncsRefund,
  "refund.updated": syncsRefund,
  "refund.failed": syncsRefund,
  "charge.dispute.created": syncsDispute,
  "charge.dispute.updated": syncsDispute,
  "charge.dispute.funds_withdrawn": syncsDispute,
  "charge.dispute.funds_reinstated": syncsDispute,
  "charge.dispute.closed": syncsDispute,
  "customer.updated": syncsCustomer,
  "customer.deleted": syncsCustomer,
  "payment_method.attached": syncsCard,
  "payment_method.detached": syncsCard,
  "payment_method.updated": syncsCard,
  "payment_method.automatically_updated": syncsCard,
};

function whyIgnored(type: string): string {
  const [room = ""] = type.split(".");
  return own(WHY_IGNORED, type) ?? own(WHY_IGNORED, room) ?? `Nothing here depends on ${type}.`;
}

const WHY_IGNORED: Record<string, string> = {
  product: "Products are pushed from this app; the reconciler reports differences.",
  price: "Prices are pushed from this app; the reconciler reports differences.",
  charge: "Charges are handled through their payment's events.",
  "charge.refund.updated": "Refunds are handled through the refund's own events.",
  invoice: "Invoices matter once they are sent, changed, paid, failed or voided.",
  "invoice.upcoming": "Upcoming renewals are known from the subscription.",
  payment_intent: "Payments matter once they have succeeded or failed.",
  invoice_payment: "Payments of invoices are handled through the invoice's events.",
  setup_intent: "Saved cards are handled through the customer's events.",
  payout: "Payouts are between Stripe and the bank.",
  balance: "The balance of the Stripe account has no effect on credits.",
  subscription_schedule: "Schedules matter when their planned changes do.",
};
