import { newId } from "../../core/ids";
import type { Tables } from "../../core/store/tables";
import type { InvoiceLine } from "./invoice";

type InvoiceItem = Tables["invoiceitem"];

/** A proration kept for the next invoice. */
export function buildInvoiceItem(input: {
  created: number;
  subscription: Tables["subscription"];
  line: InvoiceLine;
}): InvoiceItem {
  const { line, subscription } = input;
  const details = line.parent?.subscription_item_details;
  const credited = details?.proration_details?.credited_items ?? null;
  return {
    id: details?.invoice_item ?? newId("ii"),
    object: "invoiceitem",
    amount: line.amount,
    currency: line.currency,
    customer: subscription.customer,
    customer_account: null,
    date: input.created,
    description: line.description,
    discountable: false,
    discounts: line.discounts,
    invoice: null,
    livemode: false,
    metadata: line.metadata,
    net_amount: line.amount,
    parent: {
      subscription_details: {
        subscription: subscription.id,
        ...(details === null || details === undefined ? {} : { subscription_item: details.subscription_item }),
      },
      type: "subscription_details",
    },
    period: line.period,
    pricing: line.pricing,
    proration: true,
    proration_details: {
      credited_items: credited === null ? null : { invoice_line_item_details: credited, type: "invoice_line_items" },
      discount_amounts: line.discount_amounts ?? [],
    },
    quantity: line.quantity ?? 1,
    quantity_decimal: line.quantity_decimal ?? "1",
    tax_rates: [],
    test_clock: subscription.test_clock,
  };
}

/** An item added through the API, pending or on a draft. */
export function buildOneOffItem(input: {
  id: string;
  created: number;
  customer: Tables["customer"];
  invoice: string | null;
  subscription: string | null;
  amount: number;
  currency: string;
  description: string | null;
  discountable: boolean;
  metadata: Record<string, string>;
  period: InvoiceItem["period"];
  pricing: InvoiceItem["pricing"];
  quantity: number;
}): InvoiceItem {
  return {
    id: input.id,
    object: "invoiceitem",
    amount: input.amount,
    currency: input.currency,
    customer: input.customer.id,
    customer_account: null,
    date: input.created,
    description: input.description,
    discountable: input.discountable,
    discounts: [],
    invoice: input.invoice,
    livemode: false,
    metadata: input.metadata,
    net_amount: input.amount,
    parent:
      input.subscription === null
        ? null
        : { subscription_details: { subscription: input.subscription }, type: "subscription_details" },
    period: input.period,
    pricing: input.pricing,
    proration: false,
    quantity: input.quantity,
    quantity_decimal: String(input.quantity),
    tax_rates: [],
    test_clock: input.customer.test_clock ?? null,
  };
}
