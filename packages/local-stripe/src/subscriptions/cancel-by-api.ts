import type { Tables } from "../core/store/tables";
import type { Tx } from "../core/store/tx";
import { draftInvoice } from "../invoices/draft";
import { issueNow } from "../invoices/issue";
import { type CancelReason, cancelNow } from "./cancel";
import { keepForLater } from "./change";
import { creditLine } from "./proration";

export interface CancelInput {
  why: CancelReason;
  /** A final invoice for pending items. */
  invoiceNow: boolean;
  /** Unused time is credited, on that invoice or on the customer's next one. */
  prorate: boolean;
}

/** `DELETE /v1/subscriptions/:id`: ends it at once, with a final invoice if requested. */
export function cancelByApi(tx: Tx, id: string, input: CancelInput): Tables["subscription"] {
  const before = tx.need("subscription", id);
  const isPaidFor = before.status === "active" || before.status === "past_due";
  if (input.prorate && isPaidFor) {
    for (const item of before.items.data) keepForLater(tx, before, creditLine(tx, before, item, tx.now));
  }
  cancelNow(tx, id, input.why);
  if (!input.invoiceNow) return tx.need("subscription", id);
  const draft = draftInvoice(tx, {
    subscription: tx.need("subscription", id),
    lines: [],
    billingReason: "subscription_update",
    periodStart: tx.now,
    periodEnd: tx.now,
    finalizesAt: null,
  });
  if (draft.lines.data.length === 0) {
    tx.remove("invoice", draft.id);
    return tx.need("subscription", id);
  }
  tx.patch("subscription", id, { latest_invoice: draft.id });
  tx.hush("subscription", id);
  tx.emit("invoice.created", "invoice", draft.id);
  issueNow(tx, draft.id, { offSession: true });
  return tx.need("subscription", id);
}
