import { type DiscountsParam, discountsParam } from "../../catalogue/discount-params";
import { redeemAll } from "../../catalogue/redeem";
import { invalid } from "../../core/api/errors";
import { customerOf, subscriptionById } from "../../core/api/existing";
import { inRange, listPage } from "../../core/api/list";
import {
  bool,
  clearable,
  int,
  mergeMetadata,
  metadata,
  oneOf,
  pagination,
  range,
  required,
  text,
} from "../../core/api/params";
import { type Route, route } from "../../core/api/route";
import { currencyCode } from "../../core/money/currencies";
import type { Tables } from "../../core/store/tables";
import type { Tx } from "../../core/store/tx";
import { ownMethod } from "../../payments/own-method";
import { createInvoice, requireDraft, withLines } from "../by-hand";
import { invoiceOf } from "../invoice-of";

const status = oneOf("draft", "open", "paid", "uncollectible", "void");
const collectionMethod = oneOf("charge_automatically", "send_invoice");
const hour = 3600;
const day = 86_400;

const fields = {
  auto_advance: bool,
  automatically_finalizes_at: int,
  collection_method: collectionMethod,
  days_until_due: int,
  default_payment_method: text,
  description: clearable(text),
  discounts: discountsParam,
  due_date: int,
  footer: clearable(text),
  metadata,
  number: text,
  statement_descriptor: text,
};

export const invoiceRoutes: Route[] = [
  route(
    "POST",
    "/v1/invoices",
    {
      ...fields,
      currency: currencyCode,
      customer: required(text),
      pending_invoice_items_behavior: oneOf("exclude", "include"),
      subscription: text,
    },
    ({ tx, params }) => {
      const customer = customerOf(tx, params.customer, "customer");
      const method = params.collection_method ?? "charge_automatically";
      refuseDue(method, params.days_until_due, params.due_date);
      const subscription =
        params.subscription === undefined ? null : subscriptionById(tx, params.subscription, "subscription");
      const invoice = createInvoice(tx, {
        customer,
        currency: (params.currency ?? subscription?.currency ?? customer.currency ?? "usd").toLowerCase(),
        subscription,
        autoAdvance: params.auto_advance ?? false,
        finalizesAt: params.automatically_finalizes_at ?? null,
        collectionMethod: method,
        dueDate: params.due_date ?? null,
        daysUntilDue: params.days_until_due ?? null,
        defaultPaymentMethod: ownMethod(tx, customer.id, params.default_payment_method),
        description: params.description ?? null,
        footer: params.footer ?? null,
        metadata: mergeMetadata({}, params.metadata),
        number: params.number ?? null,
        statementDescriptor: params.statement_descriptor ?? null,
        takesPending: params.pending_invoice_items_behavior === "include",
      });
      // A subscription's discounts come along unless others are named.
      const wanted =
        params.discounts === undefined ? subscription?.discounts.map((discount) => ({ discount })) : params.discounts;
      return withDiscounts(
        tx,
        invoice,
        wanted?.map((entry) => ({ ...none, ...entry })),
        subscription?.discounts ?? [],
      );
    },
  ),

  route(
    "GET",
    "/v1/invoices",
    {
      ...pagination,
      collection_method: collectionMethod,
      created: range,
      customer: text,
      due_date: range,
      status,
      subscription: text,
    },
    ({ tx, params }) => {
      const found = tx
        .matching("invoice", { subscription: params.subscription, customer: params.customer })
        .filter((row) => params.customer === undefined || row.customer === params.customer)
        .filter((row) => params.status === undefined || row.status === params.status)
        .filter((row) => params.collection_method === undefined || row.collection_method === params.collection_method)
        .filter(
          (row) => params.due_date === undefined || (row.due_date !== null && inRange(row.due_date, params.due_date)),
        )
        .filter((row) => inRange(row.created, params.created));
      return listPage(found, params, "/v1/invoices");
    },
  ),

  route("GET", "/v1/invoices/:id", {}, ({ tx, id }) => invoiceOf(tx, id)),

  route("POST", "/v1/invoices/:id", fields, ({ tx, params, id }) => {
    const before = invoiceOf(tx, id);
    const { auto_advance: autoAdvance, metadata: sentMetadata, discounts, ...rest } = params;
    if (Object.values({ ...rest, discounts }).some((value) => value !== undefined)) requireDraft(before);
    const method =
      params.collection_method ?? oneOf("charge_automatically", "send_invoice")(before.collection_method, "");
    refuseDue(method ?? "charge_automatically", params.days_until_due, params.due_date ?? before.due_date ?? undefined);
    const days = params.days_until_due;
    const goesOn = autoAdvance ?? before.auto_advance ?? false;
    tx.put("invoice", {
      ...before,
      ...finalization(tx, before, goesOn, params.automatically_finalizes_at),
      collection_method: method ?? before.collection_method,
      default_payment_method:
        params.default_payment_method === undefined
          ? before.default_payment_method
          : ownMethod(tx, before.customer ?? "", params.default_payment_method),
      description: params.description === undefined ? before.description : params.description,
      due_date: params.due_date ?? (days === undefined ? before.due_date : tx.now + days * day),
      footer: params.footer === undefined ? before.footer : params.footer,
      metadata: mergeMetadata(before.metadata, sentMetadata),
      number: params.number ?? before.number,
      statement_descriptor: params.statement_descriptor ?? before.statement_descriptor,
    });
    return withDiscounts(tx, tx.need("invoice", id), discounts, before.discounts);
  }),

  route("DELETE", "/v1/invoices/:id", {}, ({ tx, id }) => {
    const invoice = requireDraft(invoiceOf(tx, id));
    if (invoice.billing_reason !== "manual") {
      throw invalid("You can't delete invoices created by subscriptions.", undefined, "invoice_not_editable");
    }
    tx.unschedule("invoice.finalize", id);
    // Its items are pending again.
    for (const item of tx.rows("invoiceitem")) {
      if (item.invoice === id) tx.patch("invoiceitem", item.id, { invoice: null });
    }
    tx.emit("invoice.deleted", "invoice", id);
    tx.remove("invoice", id);
    return tx.put("deleted", { id, object: "invoice", deleted: true });
  }),

  route("GET", "/v1/invoices/:id/lines", pagination, ({ tx, params, id }) => {
    // Lines are listed in their own order, unlike every other list.
    const lines = [...invoiceOf(tx, id).lines.data].reverse();
    return listPage(lines, params, `/v1/invoices/${id}/lines`);
  }),
];

