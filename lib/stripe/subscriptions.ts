import type Stripe from "stripe";
import { own } from "@/lib/own";
import type { StripeClient } from "@/lib/stripe/client";
import { isStripeMissing, isStripeRefusal } from "@/lib/stripe/errors";
import { fingerprintOf } from "@/lib/stripe/fingerprint";
import { namedMethod } from "@/lib/stripe/payment-methods";
import { fromSeconds, fromSecondsOrNull, idOf, toSeconds } from "@/lib/stripe/shapes";
import { type ItemFacts, itemFacts, itemsOf, phaseItem, type SoldItem } from "@/lib/stripe/subscription-items";
import { type TrialMark, trialMarkOf } from "@/lib/stripe/trials";

/** A subscription in Stripe. The catalogue determines which of its items is the plan: see readSubscription. */
export type SubscriptionAtStripe = {
  id: string;
  customerId: string;
  status: StatusAtStripe | "UNKNOWN";
  /** Stripe's own status, for the log when the status is UNKNOWN. */
  stripeStatus: string;
  /** Everything that it sells, oldest first. Never empty. */
  items: ItemFacts[];
  /** The billing cycle anchor; it keeps the 31st through short months. */
  anchorAt: Date;
  /** When it was created, which may be after its start. */
  createdAt: Date;
  startedAt: Date;
  /** When its latest trial started; null when it had none. */
  trialStartedAt: Date | null;
  trialEndsAt: Date | null;
  /** Whether Stripe charges the saved payment method automatically, or sends invoices for its owner to pay. */
  collection: "AUTOMATIC" | "INVOICE";
  /** While set, Stripe creates invoices and does not collect them; null `resumesAt` means until further notice. */
  collectionPause: { resumesAt: Date | null } | null;
  cancelAtPeriodEnd: boolean;
  cancelAt: Date | null;
  canceledAt: Date | null;
  endedAt: Date | null;
  /** Stripe ended it after its last retry of a payment. */
  endedUnpaid: boolean;
  /** The next phase of its schedule. */
  nextPhase: { at: Date; items: SoldItem[] } | null;
  scheduleId: string | null;
  /** The items of a change that takes effect once its invoice is paid. */
  pendingUpdate: { items: ItemFacts[]; invoiceId: string } | null;
  /** It is charged to a bank account, by a debit that takes days. */
  isPaidByBankDebit: boolean;
  /** The payment method that it is charged to, as its owner knows it; null when Stripe names none. */
  method: { brand: string; last4: string | null } | null;
  /** Of its payment method; see fingerprintOf. */
  methodFingerprint: Uint8Array<ArrayBuffer> | null;
  /** The mark of its trial; null when it did not start with one here. */
  trial: TrialMark | null;
  /** It duplicated another subscription, and was ended for that: see markDuplicate. */
  isDuplicate: boolean;
  /** The user in its metadata; null without any, for example when it was created in the dashboard. */
  namedUserId: string | null;
  /** The customer's running subscriptions, this one among them; null when Stripe did not include all of them. */
  running: RunningSubscription[] | null;
};

/** The subscription's current state in Stripe; null when it does not exist. */
export async function fetchSubscription(stripe: StripeClient, id: string): Promise<SubscriptionAtStripe | null> {
  const subscription = await retrieve(stripe, id);
  if (!subscription) return null;
  const items = await itemsOf(stripe, subscription);
  return reshape(subscription, items, await includedRunning(stripe, subscription));
}

async function retrieve(stripe: StripeClient, id: string): Promise<Stripe.Subscription | null> {
  try {
    return await stripe.subscriptions.retrieve(id, { expand: [...OWN, ...OF_CUSTOMER] });
  } catch (error) {
    if (isStripeMissing(error)) return null;
    if (!isStripeRefusal(error)) throw error;
    // A deleted customer has nothing to expand.
    return stripe.subscriptions.retrieve(id, { expand: OWN });
  }
}

const OWN = ["schedule", "default_payment_method"];
const OF_CUSTOMER = ["customer.invoice_settings.default_payment_method", "customer.subscriptions"];

/** A running subscription, with what determines which of two came first. */
export type RunningSubscription = { id: string; stripePriceIds: string[]; startedAt: Date };

