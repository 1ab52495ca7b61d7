import { ApiError } from "../api/errors";
import { cardError } from "../payments/attach";
import type { Tables } from "../store/tables";
import type { Tx } from "../store/tx";
import { collectInvoice, intentFor, methodFor } from "./collect";
import { linkPayment, markPaid, openInvoice } from "./invoices";
import { firstInvoice, type SubscribeInput, subscribe } from "./subscribe";

const incompleteSeconds = 23 * 3600;

export interface ApiSubscribeInput extends SubscribeInput {
  behavior: "allow_incomplete" | "default_incomplete" | "error_if_incomplete";
  offSession: boolean;
}

/**
 * `POST /v1/subscriptions`: the subscription starts incomplete and becomes active with its first payment; unpaid, it
 * expires after 23 hours.
 */
export function createByApi(tx: Tx, input: ApiSubscribeInput): Tables["subscription"] {
  const subscription = subscribe(tx, input);
  const draft = firstInvoice(tx, subscription);
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
    throw new ApiError(400, {
      type: "invalid_request_error",
      code: "resource_missing",
      message:
        "This customer has no attached payment source or default payment method. Please consider adding a default " +
        "payment method.",
    });
  }
  const outcome = collectInvoice(tx, invoice.id, { offSession: input.offSession, isScheduled: true });
  if (input.behavior === "error_if_incomplete") {
    if (outcome.kind === "declined") throw cardError(outcome.decline);
    if (outcome.kind === "requires_action") {
      throw new ApiError(402, {
        type: "card_error",
        code: "subscription_payment_intent_requires_action",
        message:
          "Payment for this subscription requires additional user action before it can be completed successfully.",
      });
    }
  }
  return tx.need("subscription", subscription.id);
}

function tellCreated(tx: Tx, subscription: string, invoice: string): void {
  tx.emit("customer.subscription.created", "subscription", subscription);
  tx.emit("invoice.created", "invoice", invoice);
  tx.emit("invoice.finalized", "invoice", invoice);
}
