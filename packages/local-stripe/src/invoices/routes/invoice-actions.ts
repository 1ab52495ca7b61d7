import { ApiError, invalid, missingResource } from "../../core/api/errors";
import { bool, required, text } from "../../core/api/params";
import { type Route, route } from "../../core/api/route";
import { toJson } from "../../core/store/diff";
import type { Tables } from "../../core/store/tables";
import type { Tx } from "../../core/store/tx";
import { cardError } from "../../payments/attach";
import { usableMethod } from "../../payments/usable";
import { type Collection, collectInvoice } from "../collect";
import { openInvoice } from "../draft";
import { finalizeInvoice, settleOutOfBand } from "../finalize";
import { invoiceOf } from "../invoice-of";
import { attachPayment } from "../part-payments";
import { markUncollectible, voidInvoice } from "../void";

type Invoice = Tables["invoice"];

export const invoiceActionRoutes: Route[] = [
  route("POST", "/v1/invoices/:id/finalize", { auto_advance: bool }, ({ tx, params, id }) => {
    if (invoiceOf(tx, id).status !== "draft") throw invalid("This invoice is already finalized.");
    return finalizeInvoice(tx, id, params.auto_advance);
  }),

  route(
    "POST",
    "/v1/invoices/:id/pay",
    { forgive: bool, payment_method: text, off_session: bool, paid_out_of_band: bool },
    ({ tx, params, id }) => {
      const invoice = requirePayable(tx, id);
      if (params.paid_out_of_band === true) return settleOutOfBand(tx, id);
      const method =
        params.payment_method === undefined
          ? {}
          : { method: usableMethod(tx, params.payment_method, invoice.customer).id };
      const offSession = params.off_session ?? true;
      return answerOf(tx, invoice, collectInvoice(tx, id, { ...method, offSession, isScheduled: false }));
    },
  ),

  route("POST", "/v1/invoices/:id/attach_payment", { payment_intent: required(text) }, ({ tx, params, id }) => {
    const intent = tx.get("payment_intent", params.payment_intent);
    if (intent === undefined) throw missingResource("payment_intent", params.payment_intent, "payment_intent");
    return attachPayment(tx, invoiceOf(tx, id), intent);
  }),

  route("POST", "/v1/invoices/:id/send", {}, ({ tx, id }) => {
    const { status } = invoiceOf(tx, id);
    if (status === "draft") finalizeInvoice(tx, id, false);
    else if (status !== "open") throw invalid(`This invoice is ${status} and cannot be sent.`);
    tx.emit("invoice.sent", "invoice", id);
    return tx.need("invoice", id);
  }),

  route("POST", "/v1/invoices/:id/void", {}, ({ tx, id }) => {
    const { status } = invoiceOf(tx, id);
    if (status !== "open" && status !== "uncollectible") {
      throw invalid(`You can only void open and uncollectible invoices. This invoice is ${status}.`);
    }
    return voidInvoice(tx, id);
  }),

  route("POST", "/v1/invoices/:id/mark_uncollectible", {}, ({ tx, id }) => {
    const { status } = invoiceOf(tx, id);
    if (status !== "open") throw invalid(`You can only mark an open invoice. This invoice is ${status}.`);
    return markUncollectible(tx, id, "user_forgiven");
  }),
];

/** An invoice that can take money now; a draft is finalised first. */
function requirePayable(tx: Tx, id: string): Invoice {
  const invoice = invoiceOf(tx, id);
  if (invoice.status === "paid") throw invalid("Invoice is already paid", undefined, "invoice_already_paid");
  if (invoice.status === "void") throw invalid("This invoice is void and cannot be paid.");
  if (invoice.status === "draft") {
    tx.unschedule("invoice.finalize", id);
    openInvoice(tx, id);
    tx.emit("invoice.finalized", "invoice", id);
  }
  return tx.need("invoice", id);
}

function answerOf(tx: Tx, invoice: Invoice, outcome: Collection): Invoice | ApiError {
  switch (outcome.kind) {
    case "paid":
    case "processing":
      return tx.need("invoice", invoice.id);
    case "declined":
      return cardError(outcome.decline, {
        payment_intent: toJson(tx.need("payment_intent", outcome.intent)),
        ...(outcome.charge === null ? {} : { charge: outcome.charge }),
      });
    case "requires_action":
      return new ApiError(402, {
        type: "card_error",
        code: "invoice_payment_intent_requires_action",
        message: "Payment for this invoice requires additional user action before it can be completed successfully.",
      });
    case "no_payment_method":
      return invalid(
        "There is no `default_payment_method` set on this Customer or Invoice. Please provide one.",
        "payment_method",
        "resource_missing",
      );
  }
}
