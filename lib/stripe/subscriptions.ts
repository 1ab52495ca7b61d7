import type Stripe from "stripe";
import { own } from "@/lib/own";
import type { StripeClient } from "@/lib/stripe/client";
import { isStripeMissing, isStripeRefusal } from "@/lib/stripe/errors";
import { fingerprintOf } from "@/lib/stripe/fingerprint";
import { fromSeconds, fromSecondsOrNull, idOf } from "@/lib/stripe/shapes";
import { type TrialMark, trialMarkOf } from "@/lib/stripe/trials";

export type SubscriptionFacts = {
  id: string;
  customerId: string;
  status:
    | "INCOMPLETE"
    | "INCOMPLETE_EXPIRED"
    | "TRIALING"
    | "ACTIVE"
    | "PAST_DUE"
    | "UNPAID"
    | "PAUSED"
    | "CANCELED"
    | "UNKNOWN";
  /** Stripe's own word, for the log when the status is UNKNOWN. */
  stripeStatus: string;
  itemId: string;
  stripePriceId: string;
  /** Where periods are cut from; keeps the 31st through short months. */
  anchorAt: Date;
  startedAt: Date;
  currentPeriodStart: Date;
  currentPeriodEnd: Date;
  /** When its latest trial began; null when it had none. */
  trialStartedAt: Date | null;
  trialEndsAt: Date | null;
  /** Whether Stripe charges the saved method by itself, or sends invoices for its owner to pay. */
  collection: "AUTOMATIC" | "INVOICE";
  /** While set, Stripe makes invoices and asks nobody to pay them; null `resumesAt` is until further notice. */
  collectionPause: { resumesAt: Date | null } | null;
  cancelAtPeriodEnd: boolean;
  cancelAt: Date | null;
  canceledAt: Date | null;
  endedAt: Date | null;
  /** The change of price that a schedule will make next. */
  scheduledChange: { stripePriceId: string; at: Date } | null;
  scheduleId: string | null;
  /** A change that is made once its invoice is paid. */
  pendingChange: { stripePriceId: string; invoiceId: string } | null;
  /** What it is charged to is a bank account, by a debit that takes days. */
  isPaidByBankDebit: boolean;
  /** Of what it is charged to, as fingerprintOf says. */
  methodFingerprint: Uint8Array<ArrayBuffer> | null;
  /** What is noted of its trial; null when it did not begin with one here. */
  trial: TrialMark | null;
  /** It came second to another one, and was ended for it: see markDuplicate. */
  isDuplicate: boolean;
  /** Whose it is as its maker said; null where nothing was said, as of one made in the dashboard. */
  namedUserId: string | null;
};

/** The subscription as it stands at Stripe now; null when Stripe has none by that id. */
export async function fetchSubscription(stripe: StripeClient, id: string): Promise<SubscriptionFacts | null> {
  try {
    return reshape(await stripe.subscriptions.retrieve(id, { expand: [...OWN, OF_CUSTOMER] }));
  } catch (error) {
    if (isStripeMissing(error)) return null;
    if (!isStripeRefusal(error)) throw error;
    // A customer that was deleted has no settings to expand.
    return reshape(await stripe.subscriptions.retrieve(id, { expand: OWN }));
  }
}

const OWN = ["schedule", "default_payment_method"];
const OF_CUSTOMER = "customer.invoice_settings.default_payment_method";

/** A subscription that goes on, with what tells which of two came first. */
export type RunningSubscription = { id: string; stripePriceId: string; startedAt: Date };

/** The customer's subscriptions that go on, paid or not. One whose first payment never came is not among them. */
export async function fetchRunning(stripe: StripeClient, customerId: string): Promise<RunningSubscription[]> {
  const { data } = await stripe.subscriptions.list({ customer: customerId, status: "all", limit: 100 });
  return data
    .filter((one) => !OVER.has(one.status))
    .map(({ id, items, created }) => ({
      id,
      stripePriceId: items.data[0]?.price.id ?? "",
      startedAt: fromSeconds(created),
    }));
}

const DUPLICATE = "refill_duplicate";

/** Notes at Stripe why a subscription is about to end, where the note outlives a worker that dies before its commit. */
export async function markDuplicate(stripe: StripeClient, id: string): Promise<void> {
  await stripe.subscriptions.update(id, { metadata: { [DUPLICATE]: "true" } });
}

/** Ends a subscription now; nothing is credited for its unused time. One that has ended already is left as it is. */
export async function endSubscription(stripe: StripeClient, id: string): Promise<void> {
  try {
    await stripe.subscriptions.cancel(id, { prorate: false, invoice_now: false });
  } catch (error) {
    if (!isStripeMissing(error)) throw error;
  }
}

