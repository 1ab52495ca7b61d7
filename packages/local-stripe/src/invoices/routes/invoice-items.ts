import { invalid, missingParameter, missingResource } from "../../core/api/errors";
import { customerOf, subscriptionById } from "../../core/api/existing";
import { inRange, listPage } from "../../core/api/list";
import { bool, pagination, range, text } from "../../core/api/params";
import { type Route, route } from "../../core/api/route";
import { currencyCode } from "../../core/money/currencies";
import type { Tables } from "../../core/store/tables";
import type { Tx } from "../../core/store/tx";
import { itemOf, putOn, refresh, requireDraft, takeOff } from "../by-hand";
import { invoiceOf } from "../invoice-of";
import { changeOneOff, createOneOff, oneOffShape } from "../one-off";

export const invoiceItemRoutes: Route[] = [
  route(
    "POST",
    "/v1/invoiceitems",
    { ...oneOffShape, currency: currencyCode, customer: text, invoice: text, subscription: text },
    ({ tx, params }) => {
      const invoice = params.invoice === undefined ? null : invoiceOf(tx, params.invoice, "invoice");
      const subscription =
        params.subscription === undefined ? null : subscriptionById(tx, params.subscription, "subscription");
      const owner = params.customer ?? invoice?.customer ?? subscription?.customer;
      if (owner === undefined || owner === null) throw missingParameter("customer");
      const customer = customerOf(tx, owner, "customer");
      if (invoice !== null) {
        requireDraft(invoice);
        if (invoice.customer !== owner) throw invalid("The invoice belongs to another customer.", "invoice");
      }
      const sent = params.currency ?? params.price_data?.currency;
      const priced = tx.get("price", params.pricing?.price ?? "")?.currency;
      const currency = (
        sent ??
        invoice?.currency ??
        subscription?.currency ??
        customer.currency ??
        priced ??
        "usd"
      ).toLowerCase();
      if (invoice !== null && invoice.currency !== currency) {
        throw invalid(`The invoice's currency is ${invoice.currency}.`, "currency");
      }
      const item = createOneOff(tx, params, {
        customer: owner,
        currency,
        invoice: null,
        subscription: subscription?.id ?? null,
        name: "",
      });
      if (invoice !== null) putOn(tx, invoice.id, [item]);
      return tx.need("invoiceitem", item.id);
    },
  ),

  route(
    "GET",
    "/v1/invoiceitems",
    { ...pagination, created: range, customer: text, invoice: text, pending: bool },
    ({ tx, params }) => {
      const rows = tx
        .rows("invoiceitem")
        .filter((row) => params.customer === undefined || row.customer === params.customer)
        .filter((row) => params.invoice === undefined || row.invoice === params.invoice)
        .filter((row) => params.pending === undefined || (row.invoice === null) === params.pending)
        .filter((row) => inRange(row.date, params.created));
      return listPage(rows, params, "/v1/invoiceitems");
    },
  ),

  route("GET", "/v1/invoiceitems/:id", {}, ({ tx, id }) => invoiceItemOf(tx, id)),

  route("POST", "/v1/invoiceitems/:id", oneOffShape, ({ tx, params, id }) => {
    const before = requireOpen(tx, invoiceItemOf(tx, id));
    const after = changeOneOff(tx, before, params);
    refresh(tx, after);
    return after;
  }),

  route("DELETE", "/v1/invoiceitems/:id", {}, ({ tx, id }) => {
    const item = requireOpen(tx, invoiceItemOf(tx, id));
    if (item.invoice !== null) takeOff(tx, item.invoice, (line) => itemOf(line) === id);
    return deleteItem(tx, id);
  }),
];

export function invoiceItemOf(tx: Tx, id: string, param = "id"): Tables["invoiceitem"] {
  const row = tx.get("invoiceitem", id);
  if (row === undefined) throw missingResource("invoiceitem", id, param);
  return row;
}

export function deleteItem(tx: Tx, id: string): Tables["deleted"] {
  tx.emit("invoiceitem.deleted", "invoiceitem", id);
  tx.remove("invoiceitem", id);
  return tx.put("deleted", { id, object: "invoiceitem", deleted: true });
}

function requireOpen(tx: Tx, item: Tables["invoiceitem"]): Tables["invoiceitem"] {
  if (item.invoice === null || tx.need("invoice", item.invoice).status === "draft") return item;
  throw invalid("This invoice item is on an invoice that is no longer a draft.", undefined, "invoice_not_editable");
}
