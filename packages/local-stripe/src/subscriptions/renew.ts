import { toJson } from "../core/store/diff";
import type { Tables } from "../core/store/tables";
import { deliveryId, type Tx } from "../core/store/tx";
import { collectInvoice, subscriptionOf } from "../invoices/collect";
import { draftInvoice, openInvoice } from "../invoices/draft";
import { issueNow } from "../invoices/issue";
import { markUncollectible, voidInvoice } from "../invoices/void";
import { cancelNow } from "./cancel";
import { giveUp } from "./give-up";
import { itemLine } from "./lines";
import { defaultMethodOf } from "./methods";
import type { SubscriptionItem } from "./objects/subscription";
import { dropPendingUpdate } from "./pending-update";
import { anchorOf, type Period, periodEndAfter, periodOf, withPeriods } from "./periods";
import { schedule } from "./schedule";
import { enterPhase } from "./schedules/advance";
import { upcomingInvoice } from "./upcoming";

type Subscription = Tables["subscription"];

const draftSeconds = 3600;
const draftAtMostSeconds = 72 * 3600;

/** A period is over: the subscription ends if it is scheduled to, or moves on and gets its draft invoice. */
export function periodEnded(tx: Tx, id: string): void {
  const subscription = tx.get("subscription", id);
  if (subscription === undefined || subscription.ended_at !== null || subscription.status === "paused") return;
  const { end } = periodOf(subscription);
  const { cancel_at: cancelAt } = subscription;
  if (subscription.cancel_at_period_end || (cancelAt !== null && cancelAt <= end)) {
    cancelNow(tx, id, {});
    return;
  }
  if (subscription.status === "trialing" && defaultMethodOf(tx, subscription) === undefined) {
    if (endTrialWithoutMethod(tx, subscription)) return;
  }
  dropPendingUpdate(tx, id);
  // A phase that begins with the period is in force before the period is billed.
  const phase = subscription.schedule === null ? null : enterPhase(tx, subscription.schedule);
  const current = tx.need("subscription", id);
  if (current.ended_at === null) renew(tx, current);
  phase?.tell();
}

/** `cancel_at` is reached in the middle of a period. */
export function cancelAtReached(tx: Tx, id: string): void {
  const subscription = tx.get("subscription", id);
  if (subscription !== undefined && subscription.ended_at === null) cancelNow(tx, id, {});
}

/** The draft hour is over. While `invoice.created` is not answered with 2xx the draft waits, three days at most. */
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
  issueNow(tx, id, { offSession: true });
}

/** The next attempt at an unpaid invoice; after the last one the subscription ends. */
export function retryDue(tx: Tx, id: string): void {
  const invoice = tx.get("invoice", id);
  if (invoice === undefined || invoice.status !== "open") return;
  const outcome = collectInvoice(tx, id, { offSession: true, isScheduled: true });
  if (outcome.kind === "paid" || outcome.kind === "processing") return;
  if (tx.need("invoice", id).next_payment_attempt !== null) return;
  const subscription = subscriptionOf(tx, invoice);
  if (subscription !== undefined) giveUp(tx, subscription.id);
}

export function upcomingDue(tx: Tx, id: string): void {
  const subscription = tx.get("subscription", id);
  if (subscription === undefined || subscription.ended_at !== null) return;
  // No invoice.upcoming while collection is paused: docs.stripe.com/billing/subscriptions/pause-payment
  if (subscription.pause_collection !== null) return;
  const { id: _none, ...preview } = toJson(upcomingInvoice(tx, subscription));
  tx.emitObject("invoice.upcoming", preview);
}

/** 23 hours without a first payment: the subscription expires. */
export function incompleteExpired(tx: Tx, id: string): void {
  const subscription = tx.get("subscription", id);
  if (subscription?.status !== "incomplete") return;
  tx.patch("subscription", id, { status: "incomplete_expired", ended_at: tx.now });
  tx.unschedule("subscription.period_end", id);
  tx.unschedule("invoice.upcoming", id);
  tx.emitUpdate("customer.subscription.updated", "subscription", id);
  const invoice = tx.get("invoice", subscription.latest_invoice ?? "");
  if (invoice?.status === "open") voidInvoice(tx, invoice.id);
}

/** Moves the period on first: the status stays, and the invoice is collected an hour later. */
function renew(tx: Tx, before: Subscription): void {
  const old = periodOf(before);
  const isDue = (item: SubscriptionItem) => item.current_period_end <= old.end;
  const due = new Set(before.items.data.filter(isDue).map((item) => item.id));
  const anchor = anchorOf(before);
  const moved = withPeriods(
    { ...before, status: before.status === "trialing" ? "active" : before.status },
    (item): Period =>
      due.has(item.id)
        ? { start: old.end, end: periodEndAfter(item.price, anchor, old.end) }
        : { start: item.current_period_start, end: item.current_period_end },
  );
  tx.put("subscription", moved);
  // Of an unpaid subscription, drafts are created and not collected.
  const isLeft = before.status === "unpaid" || before.pause_collection?.behavior === "keep_as_draft";
  const invoice = draftInvoice(tx, {
    subscription: moved,
    lines: moved.items.data
      .filter((item) => due.has(item.id))
      .map((item) => itemLine(tx, moved, item, { start: item.current_period_start, end: item.current_period_end })),
    billingReason: "subscription_cycle",
    periodStart: old.start,
    periodEnd: old.end,
    finalizesAt: isLeft ? null : tx.now + draftSeconds,
  });
  if (isLeft) tx.patch("invoice", invoice.id, { auto_advance: false });
  const after = tx.patch("subscription", moved.id, { latest_invoice: invoice.id });
  tx.emitUpdate("customer.subscription.updated", "subscription", after.id);
  const created = tx.emit("invoice.created", "invoice", invoice.id);
  schedule(tx, after);
  if (isLeft) return;
  if (before.pause_collection === null) {
    tx.schedule("invoice.finalize", invoice.id, tx.now + draftSeconds, created.id);
    return;
  }
  openInvoice(tx, invoice.id);
  tx.emit("invoice.finalized", "invoice", invoice.id);
  if (before.pause_collection.behavior === "void") voidInvoice(tx, invoice.id);
  else markUncollectible(tx, invoice.id, "subscription_paused");
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

/** Whether an endpoint that receives `invoice.created` was sent it and has not responded with 2xx. */
function isUnanswered(tx: Tx, created: string | null): boolean {
  if (created === null) return false;
  return tx.rows("webhook_endpoint").some((endpoint) => {
    const state = tx.get("delivery", deliveryId(created, endpoint.id))?.state;
    return state === "pending" || state === "retrying";
  });
}
