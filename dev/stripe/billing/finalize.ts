import type { Tables } from "../store/tables";
import type { Tx } from "../store/tx";
import { moveBalance } from "./balance";
import { settleInvoice } from "./collect";
import { openInvoice, paymentOf } from "./invoices";

type Invoice = Tables["invoice"];

const hour = 3600;

/** Opens a draft and says so; nothing to pay is paid at once, otherwise automatic collection follows in an hour. */
export function finalizeInvoice(tx: Tx, id: string, autoAdvance?: boolean): Invoice {
  tx.unschedule("invoice.finalize", id);
  const opened = openInvoice(tx, id);
  const goesOn = autoAdvance ?? opened.auto_advance ?? false;
  tx.patch("invoice", id, { auto_advance: goesOn });
  tx.emit("invoice.finalized", "invoice", id);
  if (opened.amount_due === 0) settleInvoice(tx, id);
  else if (goesOn && opened.collection_method === "charge_automatically") {
    tx.patch("invoice", id, { next_payment_attempt: tx.now + hour });
    tx.schedule("invoice.retry", id, tx.now + hour);
  } else if (goesOn) tx.emit("invoice.sent", "invoice", id);
  return tx.need("invoice", id);
}

/** An open invoice that is not to be paid after all; what the balance gave goes back to it. */
export function voidInvoice(tx: Tx, id: string): Invoice {
  const invoice = tx.need("invoice", id);
  forgetCollection(tx, id);
  const applied = (invoice.ending_balance ?? invoice.starting_balance) - invoice.starting_balance;
  if (applied !== 0 && invoice.customer !== null && tx.get("customer", invoice.customer) !== undefined) {
    moveBalance(tx, invoice.customer, {
      amount: -applied,
      currency: invoice.currency,
      type: "unapplied_from_invoice",
      invoice: id,
    });
  }
  tx.patch("invoice", id, {
    auto_advance: false,
    next_payment_attempt: null,
    status: "void",
    status_transitions: { ...invoice.status_transitions, voided_at: tx.now },
  });
  tx.emit("invoice.voided", "invoice", id);
  return tx.need("invoice", id);
}

/** The money is not expected any more; it may still come. */
export function giveUpInvoice(tx: Tx, id: string): Invoice {
  const invoice = tx.need("invoice", id);
  tx.unschedule("invoice.retry", id);
  tx.patch("invoice", id, {
    auto_advance: false,
    next_payment_attempt: null,
    status: "uncollectible",
    status_transitions: { ...invoice.status_transitions, marked_uncollectible_at: tx.now },
  });
  tx.emit("invoice.marked_uncollectible", "invoice", id);
  return tx.need("invoice", id);
}

/** Paid in some other way: nothing is charged, and an intent that waited for it is off. */
export function settleOutOfBand(tx: Tx, id: string): Invoice {
  forgetCollection(tx, id);
  settleInvoice(tx, id);
  return tx.need("invoice", id);
}

function forgetCollection(tx: Tx, id: string): void {
  tx.unschedule("invoice.retry", id);
  const payment = paymentOf(tx, id);
  if (payment === undefined || payment.status !== "open") return;
  tx.patch("invoice_payment", payment.id, {
    status: "canceled",
    status_transitions: { ...payment.status_transitions, canceled_at: tx.now },
  });
  const intent = tx.get("payment_intent", payment.payment.payment_intent ?? "");
  if (intent === undefined || ["canceled", "processing", "succeeded"].includes(intent.status)) return;
  tx.patch("payment_intent", intent.id, {
    canceled_at: tx.now,
    cancellation_reason: "void_invoice",
    next_action: null,
    status: "canceled",
  });
  tx.emit("payment_intent.canceled", "payment_intent", intent.id);
}
