import { requirePriceIn } from "../catalogue/price-currency";
import { redeem } from "../catalogue/redeem";
import { newId } from "../core/ids";
import type { Tables } from "../core/store/tables";
import type { Tx } from "../core/store/tx";
import { lineOfItem, linkPayment, markPaid, markPaymentPaid, openInvoice } from "../invoices/draft";
import type { InvoiceLine } from "../invoices/objects/invoice";
import { createOneOff } from "../invoices/one-off";
import { attachQuietly, behaviourBehind } from "../payments/attach";
import { buildSetupIntent } from "../payments/objects/setup-intent";
import { firstInvoice, subscribe } from "../subscriptions/subscribe";
import { offerOnSession } from "./edit";
import { oneTimeInvoice, tellPaidInvoice } from "./one-time-invoice";

const day = 86_400;

type Session = Tables["checkout_session"];

/** The payment succeeded or is pending: creates what was bought, then completes the session. Returns the id of its event. */
export function completePaid(tx: Tx, id: string, intentId: string): string {
  const session = tx.need("checkout_session", id);
  const intent = tx.need("payment_intent", intentId);
  const isPaid = intent.status === "succeeded";
  if (session.mode === "payment") {
    redeemForSession(tx, session, intent.customer);
    const invoice = isPaid && session.invoice_creation?.enabled ? oneTimeInvoice(tx, session, intent) : null;
    return finish(tx, session, {
      customer: intent.customer,
      payment_intent: intentId,
      invoice,
      payment_status: isPaid ? "paid" : "unpaid",
    });
  }
  const subscription = startSubscription(tx, session, intent.customer ?? "", intent.payment_method, null);
  const draft = firstInvoice(tx, subscription, { extras: boughtOnce(tx, session, subscription), sweeps: false });
  const invoice = openInvoice(tx, draft.id);
  const payment = linkPayment(tx, invoice, intentId);
  if (!isPaid) return completeUnpaid(tx, session, subscription, draft.id);
  markPaid(tx, draft.id);
  markPaymentPaid(tx, payment);
  // The events of the active subscription and the paid invoice come before the session's.
  tx.emit("customer.subscription.created", "subscription", subscription.id);
  tellPaidInvoice(tx, draft.id);
  tx.emit("invoice_payment.paid", "invoice_payment", payment.id);
  return finish(tx, session, {
    customer: subscription.customer,
    invoice: draft.id,
    subscription: subscription.id,
    payment_status: "paid",
  });
}

/** A pending bank debit: the subscription is active, its invoice open, and the session completes unpaid. */
function completeUnpaid(tx: Tx, session: Session, subscription: Tables["subscription"], invoice: string): string {
  tx.patch("invoice", invoice, { attempted: true });
  tx.emit("customer.subscription.created", "subscription", subscription.id);
  tx.emit("invoice.created", "invoice", invoice);
  tx.emit("invoice.finalized", "invoice", invoice);
  return finish(tx, session, {
    customer: subscription.customer,
    invoice,
    subscription: subscription.id,
    payment_status: "unpaid",
  });
}

export type FreeOutcome = { kind: "completed"; event: string } | { kind: "declined"; message: string };

/** Nothing to pay now (a trial, a coupon for all of it): a card is set up for later if one was asked for. */
export function completeFree(tx: Tx, id: string, customer: string | null, method: string | null): FreeOutcome {
  const session = tx.need("checkout_session", id);
  if (session.mode === "payment") {
    redeemForSession(tx, session, customer);
    return { kind: "completed", event: finish(tx, session, { customer, payment_status: "no_payment_required" }) };
  }
  const owner = customer ?? "";
  const refusal = method === null ? null : setUp(tx, owner, method);
  if (refusal !== null) return { kind: "declined", message: refusal };
  const subscription = startSubscription(tx, session, owner, method, null);
  const draft = firstInvoice(tx, subscription, { extras: boughtOnce(tx, session, subscription), sweeps: false });
  openInvoice(tx, draft.id);
  markPaid(tx, draft.id);
  tx.emit("customer.subscription.created", "subscription", subscription.id);
  tellPaidInvoice(tx, draft.id);
  const event = finish(tx, session, {
    customer: owner,
    invoice: draft.id,
    subscription: subscription.id,
    payment_status: "no_payment_required",
  });
  return { kind: "completed", event };
}

