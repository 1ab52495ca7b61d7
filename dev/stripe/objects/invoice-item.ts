import { newId } from "../ids";
import type { Tables } from "../store/tables";
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