/** The customer's running subscriptions, paid or not, without those whose first payment never succeeded. */
export async function fetchRunning(stripe: StripeClient, customerId: string): Promise<RunningSubscription[]> {
  const { data } = await stripe.subscriptions.list({ customer: customerId, status: "all", limit: 100 });
  return runningAmong(stripe, data);
}

/** The same from an expanded customer, which includes the subscriptions that are not canceled, up to a page of them. */
async function includedRunning(
  stripe: StripeClient,
  { customer }: Stripe.Subscription,
): Promise<RunningSubscription[] | null> {
  const all = typeof customer === "string" || customer.deleted ? null : customer.subscriptions;
  return all && !all.has_more ? runningAmong(stripe, all.data) : null;
}

async function runningAmong(stripe: StripeClient, all: readonly Stripe.Subscription[]): Promise<RunningSubscription[]> {
  const running: RunningSubscription[] = [];
  for (const one of all.filter(({ status }) => !OVER.has(status))) {
    const stripePriceIds = (await itemsOf(stripe, one)).map(({ stripePriceId }) => stripePriceId);
    running.push({ id: one.id, stripePriceIds, startedAt: fromSeconds(one.created) });
  }
  return running;
}

const DUPLICATE = "refill_duplicate";

/** Stores in Stripe why a subscription is about to end, so that it survives a worker that dies before its commit. */
export async function markDuplicate(stripe: StripeClient, id: string): Promise<void> {
  await stripe.subscriptions.update(id, { metadata: { [DUPLICATE]: "true" } });
}

/** Ends a subscription now, without credit for its unused time. Idempotent. */
export async function endSubscription(stripe: StripeClient, id: string): Promise<void> {
  try {
    await stripe.subscriptions.cancel(id, { prorate: false, invoice_now: false });
  } catch (error) {
    if (!isStripeMissing(error)) throw error;
  }
}

/**
 * Sets a subscription to end with its plan's period, at `at`. Of items with separate periods, Stripe would use the one
 * that ends first (docs.stripe.com/changelog/basil/2025-07-30/cancel-at-enums).
 */
export async function endAtPeriodEnd(
  stripe: StripeClient,
  { id, items }: Pick<SubscriptionAtStripe, "id" | "items">,
  at: Date,
): Promise<void> {
  const endTogether = items.every(({ periodEnd }) => periodEnd.getTime() === at.getTime());
  await stripe.subscriptions.update(
    id,
    endTogether ? { cancel_at_period_end: true } : { cancel_at: toSeconds(at), proration_behavior: "none" },
  );
}

/** Undoes a scheduled end in either form: the portal sets cancel_at, the API cancel_at_period_end. */
export async function undoEnd(
  stripe: StripeClient,
  { id, cancelAt, cancelAtPeriodEnd }: Pick<SubscriptionAtStripe, "id" | "cancelAt" | "cancelAtPeriodEnd">,
): Promise<void> {
  if (cancelAtPeriodEnd) await stripe.subscriptions.update(id, { cancel_at_period_end: false });
  else if (cancelAt) await stripe.subscriptions.update(id, { cancel_at: "" });
}

/**
 * Resumes a paused subscription with a new period from now, once that is paid
 * (docs.stripe.com/billing/subscriptions/pause#resume-subscriptions).
 */
export async function resumePaused(
  stripe: StripeClient,
  id: string,
): Promise<{ isPaid: boolean; invoiceUrl: string | null }> {
  const { status, latest_invoice: invoice } = await stripe.subscriptions.resume(id, {
    billing_cycle_anchor: { type: "now" },
    expand: ["latest_invoice"],
  });
  const invoiceUrl = typeof invoice === "object" ? (invoice?.hosted_invoice_url ?? null) : null;
  return { isPaid: status === "active", invoiceUrl };
}

const OVER: ReadonlySet<string> = new Set(["incomplete", "incomplete_expired", "canceled"]);

