import { invalid } from "../core/api/errors";
import type { Tables } from "../core/store/tables";
import type { Tx } from "../core/store/tx";
import { collectInvoice, intentFor, methodFor } from "../invoices/collect";
import { linkPayment, markPaid, openInvoice } from "../invoices/draft";
import { refusalFor } from "./change";
import { type FirstInvoiceInput, firstInvoice, type SubscribeInput, subscribe } from "./subscribe";

const incompleteSeconds = 23 * 3600;
const draftSeconds = 3600;

export interface ApiSubscribeInput extends SubscribeInput {
  behavior: "allow_incomplete" | "default_incomplete" | "error_if_incomplete" | "pending_if_incomplete";
  offSession: boolean;
  prorationBehavior: FirstInvoiceInput["behavior"];
}

/**
 * `POST /v1/subscriptions`: the subscription starts incomplete and becomes active with its first payment; unpaid, it
 * expires after 23 hours.
 */
export function createByApi(tx: Tx, input: ApiSubscribeInput): Tables["subscription"] {
  if (input.collectionMethod === "send_invoice") return createToBeSent(tx, input);
  const subscription = subscribe(tx, input);
  const draft = firstInvoice(tx, subscription, { behavior: input.prorationBehavior });
  const invoice = openInvoice(tx, draft.id);
  if (invoice.amount_due === 0) {
    if (subscription.status === "incomplete") tx.patch("subscription", subscription.id, { status: "active" });
    markPaid(tx, invoice.id);
    tellCreated(tx, subscription.id, invoice.id);
    tx.emit("invoice.paid", "invoice", invoice.id);
    tx.emit("invoice.payment_succeeded", "invoice", invoice.id);
    return tx.need("subscription", subscription.id);
  }
  tx.schedule("subscription.incomplete_expires", subscription.id, tx.now + incompleteSeconds);
  tellCreated(tx, subscription.id, invoice.id);
  if (input.behavior === "default_incomplete") {
    linkPayment(tx, invoice, intentFor(tx, invoice).id);
    return tx.need("subscription", subscription.id);
  }
  if (methodFor(tx, invoice) === null) {
    throw invalid(
      "This customer has no attached payment source or default payment method. Please consider adding a default " +
        "payment method.",
      undefined,
      "resource_missing",
    );
  }
  const outcome = collectInvoice(tx, invoice.id, { offSession: input.offSession, isScheduled: true });
  const refusal = input.behavior === "error_if_incomplete" ? refusalFor(outcome) : null;
  if (refusal !== null) throw refusal;
  return tx.need("subscription", subscription.id);
}

/** Paid by invoice: active at once, the first invoice goes out when its draft hour is over. */
function createToBeSent(tx: Tx, input: ApiSubscribeInput): Tables["subscription"] {
  const subscription = subscribe(tx, { ...input, status: "active" });
  const finalizesAt = tx.now + draftSeconds;
  const draft = firstInvoice(tx, subscription, { behavior: input.prorationBehavior, finalizesAt });
  tx.emit("customer.subscription.created", "subscription", subscription.id);
  const created = tx.emit("invoice.created", "invoice", draft.id);
  tx.schedule("invoice.finalize", draft.id, finalizesAt, created.id);
  return tx.need("subscription", subscription.id);
}

function tellCreated(tx: Tx, subscription: string, invoice: string): void {
  tx.emit("customer.subscription.created", "subscription", subscription);
  tx.emit("invoice.created", "invoice", invoice);
  tx.emit("invoice.finalized", "invoice", invoice);
}
