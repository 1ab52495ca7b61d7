import type { Tables } from "../../core/store/tables";
import type { InvoiceLine } from "./invoice";

export interface LineInput {
  id: string;
  invoice: string | null;
  amount: number;
  currency: string;
  description: string;
  periodStart: number;
  periodEnd: number;
  price: Tables["price"] | null;
  quantity: number;
  parent: InvoiceLine["parent"];
  subscription: string | null;
  metadata: Record<string, string>;
}

export function buildLine(input: LineInput): InvoiceLine {
  return {
    id: input.id,
    object: "line_item",
    amount: input.amount,
    currency: input.currency,
    description: input.description,
    discount_amounts: [],
    discountable: true,
    discounts: [],
    invoice: input.invoice,
    livemode: false,
    metadata: input.metadata,
    parent: input.parent,
    period: { end: input.periodEnd, start: input.periodStart },
    pretax_credit_amounts: [],
    pricing:
      input.price === null
        ? null
        : {
            price_details: { price: input.price.id, product: input.price.product },
            type: "price_details",
            unit_amount_decimal: input.price.unit_amount_decimal,
          },
    quantity: input.quantity,
    quantity_decimal: String(input.quantity),
    subscription: input.subscription,
    subtotal: input.amount,
    taxes: [],
  };
}