function reshape(
  subscription: Stripe.Subscription,
  items: ItemFacts[],
  running: RunningSubscription[] | null,
): SubscriptionAtStripe {
  if (items.length === 0) throw new Error(`Stripe's subscription ${subscription.id} has no item.`);
  const method = methodOf(subscription);
  return {
    id: subscription.id,
    customerId: idOf(subscription.customer) ?? "",
    status: own(STATUSES, subscription.status) ?? "UNKNOWN",
    stripeStatus: subscription.status,
    items: [...items].sort(oldestFirst),
    anchorAt: fromSeconds(subscription.billing_cycle_anchor),
    createdAt: fromSeconds(subscription.created),
    startedAt: fromSeconds(subscription.start_date),
    trialStartedAt: fromSecondsOrNull(subscription.trial_start),
    trialEndsAt: fromSecondsOrNull(subscription.trial_end),
    collection: subscription.collection_method === "send_invoice" ? "INVOICE" : "AUTOMATIC",
    collectionPause: subscription.pause_collection && {
      resumesAt: fromSecondsOrNull(subscription.pause_collection.resumes_at ?? null),
    },
    cancelAtPeriodEnd: subscription.cancel_at_period_end,
    cancelAt: fromSecondsOrNull(subscription.cancel_at),
    canceledAt: fromSecondsOrNull(subscription.canceled_at),
    endedAt: fromSecondsOrNull(subscription.ended_at),
    endedUnpaid: subscription.ended_at !== null && subscription.cancellation_details?.reason === "payment_failed",
    nextPhase: nextPhaseOf(subscription.schedule),
    scheduleId: idOf(subscription.schedule),
    isPaidByBankDebit: BANK_DEBITS.has(method?.type ?? ""),
    method: method && namedMethod(method),
    methodFingerprint: fingerprintOf(method),
    trial: trialMarkOf(subscription.metadata),
    isDuplicate: subscription.metadata[DUPLICATE] === "true",
    namedUserId: subscription.metadata.refill_user ?? null,
    pendingUpdate: pendingUpdateOf(subscription),
    running,
  };
}

/** Stripe guarantees no order. Items created at the same time, as by Checkout, are sorted by their ids. */
function oldestFirst(a: ItemFacts, b: ItemFacts): number {
  return a.createdAt.getTime() - b.createdAt.getTime() || (a.id < b.id ? -1 : 1);
}

/** The subscription's own payment method takes precedence over the customer's default. */
function methodOf({ default_payment_method: own, customer }: Stripe.Subscription): Stripe.PaymentMethod | null {
  const fallback =
    typeof customer === "string" || customer.deleted ? null : customer.invoice_settings.default_payment_method;
  const method = own ?? fallback;
  return typeof method === "object" ? method : null;
}

/** The bank account methods that the list in docs.stripe.com/billing/subscriptions/pending-updates leaves out. */
const BANK_DEBITS: ReadonlySet<string> = new Set([
  "acss_debit",
  "au_becs_debit",
  "bacs_debit",
  "nz_bank_account",
  "sepa_debit",
  "us_bank_account",
]);

function pendingUpdateOf({
  pending_update: pending,
  latest_invoice: invoice,
}: Stripe.Subscription): SubscriptionAtStripe["pendingUpdate"] {
  const items = (pending?.subscription_items ?? []).map(itemFacts);
  const invoiceId = idOf(invoice);
  return items.length > 0 && invoiceId ? { items, invoiceId } : null;
}

/** The next phase of a running schedule. */
function nextPhaseOf(schedule: Stripe.Subscription["schedule"]): SubscriptionAtStripe["nextPhase"] {
  if (!schedule || typeof schedule === "string" || !schedule.current_phase) return null;
  const { end_date } = schedule.current_phase;
  const next = schedule.phases.find((phase) => phase.start_date >= end_date);
  return next ? { at: fromSeconds(next.start_date), items: next.items.map(phaseItem) } : null;
}

// Stripe may add statuses at any time: an unlisted one gives no entitlement.
const STATUSES = {
  incomplete: "INCOMPLETE",
  incomplete_expired: "INCOMPLETE_EXPIRED",
  trialing: "TRIALING",
  active: "ACTIVE",
  past_due: "PAST_DUE",
  unpaid: "UNPAID",
  paused: "PAUSED",
  canceled: "CANCELED",
} as const;

type StatusAtStripe = (typeof STATUSES)[keyof typeof STATUSES];
