import { invalid } from "../core/api/errors";
import type { Tables } from "../core/store/tables";
import type { Tx } from "../core/store/tx";
import { draftInvoice } from "../invoices/draft";
import { issueNow } from "../invoices/issue";
import { forgetPlans } from "./cancel";
import { keepForLater } from "./change";
import { creditLine } from "./proration";

export interface PauseInput {
  /** From when unused time is credited; null credits nothing. */
  creditsFrom: "now" | "item_current_period_start" | null;
  /** The credit goes on an invoice of its own instead of the next one. */
  invoicesNow: boolean;
}

/**
 * Stops a subscription altogether: no periods, no invoices, until it is resumed.
 * Source: https://docs.stripe.com/billing/subscriptions/pause
 */
export function pauseSubscription(tx: Tx, id: string, input: PauseInput): Tables["subscription"] {
  const before = tx.need("subscription", id);
  if (before.schedule !== null) throw invalid("You cannot pause a subscription with an attached schedule.");
  if (before.status !== "active" && before.status !== "trialing") {
    throw invalid(`You cannot pause a subscription with the status ${before.status}.`);
  }
  const isPaidFor = before.status === "active" && input.creditsFrom !== null;
  const lines = before.items.data
    .filter(() => isPaidFor)
    .map((item) => creditLine(tx, before, item, input.creditsFrom === "now" ? tx.now : item.current_period_start));
  forgetPlans(tx, id);
  tx.patch("subscription", id, { status: "paused" });
  if (!input.invoicesNow || lines.length === 0) {
    for (const line of lines) keepForLater(tx, before, line);
    tx.emit("customer.subscription.paused", "subscription", id);
    return tx.need("subscription", id);
  }
  const draft = draftInvoice(tx, {
    subscription: before,
    lines,
    billingReason: "subscription_update",
    periodStart: tx.now,
    periodEnd: tx.now,
    finalizesAt: null,
  });
  // The invoice of a pause is not what the subscription waits for, so it is not its latest one.
  tx.emit("customer.subscription.paused", "subscription", id);
  tx.emit("invoice.created", "invoice", draft.id);
  issueNow(tx, draft.id, { offSession: true });
  return tx.need("subscription", id);
}
