import { ApiError } from "../core/api/errors";
import { stretchEnd } from "../core/clock/calendar";
import { amountOf } from "../core/money/money";
import type { Tables } from "../core/store/tables";
import type { Tx } from "../core/store/tx";
import { changeItems } from "../subscriptions/change";
import { type ChangeInput, planChange } from "../subscriptions/change-plan";
import { buildPhase, buildPhaseItem } from "../subscriptions/objects/subscription-schedule";
import { anchorOf, cadenceOf, firstItem, periodOf } from "../subscriptions/periods";
import { scheduleFor } from "../subscriptions/schedules/begin";
import { releaseSchedule } from "../subscriptions/schedules/close";
import { carriedDiscounts } from "../subscriptions/schedules/discounts";
import { changeInvoice, upcomingInvoice } from "../subscriptions/upcoming";
import type { PortalConfiguration } from "./object";

type Subscription = Tables["subscription"];
type Price = Tables["price"];
type UpdateFeature = PortalConfiguration["features"]["subscription_update"];

export interface PlanChoice {
  price: Price;
  quantity: number;
  /** The engine second the proration is calculated from, so that the customer confirms the amount that was shown. */
  date: number;
}

export interface Offer {
  price: Price;
  /** Null where the quantity is not the customer's to choose. */
  quantity: { least: number; most: number } | null;
}

/** The prices a configuration lets a customer change to. */
export function offersOf(reader: Pick<Tx, "get">, feature: UpdateFeature): Offer[] {
  return (feature.products ?? []).flatMap((product) =>
    product.prices.flatMap((id) => {
      const price = reader.get("price", id);
      if (price === undefined || !price.active) return [];
      const { enabled, minimum, maximum } = product.adjustable_quantity;
      const canChoose = enabled && feature.default_allowed_updates.includes("quantity");
      return [{ price, quantity: canChoose ? { least: minimum, most: maximum ?? 999_999 } : null }];
    }),
  );
}

/** Whether the configuration puts this change off to the end of the period. */
export function waitsForPeriodEnd(feature: UpdateFeature, subscription: Subscription, choice: PlanChoice): boolean {
  const item = firstItem(subscription);
  const isLess = amountOf(choice.price, choice.quantity) < amountOf(item.price, item.quantity ?? 1);
  const isShorter = lengthOf(choice.price) < lengthOf(item.price);
  return feature.schedule_at_period_end.conditions.some(
    ({ type }) => (type === "decreasing_item_amount" && isLess) || (type === "shortening_interval" && isShorter),
  );
}

/** The invoice the change would bring, now or with the next period. */
export function previewPlan(
  tx: Tx,
  feature: UpdateFeature,
  subscription: Subscription,
  choice: PlanChoice,
): Tables["invoice"] {
  const input = inputFor(feature, subscription, choice);
  const plan = planChange(tx, subscription, input);
  if (plan.isNewCycle || input.behavior === "always_invoice") return changeInvoice(tx, plan);
  return upcomingInvoice(tx, plan.after, { lines: plan.lines });
}

export type PlanChanged = { kind: "changed" } | { kind: "scheduled" } | { kind: "refused"; message: string };

/** Changes the plan as the configuration says. Throws when the payment fails, so that the caller's transaction changes nothing. */
export function changePlan(
  tx: Tx,
  feature: UpdateFeature,
  subscription: Subscription,
  choice: PlanChoice,
): PlanChanged {
  if (subscription.schedule !== null) releaseSchedule(tx, subscription.schedule);
  if (waitsForPeriodEnd(feature, subscription, choice)) {
    scheduleChange(tx, subscription, choice);
    return { kind: "scheduled" };
  }
  const refusal = changeItems(tx, subscription.id, {
    ...inputFor(feature, subscription, choice),
    paymentBehavior: "error_if_incomplete",
    offSession: false,
  });
  if (refusal instanceof ApiError) throw refusal;
  return { kind: "changed" };
}

function inputFor(
  feature: UpdateFeature,
  subscription: Subscription,
  choice: PlanChoice,
): Omit<ChangeInput, "paymentBehavior" | "offSession"> {
  const behavior: string = feature.proration_behavior;
  return {
    items: [
      {
        id: firstItem(subscription).id,
        price: choice.price.id,
        quantity: choice.quantity,
        deleted: undefined,
        metadata: undefined,
        price_data: undefined,
      },
    ],
    behavior: behavior === "always_invoice" || behavior === "none" ? behavior : "create_prorations",
    date: choice.date,
    anchorNow: feature.billing_cycle_anchor === "now",
    endsTrial: subscription.status === "trialing" && feature.trial_update_behavior === "end_trial",
  };
}

/** The running period stays as it is; from the next one on it is the chosen plan. */
function scheduleChange(tx: Tx, subscription: Subscription, choice: PlanChoice): void {
  const schedule = scheduleFor(tx, tx.need("subscription", subscription.id), {});
  const { end } = periodOf(subscription);
  const { interval, count } = cadenceOf(choice.price);
  const next = buildPhase({
    start: end,
    end: stretchEnd(anchorOf(subscription), end, interval, count),
    currency: subscription.currency,
    items: [buildPhaseItem(choice.price.id, choice.quantity, {})],
    billingCycleAnchor: null,
    collectionMethod: null,
    defaultPaymentMethod: null,
    description: null,
    discounts: carriedDiscounts(subscription),
    metadata: {},
    prorationBehavior: "none",
    trialEnd: null,
  });
  tx.put("subscription_schedule", { ...schedule, phases: [...schedule.phases, next] });
}

function lengthOf(price: Price): number {
  const { interval, count } = cadenceOf(price);
  return { day: 1, week: 7, month: 30, year: 365 }[interval] * count;
}
