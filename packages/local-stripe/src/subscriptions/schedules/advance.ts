import { mergeMetadata } from "../../core/api/params";
import { newId } from "../../core/ids";
import type { Tables } from "../../core/store/tables";
import type { Tx } from "../../core/store/tx";
import { cancelNow } from "../cancel";
import { changeItems } from "../change";
import type { ItemChange } from "../change-plan";
import { buildItem, type SubscriptionItem } from "../objects/subscription";
import type { Phase, Schedule } from "../objects/subscription-schedule";
import { cadenceKey, periodOf } from "../periods";
import { completeSchedule, releaseSchedule } from "./close";
import { discountsToCome, takeDiscounts } from "./discounts";

type Subscription = Tables["subscription"];

const week = 7 * 86_400;

/** The schedule's events, sent after the subscription's own. */
export interface Entered {
  tell(): void;
}

/** Moves a schedule on when its phase is over: to the next phase, or to its end. Null when the phase still runs. */
export function enterPhase(tx: Tx, id: string): Entered | null {
  const schedule = tx.get("subscription_schedule", id);
  const { current_phase: current, subscription } = schedule ?? {};
  if (schedule === undefined || !current || !subscription || current.end_date > tx.now) return null;
  const next = phaseAt(schedule, tx.now);
  if (next === undefined) return finish(tx, schedule, subscription);
  applyPhase(tx, subscription, next);
  standIn(tx, schedule, next);
  tx.hush("subscription_schedule", id);
  return { tell: () => tx.emitUpdate("subscription_schedule.updated", "subscription_schedule", id) };
}

/** Puts the schedule into a phase and schedules the phase's end. */
export function standIn(tx: Tx, schedule: Schedule, phase: Phase): Schedule {
  tx.schedule("subscription_schedule.phase", schedule.id, phase.end_date);
  const end = schedule.phases.at(-1)?.end_date ?? phase.end_date;
  if (end - week > tx.now) tx.schedule("subscription_schedule.expiring", schedule.id, end - week);
  return tx.put("subscription_schedule", {
    ...schedule,
    current_phase: { start_date: phase.start_date, end_date: phase.end_date },
    status: "active",
  });
}

export function phaseAt(schedule: Schedule, at: number): Phase | undefined {
  return schedule.phases.find((phase) => phase.start_date <= at && at < phase.end_date);
}

/** The subscription as its schedule will have it when its period ends: what a preview has to show. */
export function asOfNextPhase(tx: Tx, subscription: Subscription): Subscription {
  const schedule = tx.get("subscription_schedule", subscription.schedule ?? "");
  const { end } = periodOf(subscription);
  const next = schedule === undefined ? undefined : phaseAt(schedule, end);
  const current = schedule?.current_phase ?? null;
  if (next === undefined || current === null || next.start_date !== current.end_date || next.start_date !== end) {
    return subscription;
  }
  const discounts = discountsToCome(tx, subscription, next);
  return { ...replaceItems(tx, subscription, next, end), discounts };
}

function finish(tx: Tx, schedule: Schedule, subscription: string): Entered {
  if (schedule.end_behavior === "cancel") {
    completeSchedule(tx, schedule.id);
    cancelNow(tx, subscription, {});
    return { tell: () => undefined };
  }
  return { tell: () => void releaseSchedule(tx, schedule.id) };
}

/** At the end of a period the phase's items are billed next as they are; in the middle of one they are prorated. */
function applyPhase(tx: Tx, id: string, phase: Phase): void {
  const before = tx.need("subscription", id);
  const settled = tx.put("subscription", {
    ...before,
    collection_method: phase.collection_method ?? before.collection_method,
    default_payment_method: phase.default_payment_method ?? before.default_payment_method,
    description: phase.description ?? before.description,
    metadata: mergeMetadata(before.metadata, phase.metadata ?? {}),
  });
  takeDiscounts(tx, id, phase, "entering");
  if (periodOf(settled).end <= tx.now) {
    tx.put("subscription", replaceItems(tx, tx.need("subscription", id), phase, tx.now));
    return;
  }
  changeToPhase(tx, id, phase, phase.proration_behavior);
}

/** Changes the subscription's items to those of a phase, in the middle of a period. */
export function changeToPhase(tx: Tx, id: string, phase: Phase, behavior: string): void {
  const items = changesTo(tx.need("subscription", id), phase);
  if (items.length === 0 && phase.billing_cycle_anchor !== "phase_start") return;
  changeItems(tx, id, {
    items,
    behavior: behavior === "always_invoice" || behavior === "none" ? behavior : "create_prorations",
    date: tx.now,
    paymentBehavior: "allow_incomplete",
    offSession: true,
    anchorNow: phase.billing_cycle_anchor === "phase_start",
  });
}

/** What has to change for the items to be the phase's; an item gives its id to the one that takes its place. */
function changesTo(subscription: Subscription, phase: Phase): ItemChange[] {
  const left = [...subscription.items.data];
  const changes: ItemChange[] = [];
  const waiting: Phase["items"] = [];
  for (const item of phase.items) {
    const index = left.findIndex((own) => own.price.id === item.price);
    const [own] = index === -1 ? [] : left.splice(index, 1);
    if (own === undefined) waiting.push(item);
    else if (own.quantity !== item.quantity) changes.push({ ...blank, id: own.id, quantity: item.quantity });
  }
  for (const item of waiting) {
    changes.push({ ...blank, id: left.shift()?.id, price: item.price, quantity: item.quantity });
  }
  for (const own of left) changes.push({ ...blank, id: own.id, deleted: true });
  return changes;
}

const blank: ItemChange = {
  id: undefined,
  deleted: undefined,
  price: undefined,
  price_data: undefined,
  quantity: undefined,
  metadata: undefined,
};

/** The item that each of a phase's items takes the place of: the one at its price, else one that is left over. */
function placesOf(subscription: Subscription, phase: Phase): (SubscriptionItem | undefined)[] {
  const left = [...subscription.items.data];
  const same = phase.items.map((item) => {
    const index = left.findIndex((own) => own.price.id === item.price);
    return index === -1 ? undefined : left.splice(index, 1)[0];
  });
  return same.map((own) => own ?? left.shift());
}

function replaceItems(tx: Tx, subscription: Subscription, phase: Phase, at: number): Subscription {
  const period = periodOf(subscription);
  const taken = placesOf(subscription, phase);
  const data = phase.items.map((item, index) => {
    const own = taken[index];
    return buildItem({
      id: own?.id ?? newId("si"),
      created: own?.created ?? at,
      subscription: subscription.id,
      price: tx.need("price", item.price),
      quantity: item.quantity ?? 1,
      // An item that is billed at its own times goes on in its period.
      periodStart: own?.current_period_start ?? period.start,
      periodEnd: own?.current_period_end ?? period.end,
      metadata: mergeMetadata({}, item.metadata ?? {}),
    });
  });
  const had = new Set(subscription.items.data.map((item) => cadenceKey(item.price)));
  const isNewCycle =
    phase.billing_cycle_anchor === "phase_start" || !data.some((item) => had.has(cadenceKey(item.price)));
  return {
    ...subscription,
    billing_cycle_anchor: isNewCycle ? at : subscription.billing_cycle_anchor,
    billing_cycle_anchor_config: isNewCycle ? null : subscription.billing_cycle_anchor_config,
    items: { ...subscription.items, data },
  };
}
