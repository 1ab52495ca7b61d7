import type Stripe from "stripe";
import type { StripeClient } from "@/lib/stripe/client";
import { idOf } from "@/lib/stripe/shapes";

export type ChangeKind = "subscription" | "checkout" | "payment" | "customer";

/** An object that may have changed in Stripe; its sync verb reads the current state. */
export type Change = {
  kind: ChangeKind;
  id: string;
  /** Null where Stripe does not say: refunds and disputes only name their payment. */
  customerId: string | null;
};

/** How long Stripe keeps events (docs.stripe.com/api/events). */
export const EVENTS_KEPT_MS = 30 * 86_400_000;

/** The lists that are read, in this order. */
export const LISTS = [
  "subscriptions",
  "invoices",
  "Checkout sessions",
  "payments",
  "refunds",
  "disputes",
  "credit notes",
  "events",
] as const;

/**
 * Changes in Stripe since then, list by list and page by page: from events, delivered or not, and from lists of created
 * objects, which go further back than events are kept. When events do not go back far enough, all subscriptions are
 * listed. The same object may appear more than once.
 */
export function changesSince(
  stripe: StripeClient,
  since: Date,
  now: Date,
): Record<(typeof LISTS)[number], () => AsyncGenerator<Change[]>> {
  const created = { gte: Math.floor(since.getTime() / 1000) };
  const eventsReach = now.getTime() - since.getTime() <= EVENTS_KEPT_MS;
  const ofAge = eventsReach ? { created } : {};
  return {
    subscriptions: () => changes((page) => stripe.subscriptions.list({ ...page, ...ofAge, status: "all" })),
    invoices: () => changes((page) => stripe.invoices.list({ ...page, created })),
    "Checkout sessions": () => changes((page) => stripe.checkout.sessions.list({ ...page, created })),
    payments: () => changes((page) => stripe.paymentIntents.list({ ...page, created })),
    refunds: () => changes((page) => stripe.refunds.list({ ...page, created })),
    disputes: () => changes((page) => stripe.disputes.list({ ...page, created })),
    "credit notes": () => changes((page) => stripe.creditNotes.list({ ...page, created, expand: ["data.invoice"] })),
    events: () =>
      changes(async (page) => {
        const { data, has_more } = await stripe.events.list({ ...page, created });
        return { data: data.map((event) => ({ id: event.id, inside: toldOf(event) })), has_more };
      }),
  };
}

type Page = { limit: number; starting_after?: string };
type Row = { id: string; inside?: unknown };

/** The changes on each page of a list, newest first as in all of Stripe's lists. */
async function* changes(list: (page: Page) => Promise<{ data: Row[]; has_more: boolean }>): AsyncGenerator<Change[]> {
  for (let after: string | undefined; ; ) {
    const { data, has_more } = await list({ limit: 100, ...(after !== undefined && { starting_after: after }) });
    yield data.flatMap((row) => changeOf((row.inside ?? row) as Listed) ?? []);
    after = data.at(-1)?.id;
    if (!has_more || after === undefined) return;
  }
}

/** The event of a detached payment method names its customer only in its previous attributes. */
function toldOf({ data }: Stripe.Event): unknown {
  const before = data.previous_attributes as { customer?: unknown } | undefined;
  return before?.customer === undefined ? data.object : { customer: before.customer, ...nonNull(data.object) };
}

function nonNull(object: object): object {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== null));
}

type Listed =
  | Stripe.Subscription
  | Stripe.SubscriptionSchedule
  | Stripe.Invoice
  | Stripe.Checkout.Session
  | Stripe.PaymentIntent
  | Stripe.Charge
  | Stripe.Refund
  | Stripe.Dispute
  | Stripe.CreditNote
  | Stripe.Customer
  | Stripe.PaymentMethod;

/** The kind and id of an object's sync: an invoice is synced with its subscription, a refund with its payment. */
function changeOf(object: Listed): Change | null {
  switch (object.object) {
    case "subscription":
      return change("subscription", object.id, object.customer);
    case "subscription_schedule":
      return change("subscription", idOf(object.subscription) ?? object.released_subscription, object.customer);
    case "invoice":
      return change("subscription", idOf(object.parent?.subscription_details?.subscription), object.customer);
    case "checkout.session":
      return change("checkout", object.id, object.customer);
    case "payment_intent":
      return change("payment", object.id, object.customer);
    case "charge":
      return change("payment", idOf(object.payment_intent), object.customer);
    case "refund":
    case "dispute":
      return change("payment", idOf(object.payment_intent), null);
    case "credit_note":
      return change("subscription", subscriptionOf(object.invoice), object.customer);
    case "customer":
      return change("customer", object.id, object.id);
    case "payment_method":
      return change("customer", idOf(object.customer), object.customer);
    default:
      return null;
  }
}

/** A credit note's event only has its invoice's id; the invoice has an event of its own. */
function subscriptionOf(invoice: Stripe.CreditNote["invoice"]): string | null {
  return typeof invoice === "string" ? null : idOf(invoice.parent?.subscription_details?.subscription);
}

type Reference = string | { id: string } | null | undefined;

function change(kind: ChangeKind, id: string | null | undefined, customer: Reference): Change | null {
  return id ? { kind, id, customerId: idOf(customer) } : null;
}
