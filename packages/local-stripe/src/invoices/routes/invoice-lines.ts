import { invalid, missingResource } from "../../core/api/errors";
import { clearable, list, mergeMetadata, metadata, object, oneOf, required, text } from "../../core/api/params";
import { type Route, route } from "../../core/api/route";
import type { Tables } from "../../core/store/tables";
import type { Tx } from "../../core/store/tx";
import { itemOf, putOn, refresh, requireDraft, takeOff } from "../by-hand";
import { invoiceOf } from "../invoice-of";
import { changeOneOff, createOneOff, oneOffShape } from "../one-off";
import { deleteItem, invoiceItemOf } from "./invoice-items";

const { unit_amount_decimal: _none, ...lineShape } = oneOffShape;
const invoiceMetadata = clearable(metadata);

/** Lines of a draft, several at a time. */
export const invoiceLineRoutes: Route[] = [
  route(
    "POST",
    "/v1/invoices/:id/add_lines",
    { lines: required(list(object({ ...lineShape, invoice_item: text }))), invoice_metadata: invoiceMetadata },
    ({ tx, params, id }) => {
      const invoice = requireDraft(invoiceOf(tx, id));
      const customer = invoice.customer ?? "";
      const subscription = invoice.parent?.subscription_details?.subscription ?? null;
      const items = params.lines.map((line, index) => {
        const name = `lines[${index}]`;
        if (line.invoice_item !== undefined) return pendingOf(tx, line.invoice_item, customer, name);
        return createOneOff(tx, line, { customer, currency: invoice.currency, invoice: null, subscription, name });
      });
      putOn(tx, id, items);
      return withMetadata(tx, id, params.invoice_metadata);
    },
  ),

  route(
    "POST",
    "/v1/invoices/:id/update_lines",
    { lines: required(list(object({ ...lineShape, id: required(text) }))), invoice_metadata: invoiceMetadata },
    ({ tx, params, id }) => {
      requireDraft(invoiceOf(tx, id));
      for (const [index, line] of params.lines.entries()) {
        const item = itemBehind(tx, id, line.id, `lines[${index}][id]`);
        refresh(tx, changeOneOff(tx, item, line));
      }
      return withMetadata(tx, id, params.invoice_metadata);
    },
  ),

  route(
    "POST",
    "/v1/invoices/:id/remove_lines",
    {
      lines: required(list(object({ behavior: required(oneOf("delete", "unassign")), id: required(text) }))),
      invoice_metadata: invoiceMetadata,
    },
    ({ tx, params, id }) => {
      requireDraft(invoiceOf(tx, id));
      for (const [index, line] of params.lines.entries()) {
        const item = itemBehind(tx, id, line.id, `lines[${index}][id]`);
        takeOff(tx, id, (row) => row.id === line.id);
        if (line.behavior === "delete") deleteItem(tx, item.id);
        else tx.patch("invoiceitem", item.id, { invoice: null });
      }
      return withMetadata(tx, id, params.invoice_metadata);
    },
  ),

  route("POST", "/v1/invoices/:id/lines/:child", lineShape, ({ tx, params, id, child }) => {
    requireDraft(invoiceOf(tx, id));
    refresh(tx, changeOneOff(tx, itemBehind(tx, id, child, "id"), params));
    return tx.need("invoice", id).lines.data.find((line) => line.id === child) ?? {};
  }),
];

function pendingOf(tx: Tx, id: string, customer: string, name: string): Tables["invoiceitem"] {
  const item = invoiceItemOf(tx, id, `${name}[invoice_item]`);
  if (item.invoice === null && item.customer === customer) return item;
  throw invalid("The invoice item is not pending for the customer of this invoice.", `${name}[invoice_item]`);
}

/** The invoice item behind a line; what a subscription bills cannot be changed by hand. */
function itemBehind(tx: Tx, invoice: string, id: string, param: string): Tables["invoiceitem"] {
  const line = tx.need("invoice", invoice).lines.data.find((row) => row.id === id);
  if (line === undefined) throw missingResource("line item", id, param);
  const item = tx.get("invoiceitem", itemOf(line) ?? "");
  if (item === undefined) throw invalid("Lines of a subscription cannot be changed by hand.", param);
  return item;
}

function withMetadata(tx: Tx, id: string, sent: Record<string, string> | null | undefined): Tables["invoice"] {
  const invoice = tx.need("invoice", id);
  return sent === undefined ? invoice : tx.patch("invoice", id, { metadata: mergeMetadata(invoice.metadata, sent) });
}
