import type { Tables } from "../core/store/tables";
import type { Tx } from "../core/store/tx";
import type { Decline } from "../payments/cards";
import { attemptIntent, createIntent } from "../payments/intents";
import { linkPayment, markPaid, markPaymentPaid, paymentOf } from "./draft";
import { planRetry } from "./dunning";
import { cancelPayment } from "./unapply";

type Invoice = Tables["invoice"];

export type Collection =
  | { kind: "paid" }
  | { kind: "declined"; decline: Decline; charge: string | null; intent: string }
  /** A bank debit is pending; see ../payments/arrival.ts. */
  | { kind: "processing"; intent: string }
  | { kind: "requires_action"; intent: string }
  | { kind: "no_payment_method" };

export interface CollectInput {
  method?: string;
  offSession: boolean;
  /** The invoice page, which the buyer is on: a challenge sends them back there, and is no failure yet. */
  returnUrl?: string | null;
  /** A person's attempt is not one of the scheduled ones. */
  isScheduled: boolean;
}

/** Tries to collect an open invoice once, and carries the outcome to its subscription. */
export function collectInvoice(tx: Tx, id: string, input: CollectInput): Collection {
  const invoice = tx.need("invoice", id);
  if (invoice.amount_due === 0) {
    settleInvoice(tx, id);
    return { kind: "paid" };
  }
  const method = input.method ?? methodFor(tx, invoice);
  if (method === null) {
    countAttempt(tx, id, input.isScheduled);
    attemptFailed(tx, id, input.isScheduled);
    return { kind: "no_payment_method" };
  }
  const payment = paymentOf(tx, id) ?? linkPayment(tx, invoice, intentFor(tx, invoice).id);
  const intent = payment.payment.payment_intent ?? "";
  // A pending bank debit is not collected twice.
  if (tx.get("payment_intent", intent)?.status === "processing") return { kind: "processing", intent };
  const attempt = attemptIntent(tx, intent, {
    method,
    offSession: input.offSession,
    returnUrl: input.returnUrl ?? null,
  });
  if (attempt.kind === "requires_action" && input.returnUrl) return { kind: "requires_action", intent };
  countAttempt(tx, id, input.isScheduled);
  switch (attempt.kind) {
    case "succeeded":
      settleInvoice(tx, id);
      return { kind: "paid" };
    case "processing":
      awaitMoney(tx, id);
      return { kind: "processing", intent };
    case "authorized":
      throw new Error(`invoice ${id} is collected by an intent that is captured by hand`);
    case "requires_action":
      tx.emit("invoice.payment_action_required", "invoice", id);
      attemptFailed(tx, id, input.isScheduled);
      return { kind: "requires_action", intent };
    case "declined":
      attemptFailed(tx, id, input.isScheduled);
      return { kind: "declined", decline: attempt.decline, charge: attempt.charge?.id ?? null, intent };
  }
}

/**
 * The first attempt always counts, whether it pays, fails or is pending; after it only scheduled ones count. Source:
 * `attempt_count` in https://docs.stripe.com/api/invoices/object
 */
export function countAttempt(tx: Tx, id: string, isScheduled: boolean): void {
  const { attempt_count: before } = tx.need("invoice", id);
  const isCounted = before === 0 || isScheduled;
  tx.patch("invoice", id, { attempt_count: isCounted ? before + 1 : before, attempted: true });
}

/** By its own payment, by one that was attached, outside of Stripe, or because nothing was left to pay. */
export type PaidBy = "payment" | Tables["invoice_payment"] | "out_of_band" | "nothing";

/**
 * The invoice is paid: sends the events in Stripe's order and reactivates a subscription that waited for this. What
 * was paid out of band sends no invoice.payment_succeeded. Source: the events' descriptions in https://docs.stripe.com/api/events/types
 */
