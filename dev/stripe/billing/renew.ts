import { toJson } from "../store/diff";
import type { Tables } from "../store/tables";
import { deliveryId, type Tx } from "../store/tx";
import { cancelNow } from "./cancel";
import { collectInvoice, subscriptionOf } from "./collect";
import { draftInvoice, openInvoice } from "./invoices";
import { itemLine, type Period } from "./lines";
import { hasMethod } from "./methods";
import { schedule } from "./schedule";
import { firstItem, periodEndAfter, periodOf, withPeriod } from "./subscribe";
import { upcomingInvoice } from "./upcoming";

type Subscription = Tables["subscription"];

const draftSeconds = 3600;
const draftAtMostSeconds = 72 * 3600;

/** A period is over: the subscription ends if it was to, or moves on and gets its draft invoice. */
export function periodEnded(tx: Tx, id: string): void {
  const subscription = tx.get("subscription", id);
  if (subscription === undefined || subscription.ended_at !== null) return;
  const { end } = periodOf(subscription);
  const { cancel_at: cancelAt } = subscription;
  if (subscription.cancel_at_period_end || (cancelAt !== null && cancelAt <= end)) {
    cancelNow(tx, id, {});
    return;
  }
  if (subscription.status === "trialing" && !hasMethod(tx, subscription)) {
    if (endTrialWithoutMethod(tx, subscription)) return;
  }
  renew(tx, subscription);
}

/** `cancel_at` has come, in the middle of a period. */
export function cancelAtReached(tx: Tx, id: string): void {
  const subscription = tx.get("subscription", id);
  if (subscription !== undefined && subscription.ended_at === null) cancelNow(tx, id, {});
}

/** The draft hour is over. While `invoice.created` has found no taker the draft waits, three days at most. */
export function finalizeDue(tx: Tx, id: string, created: string | null): void {
  const invoice = tx.get("invoice", id);
  if (invoice === undefined || invoice.status !== "draft") return;
  if (isUnanswered(tx, created) && tx.now < invoice.created + draftAtMostSeconds) {
    tx.schedule("invoice.finalize", id, Math.min(tx.now + draftSeconds, invoice.created + draftAtMostSeconds), created);
    return;
  }
  if (invoice.webhooks_delivered_at === null && !isUnanswered(tx, created)) {
    tx.patch("invoice", id, { webhooks_delivered_at: tx.now });
    tx.hush("invoice", id);
  }
  openInvoice(tx, id);
  tx.emit("invoice.finalized", "invoice", id);
  collectInvoice(tx, id, { offSession: true, isScheduled: true });
}

/** The next attempt at an unpaid invoice; after the last one the subscription ends. */
export function retryDue(tx: Tx, id: string): void {
  const invoice = tx.get("invoice", id);
  if (invoice === undefined || invoice.status !== "open") return;
  const outcome = collectInvoice(tx, id, { offSession: true, isScheduled: true });
  if (outcome.kind === "paid" || tx.need("invoice", id).next_payment_attempt !== null) return;
  const subscription = subscriptionOf(tx, invoice);
  if (subscription !== undefined && subscription.ended_at === null) {
    cancelNow(tx, subscription.id, { reason: "payment_failed" });
  }
}

export function upcomingDue(tx: Tx, id: string): void {
  const subscription = tx.get("subscription", id);
  if (subscription === undefined || subscription.ended_at !== null) return;
  const { id: _none, ...preview } = toJson(upcomingInvoice(tx, subscription));
  tx.emitObject("invoice.upcoming", preview);
}

export function trialWillEnd(tx: Tx, id: string): void {
  if (tx.get("subscription", id)?.status === "trialing") {
    tx.emit("customer.subscription.trial_will_end", "subscription", id);
  }
}

/** 23 hours without a first payment: the subscription never came to be. */
export function incompleteExpired(tx: Tx, id: string): void {
  const subscription = tx.get("subscription", id);
  if (subscription?.status !== "incomplete") return;
  tx.patch("subscription", id, { status: "incomplete_expired", ended_at: tx.now });
  tx.unschedule("subscription.period_end", id);
  tx.unschedule("invoice.upcoming", id);
  tx.emit("customer.subscription.updated", "subscription", id);
  const invoice = tx.get("invoice", subscription.latest_invoice ?? "");
  if (invoice?.status !== "open") return;
  tx.put("invoice", {
    ...invoice,
    auto_advance: false,
    status: "void",
    status_transitions: { ...invoice.status_transitions, voided_at: tx.now },
  });
  tx.emit("invoice.voided", "invoice", invoice.id);
}

/** Moves the period on first: the status stays, the money is asked for an hour later. */
function renew(tx: Tx, before: Subscription): void {
  const item = firstItem(before);
  const old = periodOf(before);
  const period: Period = {
    start: old.end,
    end: periodEndAfter(item.price, before.billing_cycle_anchor, old.end),
  };
  const moved = withPeriod({ ...before, status: before.status === "trialing" ? "active" : before.status }, period);
  tx.put("subscription", moved);
  const invoice = draftInvoice(tx, {
    subscription: moved,
    lines: moved.items.data.map((each) => itemLine(tx, moved, each, period)),
    billingReason: "subscription_cycle",
    periodStart: old.start,
    periodEnd: old.end,
    finalizesAt: tx.now + draftSeconds,
  });
  const after = tx.patch("subscription", moved.id, { latest_invoice: invoice.id });
  tx.emit("customer.subscription.updated", "subscription", after.id);
  const created = tx.emit("invoice.created", "invoice", invoice.id);
  tx.schedule("invoice.finalize", invoice.id, tx.now + draftSeconds, created.id);
  schedule(tx, after);
}

function endTrialWithoutMethod(tx: Tx, subscription: Subscription): boolean {
  const behaviour = subscription.trial_settings?.end_behavior.missing_payment_method;
  if (behaviour === "cancel") {
    cancelNow(tx, subscription.id, {});
    return true;
  }
  if (behaviour === "pause") {
    tx.patch("subscription", subscription.id, { status: "paused" });
    tx.emit("customer.subscription.paused", "subscription", subscription.id);
    return true;
  }
  return false;
}

/** Whether an endpoint that wants `invoice.created` was asked and has not answered 2xx. */
function isUnanswered(tx: Tx, created: string | null): boolean {
  if (created === null) return false;
  return tx.rows("webhook_endpoint").some((endpoint) => {
    const state = tx.get("delivery", deliveryId(created, endpoint.id))?.state;
    return state === "pending" || state === "retrying";
  });
}