/** Sets a method up for later charges; returns the bank's message if it declines. */
function setUp(tx: Tx, customer: string, method: string): string | null {
  const refusal = behaviourBehind(tx, method).attach;
  const setup = tx.put(
    "setup_intent",
    buildSetupIntent({
      id: newId("seti"),
      created: tx.now,
      customer,
      description: null,
      metadata: {},
      paymentMethod: method,
      usage: "off_session",
    }),
  );
  tx.emit("setup_intent.created", "setup_intent", setup.id);
  if (refusal !== null) {
    tx.patch("setup_intent", setup.id, {
      status: "requires_payment_method",
      payment_method: null,
      last_setup_error: {
        code: refusal.code,
        decline_code: refusal.declineCode,
        message: refusal.message,
        type: "card_error",
      },
    });
    tx.emit("setup_intent.setup_failed", "setup_intent", setup.id);
    return refusal.message;
  }
  tx.patch("vault", method, { authenticated: true });
  tx.patch("setup_intent", setup.id, { status: "succeeded" });
  tx.emit("setup_intent.succeeded", "setup_intent", setup.id);
  attachQuietly(tx, method, customer);
  return null;
}

function startSubscription(
  tx: Tx,
  session: Session,
  customer: string,
  method: string | null,
  setupIntent: string | null,
): Tables["subscription"] {
  const plan = tx.need("checkout_plan", session.id);
  const trialEnd = plan.trialEnd ?? (plan.trialPeriodDays === null ? null : tx.now + plan.trialPeriodDays * day);
  return subscribe(tx, {
    customer,
    items: plan.lineItems.flatMap((item) =>
      item.price?.recurring && item.quantity !== 0
        ? [{ price: item.price, quantity: item.quantity ?? 1, metadata: item.metadata ?? {} }]
        : [],
    ),
    currency: session.currency ?? undefined,
    discounts: ({ id }) => {
      const offer = offerOnSession(tx, session.id);
      return offer === null ? [] : [redeem(tx, offer, customer, { subscription: id }).id];
    },
    status: "active",
    trialEnd,
    trialMissingPaymentMethod: plan.trialMissingPaymentMethod ?? "create_invoice",
    cancelAt: null,
    cancelAtPeriodEnd: false,
    defaultPaymentMethod: method,
    description: plan.subscriptionDescription,
    metadata: plan.subscriptionMetadata,
    pendingSetupIntent: setupIntent,
    saveDefaultPaymentMethod: "off",
  });
}

/** What is bought once beside the subscription, as lines of its first invoice. */
function boughtOnce(tx: Tx, session: Session, subscription: Tables["subscription"]): InvoiceLine[] {
  return tx
    .need("checkout_plan", session.id)
    .lineItems.filter((item) => !item.price?.recurring && item.quantity !== 0)
    .map((item) => {
      const price = item.price === null ? null : requirePriceIn(tx, item.price, item.currency, "line_items");
      const made = createOneOff(
        tx,
        { description: item.description ?? "Item", quantity: item.quantity ?? 1, pricing: { price: price?.id } },
        {
          customer: subscription.customer,
          currency: item.currency,
          invoice: null,
          subscription: subscription.id,
          name: "line_items",
        },
      );
      tx.emit("invoiceitem.created", "invoiceitem", made.id);
      return lineOfItem(made);
    });
}

function redeemForSession(tx: Tx, session: Session, customer: string | null): void {
  const offer = offerOnSession(tx, session.id);
  if (offer !== null) redeem(tx, offer, customer, { checkoutSession: session.id });
}

function finish(tx: Tx, session: Session, outcome: Partial<Session>): string {
  tx.put("checkout_session", { ...session, ...outcome, status: "complete", url: null });
  tx.unschedule("checkout.expire", session.id);
  return tx.emit("checkout.session.completed", "checkout_session", session.id).id;
}
