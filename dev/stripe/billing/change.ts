import { ApiError, invalid, missingResource } from "../api/errors";
import type { Params } from "../api/params";
import { mergeMetadata } from "../api/params";
import { newId } from "../ids";
import type { InvoiceLine } from "../objects/invoice";
import { buildInvoiceItem } from "../objects/invoice-item";
import { buildItem, type SubscriptionItem } from "../objects/subscription";
import { cardError } from "../payments/attach";
import { type itemShape, wantedPrice } from "../resources/subscription-item-params";
import type { Tables } from "../store/tables";
import type { Tx } from "../store/tx";
import { collectInvoice } from "./collect";
import { dropDiscounts, spentBy } from "./discounts";
import { draftInvoice, openInvoice } from "./invoices";
import { itemLine, type Period } from "./lines";
import { creditLine, debitLine } from "./proration";
import { schedule } from "./schedule";
import { periodEndAfter, periodOf, requireOneCadence } from "./subscribe";

type Subscription = Tables["subscription"];

export type ItemChange = Params<typeof itemShape> & { id: string | undefined; deleted: boolean | undefined };

export interface ChangeInput {
  items: ItemChange[];
  behavior: "always_invoice" | "create_prorations" | "none";
  /** Engine second the proration is reckoned from. */
  date: number;
  paymentBehavior: "allow_incomplete" | "default_incomplete" | "error_if_incomplete";
  offSession: boolean;
}

export interface ChangePlan {
  after: Subscription;
  lines: InvoiceLine[];
  /** Another interval starts a new period at once, and is invoiced at once. */
  isNewCycle: boolean;
  /** Discounts of single use that the prorations use up; `after` is without them. */
  spent: string[];
}

/** Changes prices, quantities and items, and bills the difference as asked. */
export function changeItems(tx: Tx, id: string, input: ChangeInput): ApiError | null {
  const plan = planChange(tx, tx.need("subscription", id), input);
  tx.put("subscription", { ...plan.after, discounts: tx.need("subscription", id).discounts });
  dropDiscounts(tx, id, plan.spent);
  schedule(tx, plan.after);
  const invoicesNow = plan.isNewCycle || input.behavior === "always_invoice";
  if (!invoicesNow || (plan.lines.length === 0 && !plan.isNewCycle)) {
    for (const line of plan.lines) keepForLater(tx, plan.after, line);
    return null;
  }
  const draft = draftInvoice(tx, {
    subscription: plan.after,
    lines: plan.lines,
    billingReason: "subscription_update",
    periodStart: tx.now,
    periodEnd: tx.now,
    finalizesAt: null,
    prorationDate: input.date,
  });
  tx.patch("subscription", id, { latest_invoice: draft.id });
  tx.emit("customer.subscription.updated", "subscription", id);
  tx.emit("invoice.created", "invoice", draft.id);
  openInvoice(tx, draft.id);
  tx.emit("invoice.finalized", "invoice", draft.id);
  const outcome = collectInvoice(tx, draft.id, { offSession: input.offSession, isScheduled: true });
  if (input.paymentBehavior !== "error_if_incomplete" || outcome.kind === "paid") return null;
  if (outcome.kind === "declined") return cardError(outcome.decline);
  return new ApiError(402, {
    type: "card_error",
    code: "subscription_payment_intent_requires_action",
    message: "Payment for this subscription requires additional user action before it can be completed successfully.",
  });
}

