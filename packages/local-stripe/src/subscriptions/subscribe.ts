import { requireBillableItems, requirePriceIn } from "../catalogue/price-currency";
import { invalid } from "../core/api/errors";
import { newId } from "../core/ids";
import type { Tables } from "../core/store/tables";
import type { Tx } from "../core/store/tx";
import { draftInvoice } from "../invoices/draft";
import type { InvoiceLine } from "../invoices/objects/invoice";
import { type AnchorConfigInput, anchorFromConfig, requireReachable } from "./anchors";
import { itemLine, trialLine } from "./lines";
import { buildItem, buildSubscription } from "./objects/subscription";
import { type Period, periodOf, requireBillableTogether, withPeriods } from "./periods";
import { schedule } from "./schedule";
import { backdatedLines, isWhole, runningPeriod } from "./start";

type Subscription = Tables["subscription"];
type Price = Tables["price"];

export interface WantedItem {
  price: Price;
  quantity: number;
  metadata: Record<string, string>;
}

export interface SubscribeInput {
  customer: string;
  items: WantedItem[];
  status: "active" | "incomplete";
  trialEnd: number | null;
  trialMissingPaymentMethod: string;
  cancelAt: number | null;
  cancelAtPeriodEnd: boolean;
  defaultPaymentMethod: string | null;
  description: string | null;
  metadata: Record<string, string>;
  pendingSetupIntent: string | null;
  saveDefaultPaymentMethod: string;
  /** The moment service began, when that was before now. */
  startDate?: number | undefined;
  anchor?: number | undefined;
  anchorConfig?: AnchorConfigInput | undefined;
  billingMode?: "classic" | "flexible" | undefined;
  collectionMethod?: "charge_automatically" | "send_invoice" | undefined;
  daysUntilDue?: number | undefined;
  /** One of the prices' currencies; the first price's own by default. */
  currency?: string | undefined;
  /** Redeems the discounts it starts with. */
  discounts?: ((subscription: Subscription) => string[]) | undefined;
}

/** A new subscription with its first period and what falls due later. No event is sent yet. */
export function subscribe(tx: Tx, input: SubscribeInput): Subscription {
  const id = newId("sub");
  const isTrial = input.trialEnd !== null;
  const first = input.items[0];
  if (first === undefined) throw invalid("A subscription needs at least one item.", "items", "parameter_missing");
  const currency = input.currency ?? first.price.currency;
  const priced = input.items.map(({ price }, index) => ({
    price: requirePriceIn(tx, price, currency, `items[${index}][price]`),
  }));
  requireBillableItems(tx, input.items, currency);
  requireBillableTogether(priced, input.billingMode ?? "flexible");
  const start = input.startDate ?? tx.now;
  if (start > tx.now) throw invalid("backdate_start_date must be in the past.", "backdate_start_date");
  const anchor = anchorFor(tx, input, first.price);
  if (input.anchor !== undefined) requireReachable(input.anchor, first.price, input.trialEnd ?? tx.now, start);
  const items = input.items.map((item) =>
    buildItem({
      id: newId("si"),
      created: tx.now,
      subscription: id,
      price: item.price,
      quantity: item.quantity,
      periodStart: tx.now,
      periodEnd: input.trialEnd ?? tx.now,
      metadata: item.metadata,
    }),
  );
  const built = buildSubscription({
    ...input,
    id,
    created: tx.now,
    currency,
    status: isTrial ? "trialing" : input.status,
    items,
    billingCycleAnchor: anchor,
    trialStart: isTrial ? tx.now : null,
  });
  const bare: Subscription = {
    ...built,
    billing_cycle_anchor_config: input.anchorConfig === undefined ? null : fullConfig(input.anchorConfig),
    billing_mode: {
      flexible: input.billingMode === "classic" ? null : { proration_discounts: "included" },
      type: input.billingMode ?? "flexible",
    },
    collection_method: input.collectionMethod ?? "charge_automatically",
    days_until_due: input.daysUntilDue ?? null,
    start_date: start,
    test_clock: tx.need("customer", input.customer).test_clock ?? null,
  };
  const placed = isTrial ? bare : withPeriods(bare, (item) => runningPeriod(bare, item.price, start, tx.now));
  const subscription = tx.put("subscription", {
    ...placed,
    cancel_at: input.cancelAtPeriodEnd ? periodOf(placed).end : placed.cancel_at,
  });
  schedule(tx, subscription);
  const discounts = input.discounts?.(subscription) ?? [];
  return discounts.length === 0 ? subscription : tx.patch("subscription", id, { discounts });
}

export interface FirstInvoiceInput {
  /** `none` leaves time before the first whole period unbilled. */
  behavior?: "always_invoice" | "create_prorations" | "none" | undefined;
  finalizesAt?: number | null;
  /** One-time items bought with it. */
  extras?: readonly InvoiceLine[];
  /** False leaves the customer's pending invoice items for later. */
  sweeps?: boolean;
}

/** The draft of the first invoice; during a trial its total is zero. */
export function firstInvoice(tx: Tx, subscription: Subscription, input: FirstInvoiceInput = {}): Tables["invoice"] {
  const isTrial = subscription.status === "trialing";
  const lines = subscription.items.data.flatMap((item) => {
    const period: Period = { start: item.current_period_start, end: item.current_period_end };
    if (isTrial) return [trialLine(tx, subscription, item, period)];
    const running = itemLine(tx, subscription, item, period);
    const isFree = input.behavior === "none" && !isWhole(subscription, item.price, period, tx.now);
    const earlier = input.behavior === "none" ? [] : backdatedLines(tx, subscription, item);
    return [...earlier, isFree ? { ...running, amount: 0, subtotal: 0 } : running];
  });
  const invoice = draftInvoice(tx, {
    subscription,
    lines: [...lines, ...(input.extras ?? [])],
    billingReason: "subscription_create",
    periodStart: tx.now,
    periodEnd: tx.now,
    finalizesAt: input.finalizesAt ?? null,
    sweeps: input.sweeps ?? true,
  });
  tx.patch("subscription", subscription.id, { latest_invoice: invoice.id });
  return invoice;
}

function anchorFor(tx: Tx, input: SubscribeInput, price: Price): number {
  if (input.anchor !== undefined) return input.anchor;
  if (input.anchorConfig !== undefined) return anchorFromConfig(input.anchorConfig, price, input.trialEnd ?? tx.now);
  return input.trialEnd ?? tx.now;
}

function fullConfig(sent: AnchorConfigInput): NonNullable<Subscription["billing_cycle_anchor_config"]> {
  return {
    day_of_month: sent.day_of_month,
    hour: sent.hour ?? null,
    minute: sent.minute ?? null,
    month: sent.month ?? null,
    second: sent.second ?? null,
  };
}
