import type Stripe from "stripe";
import type { StripeClient } from "@/lib/stripe/client";
import { idOf } from "@/lib/stripe/shapes";

export type ChangeKind = "subscription" | "checkout" | "payment" | "customer";

/** Something that may have changed at Stripe; what became of it is for its sync verb to ask. */
export type Change = {
  kind: ChangeKind;
  id: string;
  /** Null where Stripe does not say: refunds and disputes name their payment only. */
  customerId: string | null;
};

/** Stripe keeps events so long (docs.stripe.com/api/events). */
export const EVENTS_KEPT_MS = 30 * 86_400_000;

/** What is listed, in this order. */
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
 * What changed at Stripe since then, list by list and page by page: what events tell of, delivered or not, and what was
 * made, which goes further back than events are kept. Subscriptions are listed whole where events do not reach. The same
 * thing comes more than once.
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

/** The changes on each page of a list, newest first as all of Stripe's are. */
async function* changes(list: (page: Page) => Promise<{ data: Row[]; has_more: boolean }>): AsyncGenerator<Change[]> {
  for (let after: string | undefined; ; ) {
    const { data, has_more } = await list({ limit: 100, ...(after !== undefined && { starting_after: after }) });
    yield data.flatMap((row) => changeOf((row.inside ?? row) as Listed) ?? []);
    after = data.at(-1)?.id;
    if (!has_more || after === undefined) return;
  }
}

/** A payment method that was taken off names its customer only as it was before. */
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

/** Which verb to call for an object, and with what: an invoice counts for its subscription, a refund for its payment. */
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

/** An event names the invoice of a credit note by its id; then another event tells of the invoice itself. */
function subscriptionOf(invoice: Stripe.CreditNote["invoice"]): string | null {
  return typeof invoice === "string" ? null : idOf(invoice.parent?.subscription_details?.subscription);
}

type Reference = string | { id: string } | null | undefined;

function change(kind: ChangeKind, id: string | null | undefined, customer: Reference): Change | null {
  return id ? { kind, id, customerId: idOf(customer) } : null;
}
