import type { Tables } from "../core/store/tables";
import type { Tx } from "../core/store/tx";
import { voidInvoice } from "../invoices/void";
import { periodOf } from "./periods";
import { schedule } from "./schedule";
import { tellTrialEnd } from "./trial-warning";

type Subscription = Tables["subscription"];

const longestSeconds = 23 * 3600;

/**
 * Keeps a change back until its invoice is paid; it is dropped after 23 hours, at the end of the period or of the trial.
 * Source: https://docs.stripe.com/billing/subscriptions/pending-updates-reference
 */
export function waitForPayment(tx: Tx, before: Subscription, after: Subscription): void {
  const expiresAt = Math.min(
    tx.now + longestSeconds,
    periodOf(before).end,
    before.trial_end ?? Number.POSITIVE_INFINITY,
  );
  const isMoved = after.billing_cycle_anchor !== before.billing_cycle_anchor;
  tx.put("subscription", {
    ...before,
    pending_update: {
      billing_cycle_anchor: isMoved ? after.billing_cycle_anchor : null,
      cancel_at_period_end: null,
      discount: null,
      discounts: null,
      expires_at: Math.max(expiresAt, tx.now),
      metadata: null,
      subscription_items: after.items.data,
      trial_end: after.trial_end === before.trial_end ? null : after.trial_end,
      trial_from_plan: null,
    },
  });
  tx.schedule("subscription.pending_expires", before.id, Math.max(expiresAt, tx.now));
}

/** The invoice of a pending change is paid: the change takes effect. */
export function applyPendingUpdate(tx: Tx, id: string, invoice: string): void {
  const before = tx.need("subscription", id);
  const { pending_update: pending } = before;
  if (pending === null || before.latest_invoice !== invoice) return;
  // A change that is paid at the first attempt was never shown as pending.
  const wasAnnounced = (tx.toldOf("subscription", id)?.pending_update ?? null) !== null;
  const after = tx.put("subscription", {
    ...before,
    billing_cycle_anchor: pending.billing_cycle_anchor ?? before.billing_cycle_anchor,
    items: { ...before.items, data: pending.subscription_items ?? before.items.data },
    pending_update: null,
    status: pending.trial_end === null ? before.status : "active",
    trial_end: pending.trial_end ?? before.trial_end,
  });
  tx.unschedule("subscription.pending_expires", id);
  schedule(tx, after);
  if (pending.trial_end !== null) tellTrialEnd(tx, id);
  if (wasAnnounced) {
    tx.emit("customer.subscription.pending_update_applied", "subscription", id);
  }
  tx.emitUpdate("customer.subscription.updated", "subscription", id);
}

/** The change was not paid in time, or the subscription moved on: it is dropped and its invoice voided. */
export function dropPendingUpdate(tx: Tx, id: string): void {
  const subscription = tx.get("subscription", id);
  if (subscription === undefined || subscription.pending_update === null) return;
  tx.put("subscription", { ...subscription, pending_update: null });
  tx.unschedule("subscription.pending_expires", id);
  tx.emit("customer.subscription.pending_update_expired", "subscription", id);
  if (tx.get("invoice", subscription.latest_invoice ?? "")?.status === "open") {
    voidInvoice(tx, subscription.latest_invoice ?? "");
  }
}
