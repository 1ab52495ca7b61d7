import { ApiError, invalid, missingResource } from "../api/errors";
import { inRange, listPage } from "../api/list";
import {
  bool,
  int,
  list,
  mergeMetadata,
  metadata,
  object,
  oneOf,
  pagination,
  range,
  required,
  text,
} from "../api/params";
import { type Route, route } from "../api/route";
import { settle } from "../billing/balance";
import { planChange } from "../billing/change";
import { collectInvoice, settleInvoice } from "../billing/collect";
import { openInvoice } from "../billing/invoices";
import { upcomingInvoice } from "../billing/upcoming";
import { cardError, paymentMethodOf } from "../payments/attach";
import { toJson } from "../store/diff";
import type { Tables } from "../store/tables";
import type { Tx } from "../store/tx";
import { itemShape } from "./subscription-item-params";
import { subscriptionById } from "./subscriptions";

const status = oneOf("draft", "open", "paid", "uncollectible", "void");

export const invoiceRoutes: Route[] = [
  route(
    "GET",
    "/v1/invoices",
    { ...pagination, created: range, customer: text, status, subscription: text },
    ({ tx, params }) => {
      const rows = tx
        .matching("invoice", { subscription: params.subscription, customer: params.customer })
        .filter((row) => params.customer === undefined || row.customer === params.customer)
        .filter((row) => params.status === undefined || row.status === params.status)
        .filter((row) => {
          const subscription = row.parent?.subscription_details?.subscription;
          return params.subscription === undefined || subscription === params.subscription;
        })
        .filter((row) => inRange(row.created, params.created));
      return listPage(rows, params, "/v1/invoices");
    },
  ),

  route("GET", "/v1/invoices/:id", {}, ({ tx, id }) => invoiceOf(tx, id)),

  route("POST", "/v1/invoices/:id", { metadata, description: text, auto_advance: bool }, ({ tx, params, id }) => {
    const before = invoiceOf(tx, id);
    return tx.put("invoice", {
      ...before,
      auto_advance: params.auto_advance ?? before.auto_advance ?? false,
      description: params.description ?? before.description,
      metadata: mergeMetadata(before.metadata, params.metadata),
    });
  }),

  route("GET", "/v1/invoices/:id/lines", pagination, ({ tx, params, id }) => {
    const lines = [...invoiceOf(tx, id).lines.data].reverse();
    return listPage(lines, params, `/v1/invoices/${id}/lines`);
  }),

  route("POST", "/v1/invoices/:id/finalize", { auto_advance: bool }, ({ tx, id }) => {
    if (invoiceOf(tx, id).status !== "draft") throw invalid("This invoice is already finalized.");
    tx.unschedule("invoice.finalize", id);
    openInvoice(tx, id);
    tx.emit("invoice.finalized", "invoice", id);
    if (tx.need("invoice", id).amount_due === 0) settleInvoice(tx, id);
    return tx.need("invoice", id);
  }),

  route(
    "POST",
    "/v1/invoices/:id/pay",
    { payment_method: text, off_session: bool, paid_out_of_band: bool },
    ({ tx, params, id }) => {
      const invoice = invoiceOf(tx, id);
      if (invoice.status === "paid") throw invalid("Invoice is already paid");
      if (params.paid_out_of_band === true) {
        throw invalid("The local Stripe does not support paid_out_of_band yet.", "paid_out_of_band");
      }
      if (invoice.status === "draft") {
        tx.unschedule("invoice.finalize", id);
        openInvoice(tx, id);
        tx.emit("invoice.finalized", "invoice", id);
      } else if (invoice.status !== "open") throw invalid(`This invoice is ${invoice.status} and cannot be paid.`);
      const method =
        params.payment_method === undefined
          ? {}
          : { method: paymentMethodOf(tx, params.payment_method, "payment_method").id };
      const outcome = collectInvoice(tx, id, { ...method, offSession: params.off_session ?? true, isScheduled: false });
      switch (outcome.kind) {
        case "paid":
          return tx.need("invoice", id);
        case "declined": {
          const intent = toJson(tx.need("payment_intent", outcome.intent));
          return cardError(outcome.decline, {
            payment_intent: intent,
            ...(outcome.charge === null ? {} : { charge: outcome.charge }),
          });
        }
        case "requires_action":
          return new ApiError(402, {
            type: "card_error",
            code: "invoice_payment_intent_requires_action",
            message:
              "Payment for this invoice requires additional user action before it can be completed successfully.",
          });
        case "no_payment_method":
          return invalid(
            "There is no `default_payment_method` set on this Customer or Invoice. Please provide one.",
            "payment_method",
            "resource_missing",
          );
      }
    },
  ),

  route("POST", "/v1/invoices/:id/void", {}, ({ tx, id }) => {
    const invoice = invoiceOf(tx, id);
    if (invoice.status !== "open") throw invalid("You can only void an open invoice.");
    tx.unschedule("invoice.retry", id);
    tx.put("invoice", {
      ...invoice,
      auto_advance: false,
      next_payment_attempt: null,
      status: "void",
      status_transitions: { ...invoice.status_transitions, voided_at: tx.now },
    });
    tx.emit("invoice.voided", "invoice", id);
    return tx.need("invoice", id);
  }),

  route(
    "POST",
    "/v1/invoices/create_preview",
    {
      customer: text,
      subscription: required(text),
      subscription_details: object({
        items: list(object({ ...itemShape, id: text, deleted: bool })),
        proration_behavior: oneOf("always_invoice", "create_prorations", "none"),
        proration_date: int,
      }),
    },
    ({ tx, params }) => {
      const subscription = subscriptionById(tx, params.subscription, "subscription");
      const details = params.subscription_details;
      if (details?.items === undefined) return upcomingInvoice(tx, subscription);
      const behavior = details.proration_behavior ?? "create_prorations";
      const date = details.proration_date ?? tx.now;
      const plan = planChange(tx, subscription, { items: details.items, behavior, date });
      const next = upcomingInvoice(tx, plan.after);
      const now = plan.isNewCycle || behavior === "always_invoice";
      const lines = now ? plan.lines : [...plan.lines, ...next.lines.data];
      const total = lines.reduce((sum, line) => sum + line.amount, 0);
      const { due } = settle(total, next.starting_balance);
      return {
        ...next,
        amount_due: due,
        amount_remaining: due,
        billing_reason: now ? "subscription_update" : "upcoming",
        created: now ? tx.now : next.created,
        lines: { ...next.lines, data: lines },
        next_payment_attempt: now ? null : next.next_payment_attempt,
        period_end: now ? tx.now : next.period_end,
        period_start: now ? tx.now : next.period_start,
        subtotal: total,
        subtotal_excluding_tax: total,
        total,
        total_excluding_tax: total,
      };
    },
  ),

  route(
    "GET",
    "/v1/invoice_payments",
    {
      ...pagination,
      created: range,
      invoice: text,
      payment: object({ type: required(oneOf("charge", "payment_intent")), payment_intent: text, charge: text }),
      status: oneOf("canceled", "open", "paid"),
    },
    ({ tx, params }) => {
      const rows = tx
        .matching("invoice_payment", { invoice: params.invoice, intent: params.payment?.payment_intent })
        .filter((row) => params.invoice === undefined || row.invoice === params.invoice)
        .filter((row) => params.status === undefined || row.status === params.status)
        .filter((row) => {
          const wanted = params.payment;
          if (wanted === undefined) return true;
          if (row.payment.type !== wanted.type) return false;
          return wanted.payment_intent === undefined || row.payment.payment_intent === wanted.payment_intent;
        })
        .filter((row) => inRange(row.created, params.created));
      return listPage(rows, params, "/v1/invoice_payments");
    },
  ),

  route("GET", "/v1/invoice_payments/:id", {}, ({ tx, id }) => {
    const row = tx.get("invoice_payment", id);
    if (row === undefined) throw missingResource("invoice_payment", id);
    return row;
  }),
];

export function invoiceOf(tx: Tx, id: string): Tables["invoice"] {
  const row = tx.get("invoice", id);
  if (row === undefined) throw missingResource("invoice", id);
  return row;
}
