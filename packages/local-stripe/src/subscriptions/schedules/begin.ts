import { newId } from "../../core/ids";
import type { Tables } from "../../core/store/tables";
import type { Tx } from "../../core/store/tx";
import { buildPhase, buildPhaseItem, buildSchedule, type Schedule } from "../objects/subscription-schedule";
import { periodOf } from "../periods";
import { firstInvoice, subscribe } from "../subscribe";
import { phaseAt, standIn } from "./advance";
import { carriedDiscounts, takeDiscounts } from "./discounts";

const draftSeconds = 3600;

/** The first phase begins: the subscription is created, with a draft that is collected an hour later. */
export function beginSchedule(tx: Tx, id: string): void {
  const schedule = tx.need("subscription_schedule", id);
  const phase = phaseAt(schedule, tx.now);
  if (phase === undefined) throw new Error(`schedule ${id} has no phase at ${tx.now}`);
  const defaults = schedule.default_settings;
  const method = phase.collection_method ?? defaults.collection_method;
  const start = schedule.phases[0]?.start_date ?? tx.now;
  const subscription = subscribe(tx, {
    customer: schedule.customer,
    items: phase.items.map((item) => ({
      price: tx.need("price", item.price),
      quantity: item.quantity ?? 1,
      metadata: item.metadata ?? {},
    })),
    status: "active",
    trialEnd: phase.trial_end !== null && phase.trial_end > tx.now ? phase.trial_end : null,
    trialMissingPaymentMethod: "create_invoice",
    cancelAt: null,
    cancelAtPeriodEnd: false,
    defaultPaymentMethod: phase.default_payment_method ?? defaults.default_payment_method,
    description: phase.description ?? defaults.description,
    metadata: phase.metadata ?? {},
    pendingSetupIntent: null,
    saveDefaultPaymentMethod: "off",
    startDate: Math.min(start, tx.now),
    billingMode: schedule.billing_mode.type === "classic" ? "classic" : "flexible",
    collectionMethod: method === "send_invoice" ? "send_invoice" : "charge_automatically",
    daysUntilDue: defaults.invoice_settings.days_until_due ?? undefined,
  });
  tx.patch("subscription", subscription.id, { schedule: id });
  standIn(tx, { ...schedule, subscription: subscription.id }, phase);
  takeDiscounts(tx, subscription.id, phase, "entering");
  tx.hush("subscription_schedule", id);
  const behavior = phase.proration_behavior === "none" ? "none" : "create_prorations";
  const draft = firstInvoice(tx, tx.need("subscription", subscription.id), {
    behavior,
    finalizesAt: tx.now + draftSeconds,
  });
  tx.emit("customer.subscription.created", "subscription", subscription.id);
  const created = tx.emit("invoice.created", "invoice", draft.id);
  tx.schedule("invoice.finalize", draft.id, tx.now + draftSeconds, created.id);
}

/** A schedule for a subscription that runs already; its only phase is the running period. */
export function scheduleFor(tx: Tx, subscription: Tables["subscription"], metadata: Record<string, string>): Schedule {
  const period = periodOf(subscription);
  const phase = buildPhase({
    start: period.start,
    end: period.end,
    currency: subscription.currency,
    items: subscription.items.data.map((item) => buildPhaseItem(item.price.id, item.quantity ?? 1, item.metadata)),
    billingCycleAnchor: null,
    collectionMethod: null,
    defaultPaymentMethod: null,
    description: null,
    discounts: carriedDiscounts(subscription),
    metadata: {},
    prorationBehavior: "create_prorations",
    trialEnd: subscription.status === "trialing" ? subscription.trial_end : null,
  });
  const built = buildSchedule({
    id: newId("sub_sched"),
    created: tx.now,
    customer: subscription.customer,
    testClock: subscription.test_clock,
    billingMode: subscription.billing_mode,
    endBehavior: "release",
    metadata,
    defaults: {
      billingCycleAnchor: "automatic",
      collectionMethod: subscription.collection_method,
      defaultPaymentMethod: subscription.default_payment_method,
      description: subscription.description,
      daysUntilDue: subscription.days_until_due,
    },
    phases: [phase],
  });
  const schedule = standIn(tx, { ...built, subscription: subscription.id }, phase);
  tx.patch("subscription", subscription.id, { schedule: schedule.id });
  return schedule;
}