/** Lets a subscription end with the period that is paid for. */
export async function endAtPeriodEnd(stripe: StripeClient, id: string): Promise<void> {
  await stripe.subscriptions.update(id, { cancel_at_period_end: true });
}

/** Takes back the end that is planned, whichever way it was: the portal sets cancel_at, the API cancel_at_period_end. */
export async function undoEnd(
  stripe: StripeClient,
  { id, cancelAt, cancelAtPeriodEnd }: Pick<SubscriptionFacts, "id" | "cancelAt" | "cancelAtPeriodEnd">,
): Promise<void> {
  if (cancelAtPeriodEnd) await stripe.subscriptions.update(id, { cancel_at_period_end: false });
  else if (cancelAt) await stripe.subscriptions.update(id, { cancel_at: "" });
}

/**
 * Lets a paused subscription go on from now, with a period of its own, once that is paid
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

/** Whether the customer has a subscription that goes on, paid or not. One whose first payment never came is not among them. */
export async function hasRunningSubscription(stripe: StripeClient, customerId: string): Promise<boolean> {
  return (await fetchRunning(stripe, customerId)).length > 0;
}

const OVER: ReadonlySet<string> = new Set(["incomplete", "incomplete_expired", "canceled"]);

function reshape(subscription: Stripe.Subscription): SubscriptionFacts {
  const item = subscription.items.data[0];
  if (!item) throw new Error(`Stripe's subscription ${subscription.id} has no item.`);
  return {
    id: subscription.id,
    customerId: idOf(subscription.customer) ?? "",
    status: own(STATUSES, subscription.status) ?? "UNKNOWN",
    stripeStatus: subscription.status,
    itemId: item.id,
    stripePriceId: item.price.id,
    anchorAt: fromSeconds(subscription.billing_cycle_anchor),
    startedAt: fromSeconds(subscription.start_date),
    // Periods stand on the items since API 2025-03-31.basil.
    currentPeriodStart: fromSeconds(item.current_period_start),
    currentPeriodEnd: fromSeconds(item.current_period_end),
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
    scheduledChange: scheduledChangeOf(subscription.schedule, item.price.id),
    scheduleId: idOf(subscription.schedule),
    isPaidByBankDebit: BANK_DEBITS.has(methodOf(subscription)?.type ?? ""),
    methodFingerprint: fingerprintOf(methodOf(subscription)),
    trial: trialMarkOf(subscription.metadata),
    isDuplicate: subscription.metadata[DUPLICATE] === "true",
    namedUserId: subscription.metadata.refill_user ?? null,
    pendingChange: pendingChangeOf(subscription),
  };
}

/** The subscription's own method comes before the customer's default. */
function methodOf({ default_payment_method: own, customer }: Stripe.Subscription): Stripe.PaymentMethod | null {
  const fallback =
    typeof customer === "string" || customer.deleted ? null : customer.invoice_settings.default_payment_method;
  const method = own ?? fallback;
  return typeof method === "object" ? method : null;
}

/** The methods for bank accounts that the list of docs.stripe.com/billing/subscriptions/pending-updates leaves out. */
const BANK_DEBITS: ReadonlySet<string> = new Set([
  "acss_debit",
  "au_becs_debit",
  "bacs_debit",
  "nz_bank_account",
  "sepa_debit",
  "us_bank_account",
]);

function pendingChangeOf({
  pending_update: pending,
  latest_invoice: invoice,
}: Stripe.Subscription): SubscriptionFacts["pendingChange"] {
  const stripePriceId = pending?.subscription_items?.[0]?.price.id;
  const invoiceId = idOf(invoice);
  return stripePriceId && invoiceId ? { stripePriceId, invoiceId } : null;
}

/** The next phase of a schedule that is running, when it sells at another price. */
function scheduledChangeOf(
  schedule: Stripe.Subscription["schedule"],
  stripePriceId: string,
): SubscriptionFacts["scheduledChange"] {
  if (!schedule || typeof schedule === "string" || !schedule.current_phase) return null;
  const { end_date } = schedule.current_phase;
  const next = schedule.phases.find((phase) => phase.start_date >= end_date);
  const nextPriceId = idOf(next?.items[0]?.price);
  if (!next || !nextPriceId || nextPriceId === stripePriceId) return null;
  return { stripePriceId: nextPriceId, at: fromSeconds(next.start_date) };
}

// Stripe may add statuses at any time: the type is open, and what is not listed gives no entitlement.
const STATUSES: Partial<Record<string, SubscriptionFacts["status"]>> = {
  incomplete: "INCOMPLETE",
  incomplete_expired: "INCOMPLETE_EXPIRED",
  trialing: "TRIALING",
  active: "ACTIVE",
  past_due: "PAST_DUE",
  unpaid: "UNPAID",
  paused: "PAUSED",
  canceled: "CANCELED",
};
