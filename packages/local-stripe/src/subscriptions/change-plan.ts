import { requireBillableItems } from "../catalogue/price-currency";
import { invalid, missingResource } from "../core/api/errors";
import type { Params } from "../core/api/params";
import { mergeMetadata } from "../core/api/params";
import { newId } from "../core/ids";
import { amountOf } from "../core/money/money";
import type { Tables } from "../core/store/tables";
import type { Tx } from "../core/store/tx";
import { spentBy } from "../invoices/discounts";
import type { InvoiceLine } from "../invoices/objects/invoice";
import { itemLine } from "./lines";
import { buildItem, type SubscriptionItem } from "./objects/subscription";
import {
  anchorOf,
  cadenceKey,
  type Period,
  periodEndAfter,
  periodOf,
  requireBillableTogether,
  wholeStart,
  withPeriods,
} from "./periods";
import { creditLine, debitLine } from "./proration";
import { type itemShape, wantedPrice } from "./routes/subscription-item-params";

type Subscription = Tables["subscription"];

export type ItemChange = Params<typeof itemShape> & { id: string | undefined; deleted: boolean | undefined };

export interface ChangeInput {
  items: ItemChange[];
  behavior: "always_invoice" | "create_prorations" | "none";
  /** The engine second the proration is calculated from. */
  date: number;
  paymentBehavior: "allow_incomplete" | "default_incomplete" | "error_if_incomplete" | "pending_if_incomplete";
  offSession: boolean;
  /** A new period starts now. */
  anchorNow?: boolean;
  /** The trial is over now. */
  endsTrial?: boolean;
}

export interface ChangePlan {
  after: Subscription;
  lines: InvoiceLine[];
  /** Another interval starts a new period at once, and is invoiced at once. */
  isNewCycle: boolean;
  /** Discounts of single use that the prorations use up; `after` is without them. */
  spent: string[];
}

/** What the change results in, without making it: shared by the preview and the change itself. */
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
  requireBillableItems(tx, wanted, before.currency);
  requireBillableTogether(wanted, before.billing_mode.type);
  if (wanted.length === 0) throw invalid("A subscription must have at least one active plan.", "items");
  const isTrial = before.status === "trialing" && input.endsTrial !== true;
  const isNewCycle = !isTrial && startsNewCycle(before, wanted, input);
  const base: Subscription = {
    ...before,
    billing_cycle_anchor: isNewCycle ? tx.now : before.billing_cycle_anchor,
    billing_cycle_anchor_config: isNewCycle ? null : before.billing_cycle_anchor_config,
    items: { ...before.items, data: wanted },
    ...(input.endsTrial === true ? { status: "active", trial_end: tx.now } : {}),
  };
  const placed = withPeriods(base, (item) => periodFor(base, before, item, isNewCycle, tx.now));
  const after = before.cancel_at_period_end ? { ...placed, cancel_at: periodOf(placed).end } : placed;
  if (isTrial) return { after, lines: [], isNewCycle: false, spent: [] };
  const lines = planLines(tx, { before, after, isNewCycle, ...input });
  const spent = spentBy(tx, lines);
  const discounts = after.discounts.filter((id) => !spent.has(id));
  return { after: { ...after, discounts }, lines, isNewCycle, spent: [...spent] };
}

function planLines(
  tx: Tx,
  change: Pick<ChangeInput, "behavior" | "date" | "endsTrial"> & {
    before: Subscription;
    after: Subscription;
    isNewCycle: boolean;
  },
): InvoiceLine[] {
  const { before, after, isNewCycle } = change;
  const prorates = change.behavior !== "none";
  const lines: InvoiceLine[] = [];
  for (const was of before.items.data) {
    const is = after.items.data.find((item) => item.id === was.id);
    const isChanged = is === undefined || is.price.id !== was.price.id || is.quantity !== was.quantity;
    // A trial was not paid for, so nothing of it is credited.
    const isOwed = prorates && change.endsTrial !== true && before.status !== "paused";
    if (isOwed && (isNewCycle || isChanged)) lines.push(creditLine(tx, before, was, change.date));
    if (prorates && !isNewCycle && isChanged && is !== undefined) lines.push(debitLine(tx, after, is, change.date));
  }
  for (const is of after.items.data) {
    const isAdded = !before.items.data.some((was) => was.id === is.id);
    const period = { start: is.current_period_start, end: is.current_period_end };
    if (isNewCycle) lines.push(itemLine(tx, after, is, period));
    else if (isAdded && prorates) lines.push(debitLine(tx, after, is, change.date));
  }
  return lines;
}

/**
 * Another interval, an anchor set to now, the end of a trial and a first price above nothing begin a new period, which
 * is invoiced at once. Source: https://docs.stripe.com/billing/subscriptions/change#immediate-payment
 */
function startsNewCycle(
  before: Subscription,
  wanted: SubscriptionItem[],
  input: Pick<ChangeInput, "anchorNow" | "endsTrial">,
): boolean {
  if (input.anchorNow === true || input.endsTrial === true) return true;
  const had = new Set(before.items.data.map((item) => cadenceKey(item.price)));
  if (!wanted.some((item) => had.has(cadenceKey(item.price)))) return true;
  return isFree(before.items.data) && !isFree(wanted);
}

function isFree(items: SubscriptionItem[]): boolean {
  return items.every((item) => amountOf(item.price, item.quantity ?? 1) === 0);
}

/** An item keeps the period of its cadence; a cadence that is new joins in the middle of its own. */
function periodFor(
  base: Subscription,
  before: Subscription,
  item: SubscriptionItem,
  isNewCycle: boolean,
  now: number,
): Period {
  if (isNewCycle) return { start: now, end: periodEndAfter(item.price, now, now) };
  const alike = before.items.data.find((was) => cadenceKey(was.price) === cadenceKey(item.price));
  if (alike !== undefined) return { start: alike.current_period_start, end: alike.current_period_end };
  if (before.status === "trialing") return periodOf(before);
  const end = periodEndAfter(item.price, anchorOf(base), now);
  return { start: Math.max(base.start_date, wholeStart(item.price, anchorOf(base), end)), end };
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