export function settleInvoice(tx: Tx, id: string, paidBy: PaidBy = "payment"): void {
  markPaid(tx, id);
  const payment = typeof paidBy === "string" ? (paidBy === "payment" ? paymentOf(tx, id) : undefined) : paidBy;
  if (payment !== undefined) markPaymentPaid(tx, payment);
  cancelPayment(tx, id);
  tx.emitUpdate("invoice.updated", "invoice", id);
  tx.emit("invoice.paid", "invoice", id);
  if (paidBy !== "out_of_band") tx.emit("invoice.payment_succeeded", "invoice", id);
  if (payment !== undefined) tx.emit("invoice_payment.paid", "invoice_payment", payment.id);
  tx.reactions.invoicePaid(tx, id);
}

export function subscriptionOf(tx: Tx, invoice: Invoice): Tables["subscription"] | undefined {
  return tx.get("subscription", invoice.parent?.subscription_details?.subscription ?? "");
}

/** The subscription's own method comes before the customer's default. */
export function methodFor(tx: Tx, invoice: Invoice): string | null {
  const customer = tx.get("customer", invoice.customer ?? "");
  const wanted = [
    invoice.default_payment_method,
    subscriptionOf(tx, invoice)?.default_payment_method ?? null,
    customer?.invoice_settings.default_payment_method ?? null,
  ];
  return wanted.find((id) => id !== null && tx.get("payment_method", id)?.customer === invoice.customer) ?? null;
}

/** The intent that collects this invoice, created when first needed. */
export function intentFor(tx: Tx, invoice: Invoice): Tables["payment_intent"] {
  const isFirst = invoice.billing_reason === "subscription_create";
  return createIntent(tx, {
    amount: invoice.amount_remaining,
    currency: invoice.currency,
    customer: invoice.customer,
    description: isFirst ? "Subscription creation" : "Subscription update",
    metadata: {},
    receiptEmail: null,
    setupFutureUsage: isFirst ? "off_session" : null,
    paymentMethod: null,
    captureMethod: "automatic",
  });
}

/** A subscription does not wait the days a bank debit takes; the invoice stays open until it settles. */
export function awaitMoney(tx: Tx, id: string): void {
  tx.unschedule("invoice.retry", id);
  const invoice = tx.patch("invoice", id, { attempted: true, next_payment_attempt: null });
  tx.emitUpdate("invoice.updated", "invoice", id);
  const subscription = subscriptionOf(tx, invoice);
  if (subscription?.status !== "incomplete") return;
  tx.patch("subscription", subscription.id, { status: "active" });
  tx.unschedule("subscription.incomplete_expires", subscription.id);
  tx.emitUpdate("customer.subscription.updated", "subscription", subscription.id);
}

/** A counted attempt failed. */
export function attemptFailed(tx: Tx, id: string, isScheduled: boolean): void {
  const invoice = tx.need("invoice", id);
  // Checkout's own payment of a first invoice is not counted until it comes back.
  const count = Math.max(1, invoice.attempt_count);
  const subscription = subscriptionOf(tx, invoice);
  const isFirst = invoice.billing_reason === "subscription_create" && subscription?.status === "incomplete";
  // The invoice of a pending change or a resumption is not retried: it is voided after 23 hours.
  const isWaitedFor =
    subscription?.latest_invoice === id && (subscription.pending_update !== null || subscription.status === "paused");
  const plan = isFirst || isWaitedFor ? null : planRetry(tx, id, count, isScheduled);
  tx.patch("invoice", id, {
    attempt_count: count,
    attempted: true,
    auto_advance: plan !== null,
    next_payment_attempt: plan,
  });
  tx.emit("invoice.payment_failed", "invoice", id);
  tx.emitUpdate("invoice.updated", "invoice", id);
  if (isWaitedFor || subscription === undefined || subscription.status !== "active") return;
  tx.patch("subscription", subscription.id, { status: "past_due" });
  tx.emitUpdate("customer.subscription.updated", "subscription", subscription.id);
}
