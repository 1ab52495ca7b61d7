import { newId } from "../core/ids";
import type { Tables } from "../core/store/tables";
import type { Tx } from "../core/store/tx";
import { discountLines, liveDiscounts } from "../invoices/discounts";
import { lineOfItem } from "../invoices/draft";
import { buildInvoice, type InvoiceLine } from "../invoices/objects/invoice";
import { pendingItems } from "../invoices/pending";
import type { ChangePlan } from "./change-plan";
import { itemLine } from "./lines";
import { anchorOf, periodEndAfter, periodOf } from "./periods";
import { asOfNextPhase } from "./schedules/advance";

type Invoice = Tables["invoice"];
type Subscription = Tables["subscription"];

export interface PreviewExtras {
  /** Lines that would come along. */
  lines?: readonly InvoiceLine[];
  /** Discounts in place of the subscription's own. */
  discounts?: readonly string[];
}

/** The invoice the next renewal will bring, as things stand; it is not stored. */
export function upcomingInvoice(tx: Tx, subscription: Subscription, extras: PreviewExtras = {}): Invoice {
  const old = periodOf(subscription);
  const next = asOfNextPhase(tx, subscription);
  const own = next.items.data
    .filter((item) => item.current_period_end <= old.end)
    .map((item) => {
      const period = { start: old.end, end: periodEndAfter(item.price, anchorOf(next), old.end) };
      return itemLine(tx, next, item, period);
    });
  const invoice = unstored(tx, subscription, {
    lines: [...(extras.lines ?? []), ...own],
    discounts: extras.discounts ?? liveDiscounts(tx, next, old.end),
    billingReason: "upcoming",
    created: old.end,
    period: old,
  });
  return { ...invoice, next_payment_attempt: old.end + 3600 };
}

/** The invoice a change would bring at once; it is not stored. */
export function changeInvoice(tx: Tx, plan: ChangePlan, extras: PreviewExtras = {}): Invoice {
  return unstored(tx, plan.after, {
    lines: [...plan.lines, ...(extras.lines ?? [])],
    discounts: extras.discounts ?? liveDiscounts(tx, plan.after, tx.now),
    billingReason: "subscription_update",
    created: tx.now,
    period: { start: tx.now, end: tx.now },
  });
}

function unstored(
  tx: Tx,
  subscription: Subscription,
  what: {
    lines: readonly InvoiceLine[];
    discounts: readonly string[];
    billingReason: string;
    created: number;
    period: { start: number; end: number };
  },
): Invoice {
  const { id, customer, currency } = subscription;
  const pending = pendingItems(tx, { customer, subscription: id, currency }).map(lineOfItem);
  return buildInvoice({
    id: newId("upcoming_in"),
    created: what.created,
    customer: tx.need("customer", customer),
    currency,
    lines: discountLines(tx, [...pending, ...what.lines], what.discounts, currency),
    discounts: [...what.discounts],
    billingReason: what.billingReason,
    parent: {
      quote_details: null,
      subscription_details: { metadata: subscription.metadata, subscription: id },
      type: "subscription_details",
    },
    periodStart: what.period.start,
    periodEnd: what.period.end,
    metadata: {},
    description: null,
    autoAdvance: true,
    finalizesAt: null,
  });
}
