import { invalid } from "../core/api/errors";
import { newId } from "../core/ids";
import { requireBillable } from "../core/money/currencies";
import type { Tables } from "../core/store/tables";
import type { Tx } from "../core/store/tx";
import { settle } from "./customer-balance";
import { discountLines } from "./discounts";
import { lineOfItem } from "./draft";
import { buildInvoice, type InvoiceLine } from "./objects/invoice";
import { sumsOf } from "./objects/invoice-sums";
import { pendingItems } from "./pending";

type Invoice = Tables["invoice"];

const hour = 3600;
const day = 86_400;

export interface ByHandInput {
  customer: Tables["customer"];
  currency: string;
  subscription: Tables["subscription"] | null;
  autoAdvance: boolean;
  finalizesAt: number | null;
  collectionMethod: "charge_automatically" | "send_invoice";
  dueDate: number | null;
  daysUntilDue: number | null;
  defaultPaymentMethod: string | null;
  description: string | null;
  footer: string | null;
  metadata: Record<string, string>;
  number: string | null;
  statementDescriptor: string | null;
  takesPending: boolean;
}

/** A draft created through the API, empty or with the customer's pending items. */
export function createInvoice(tx: Tx, input: ByHandInput): Invoice {
  const id = newId("in");
  const { subscription, currency } = input;
  const built = buildInvoice({
    id,
    created: tx.now,
    customer: input.customer,
    currency,
    lines: [],
    billingReason: "manual",
    parent:
      subscription === null
        ? null
        : {
            quote_details: null,
            subscription_details: { metadata: subscription.metadata, subscription: subscription.id },
            type: "subscription_details",
          },
    periodStart: tx.now,
    periodEnd: tx.now,
    metadata: input.metadata,
    description: input.description,
    autoAdvance: input.autoAdvance,
    finalizesAt: input.autoAdvance ? (input.finalizesAt ?? tx.now + hour) : null,
  });
  const dueDate = input.dueDate ?? (input.daysUntilDue === null ? null : tx.now + input.daysUntilDue * day);
  const invoice = tx.put("invoice", {
    ...built,
    collection_method: input.collectionMethod,
    default_payment_method: input.defaultPaymentMethod,
    due_date: dueDate,
    footer: input.footer,
    next_payment_attempt: input.collectionMethod === "send_invoice" ? null : built.next_payment_attempt,
    number: input.number,
    statement_descriptor: input.statementDescriptor,
  });
  if (invoice.automatically_finalizes_at !== null) {
    tx.schedule("invoice.finalize", id, invoice.automatically_finalizes_at);
  }
  if (!input.takesPending) return invoice;
  const wanted = { customer: input.customer.id, subscription: subscription?.id ?? null, currency };
  return putOn(tx, id, pendingItems(tx, wanted));
}

/** Puts items on a draft. */
export function putOn(tx: Tx, id: string, items: readonly Tables["invoiceitem"][]): Invoice {
  const invoice = requireDraft(tx.need("invoice", id));
  for (const item of items) tx.patch("invoiceitem", item.id, { invoice: id });
  return withLines(tx, invoice, [...invoice.lines.data, ...items.map(lineOfItem)]);
}

/** Updates the line of an item that changed; the line keeps its id. */
export function refresh(tx: Tx, item: Tables["invoiceitem"]): void {
  const invoice = tx.get("invoice", item.invoice ?? "");
  if (invoice === undefined) return;
  const lines = requireDraft(invoice).lines.data;
  withLines(
    tx,
    invoice,
    lines.map((line) => (itemOf(line) === item.id ? { ...lineOfItem(item), id: line.id } : line)),
  );
}

/** Takes lines off a draft. */
export function takeOff(tx: Tx, id: string, goes: (line: InvoiceLine) => boolean): Invoice {
  const invoice = requireDraft(tx.need("invoice", id));
  return withLines(
    tx,
    invoice,
    invoice.lines.data.filter((line) => !goes(line)),
  );
}

/** A draft with these lines and discounts, and its totals recalculated. */
export function withLines(
  tx: Tx,
  invoice: Invoice,
  lines: readonly InvoiceLine[],
  discounts: readonly string[] = invoice.discounts,
): Invoice {
  const data = discountLines(tx, lines, discounts, invoice.currency).map((line) => ({ ...line, invoice: invoice.id }));
  const sums = sumsOf(data, discounts);
  requireBillable(sums.total, invoice.currency, "invoice");
  const balance = tx.get("customer", invoice.customer ?? "")?.balance ?? 0;
  const { due } = settle(sums.total, balance);
  return tx.patch("invoice", invoice.id, {
    ...sums,
    amount_due: due,
    amount_remaining: due,
    discounts: [...discounts],
    lines: { ...invoice.lines, data },
    starting_balance: balance,
  });
}

/** The invoice item behind a line, if one is. */
export function itemOf(line: InvoiceLine): string | null {
  return line.parent?.invoice_item_details?.invoice_item ?? null;
}

export function requireDraft(invoice: Invoice): Invoice {
  if (invoice.status === "draft") return invoice;
  throw invalid(
    `Finalized invoices can't be updated in this way. Invoice ${invoice.id} is ${invoice.status}.`,
    undefined,
    "invoice_not_editable",
  );
}