const none = { coupon: undefined, discount: undefined, promotion_code: undefined };

function withDiscounts(
  tx: Tx,
  invoice: Tables["invoice"],
  wanted: DiscountsParam,
  kept: readonly string[],
): Tables["invoice"] {
  if (wanted === undefined) return invoice;
  const context = { customer: invoice.customer, currency: invoice.currency, subtotal: null };
  const discounts = redeemAll(tx, wanted, { context, target: { invoice: invoice.id }, kept });
  return withLines(tx, invoice, invoice.lines.data, discounts);
}

/** When a draft finalises itself, if it does. */
function finalization(
  tx: Tx,
  before: Tables["invoice"],
  goesOn: boolean,
  wanted: number | undefined,
): Partial<Tables["invoice"]> {
  if (before.status !== "draft") return { auto_advance: goesOn };
  if (!goesOn) {
    tx.unschedule("invoice.finalize", before.id);
    return { auto_advance: false, automatically_finalizes_at: null, next_payment_attempt: null };
  }
  const at = wanted ?? before.automatically_finalizes_at ?? tx.now + hour;
  if (at !== before.automatically_finalizes_at) tx.schedule("invoice.finalize", before.id, at);
  return { auto_advance: true, automatically_finalizes_at: at };
}

function refuseDue(method: string, days: number | undefined, due: number | undefined): void {
  if (method === "send_invoice") {
    if (days === undefined && due === undefined) {
      throw invalid(
        "If you set `collection_method` to `send_invoice`, you must set `days_until_due` or `due_date`.",
        "days_until_due",
      );
    }
    return;
  }
  if (days === undefined && due === undefined) return;
  throw invalid(
    "You can only set `days_until_due` or `due_date` if `collection_method` is `send_invoice`.",
    days === undefined ? "due_date" : "days_until_due",
  );
}
