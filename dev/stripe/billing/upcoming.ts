import { newId } from "../ids";
import { buildInvoice } from "../objects/invoice";
import type { Tables } from "../store/tables";
import type { Tx } from "../store/tx";
import { lineOfItem } from "./invoices";
import { itemLine } from "./lines";
import { firstItem, periodEndAfter, periodOf } from "./subscribe";

/** The invoice the next renewal will bring, as things stand; it is not stored. */
export function upcomingInvoice(tx: Tx, subscription: Tables["subscription"]): Tables["invoice"] {
  const old = periodOf(subscription);
  const period = {
    start: old.end,
    end: periodEndAfter(firstItem(subscription).price, subscription.billing_cycle_anchor, old.end),
  };
  const pending = tx
    .rows("invoiceitem")
    .filter((item) => item.invoice === null && item.parent?.subscription_details?.subscription === subscription.id)
    .map(lineOfItem);
  const invoice = buildInvoice({
    id: newId("upcoming_in"),
    created: old.end,
    customer: tx.need("customer", subscription.customer),
    currency: subscription.currency,
    lines: [...pending, ...subscription.items.data.map((item) => itemLine(tx, subscription, item, period))],
    billingReason: "upcoming",
    parent: {
      quote_details: null,
      subscription_details: { metadata: subscription.metadata, subscription: subscription.id },
      type: "subscription_details",
    },
    periodStart: old.start,
    periodEnd: old.end,
    metadata: {},
    description: null,
    autoAdvance: true,
    finalizesAt: null,
  });
  return { ...invoice, next_payment_attempt: old.end + 3600 };
}