/** What the change comes to, without doing it: the preview and the deed share this. */
export function planChange(
  tx: Tx,
  before: Subscription,
  input: Omit<ChangeInput, "paymentBehavior" | "offSession">,
): ChangePlan {
  const old = periodOf(before);
  if (input.date < old.start || input.date > old.end) {
    throw invalid("Cannot use a proration_date outside of the current period.", "proration_date");
  }
  const wanted = wantedItems(tx, before, input.items, old);
  requireOneCadence(wanted);
  const first = wanted[0];
  if (first === undefined) throw invalid("A subscription must have at least one active plan.", "items");
  const isTrial = before.status === "trialing";
  const isNewCycle = !isTrial && cadenceKey(first) !== cadenceKey(before.items.data[0]);
  const period = isNewCycle ? { start: tx.now, end: periodEndAfter(first.price, tx.now, tx.now) } : old;
  const data = wanted.map((item) => ({
    ...item,
    current_period_start: period.start,
    current_period_end: period.end,
  }));
  const after: Subscription = {
    ...before,
    billing_cycle_anchor: isNewCycle ? tx.now : before.billing_cycle_anchor,
    cancel_at: before.cancel_at_period_end ? period.end : before.cancel_at,
    items: { ...before.items, data },
  };
  if (isTrial) return { after, lines: [], isNewCycle: false, spent: [] };
  const lines: InvoiceLine[] = [];
  for (const was of before.items.data) {
    const is = data.find((item) => item.id === was.id);
    const isChanged = is === undefined || is.price.id !== was.price.id || is.quantity !== was.quantity;
    if (input.behavior !== "none" && (isNewCycle || isChanged)) lines.push(creditLine(tx, after, was, input.date));
    if (input.behavior !== "none" && !isNewCycle && isChanged && is !== undefined) {
      lines.push(debitLine(tx, after, is, input.date));
    }
  }
  for (const is of data) {
    const isAdded = !before.items.data.some((was) => was.id === is.id);
    if (isNewCycle) lines.push(itemLine(tx, after, is, period));
    else if (isAdded && input.behavior !== "none") lines.push(debitLine(tx, after, is, input.date));
  }
  const spent = spentBy(tx, lines);
  const discounts = after.discounts.filter((id) => !spent.has(id));
  return { after: { ...after, discounts }, lines, isNewCycle, spent: [...spent] };
}

/** Items without an id are added; ids must be the subscription's own. */
function wantedItems(tx: Tx, before: Subscription, changes: ItemChange[], period: Period): SubscriptionItem[] {
  let items = before.items.data;
  for (const [index, change] of changes.entries()) {
    const name = `items[${index}]`;
    if (change.id === undefined) {
      const price = wantedPrice(tx, change, name);
      if (items.some((item) => item.price.id === price.id)) {
        throw invalid(
          `An existing Subscription Item is already using this Price: ${price.id}. Pass its \`id\` to change it.`,
          `${name}[price]`,
        );
      }
      const added = buildItem({
        id: newId("si"),
        created: tx.now,
        subscription: before.id,
        price,
        quantity: change.quantity ?? 1,
        periodStart: period.start,
        periodEnd: period.end,
        metadata: mergeMetadata({}, change.metadata),
      });
      items = [...items, added];
      continue;
    }
    const existing = items.find((item) => item.id === change.id);
    if (existing === undefined) throw missingResource("subscription_item", change.id, `${name}[id]`);
    if (change.deleted === true) {
      items = items.filter((item) => item.id !== change.id);
      continue;
    }
    const hasPrice = change.price !== undefined || change.price_data !== undefined;
    const rebuilt = buildItem({
      id: existing.id,
      created: existing.created,
      subscription: before.id,
      price: hasPrice ? wantedPrice(tx, change, name) : existing.price,
      quantity: change.quantity ?? existing.quantity ?? 1,
      periodStart: period.start,
      periodEnd: period.end,
      metadata: mergeMetadata(existing.metadata, change.metadata),
    });
    items = items.map((item) => (item.id === existing.id ? rebuilt : item));
  }
  return items;
}

function keepForLater(tx: Tx, subscription: Subscription, line: InvoiceLine): void {
  tx.put("invoiceitem", buildInvoiceItem({ created: tx.now, subscription, line }));
}

function cadenceKey(item: SubscriptionItem | undefined): string {
  return `${item?.price.recurring?.interval_count} ${item?.price.recurring?.interval}`;
}
