import type { Tables } from "../core/store/tables";
import type { Tx } from "../core/store/tx";
import { collectInvoice, intentFor } from "../invoices/collect";
import { draftInvoice, linkPayment, openInvoice } from "../invoices/draft";
import { voidInvoice } from "../invoices/void";
import { itemLine } from "./lines";
import { anchorOf, periodEndAfter, wholeStart, withPeriods } from "./periods";
import { schedule } from "./schedule";

export interface ResumeInput {
  anchor: "now" | "unchanged";
  behavior: "always_invoice" | "create_prorations" | "none";
  payment: "resume_on_payment_attempt" | "resume_on_payment_success";
}

const expiresSeconds = 23 * 3600;

/**
 * A subscription whose trial ended without a card goes on from now. It is active once its resumption invoice is paid;
 * unpaid, the invoice is void after 23 hours and the subscription stays paused.
 * Source: https://docs.stripe.com/billing/subscriptions/pause#resume-subscriptions
 */
export function resumePaused(tx: Tx, id: string, input: ResumeInput): Tables["subscription"] {
  const before = tx.need("subscription", id);
  const isNow = input.anchor === "now";
  const anchored = isNow ? { ...before, billing_cycle_anchor: tx.now, billing_cycle_anchor_config: null } : before;
  const moved = withPeriods(anchored, (item) => {
    const end = periodEndAfter(item.price, anchorOf(anchored), tx.now);
    return { start: isNow ? tx.now : wholeStart(item.price, anchorOf(anchored), end), end };
  });
  const lines = moved.items.data.map((item) =>
    itemLine(tx, moved, item, { start: tx.now, end: item.current_period_end }),
  );
  const isBilled = isNow || input.behavior !== "none";
  if (!isBilled) {
    const after = tx.put("subscription", { ...moved, status: "active" });
    schedule(tx, after);
    tx.emit("customer.subscription.resumed", "subscription", id);
    return after;
  }
  const invoice = draftInvoice(tx, {
    subscription: moved,
    lines,
    billingReason: "subscription_update",
    periodStart: tx.now,
    periodEnd: tx.now,
    finalizesAt: null,
  });
  const waiting = tx.put("subscription", { ...moved, latest_invoice: invoice.id });
  tx.hush("subscription", id);
  tx.emit("invoice.created", "invoice", invoice.id);
  const opened = openInvoice(tx, invoice.id);
  tx.emit("invoice.finalized", "invoice", invoice.id);
  schedule(tx, waiting);
  tx.schedule("invoice.resumption_expires", invoice.id, tx.now + expiresSeconds);
  if (input.payment === "resume_on_payment_success" && opened.amount_due > 0) {
    linkPayment(tx, opened, intentFor(tx, opened).id);
  } else collectInvoice(tx, invoice.id, { offSession: true, isScheduled: true });
  return tx.need("subscription", id);
}

/** The resumption was not paid in time. */
export function resumptionExpired(tx: Tx, id: string): void {
  if (tx.get("invoice", id)?.status === "open") voidInvoice(tx, id);
}
