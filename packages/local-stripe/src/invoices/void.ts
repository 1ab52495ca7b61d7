import type { Tables } from "../core/store/tables";
import type { Tx } from "../core/store/tx";
import { cancelPayment, returnBalance } from "./unapply";

/** Voids an open invoice: it no longer has to be paid. */
export function voidInvoice(tx: Tx, id: string): Tables["invoice"] {
  const invoice = tx.need("invoice", id);
  forgetCollection(tx, id);
  cancelPayment(tx, id);
  returnBalance(tx, invoice);
  const { status_details: _past, ...rest } = invoice;
  tx.put("invoice", {
    ...rest,
    auto_advance: false,
    next_payment_attempt: null,
    status: "void",
    status_transitions: { ...invoice.status_transitions, voided_at: tx.now },
  });
  tx.emit("invoice.voided", "invoice", id);
  dropWhatWaits(tx, id);
  return tx.need("invoice", id);
}

/** Drops the pending change that waited for this invoice. */
function dropWhatWaits(tx: Tx, id: string): void {
  const waiting = tx.get("subscription", tx.need("invoice", id).parent?.subscription_details?.subscription ?? "");
  if (waiting === undefined || waiting.pending_update === null || waiting.latest_invoice !== id) return;
  tx.patch("subscription", waiting.id, { pending_update: null });
  tx.unschedule("subscription.pending_expires", waiting.id);
  tx.emit("customer.subscription.pending_update_expired", "subscription", waiting.id);
}

/** Marks an open invoice as not expected to be paid; it still can be. */
export function markUncollectible(
  tx: Tx,
  id: string,
  reason: "user_forgiven" | "subscription_paused",
): Tables["invoice"] {
  const invoice = tx.need("invoice", id);
  forgetCollection(tx, id);
  tx.put("invoice", {
    ...invoice,
    auto_advance: false,
    next_payment_attempt: null,
    status: "uncollectible",
    status_details: { uncollectible: { reason } },
    status_transitions: { ...invoice.status_transitions, marked_uncollectible_at: tx.now },
  });
  tx.emit("invoice.marked_uncollectible", "invoice", id);
  return tx.need("invoice", id);
}

function forgetCollection(tx: Tx, id: string): void {
  tx.unschedule("invoice.retry", id);
  tx.unschedule("invoice.finalize", id);
  tx.unschedule("invoice.past_due", id);
  tx.unschedule("invoice.resumption_expires", id);
}
