import type { Tables } from "../core/store/tables";
import type { Tx } from "../core/store/tx";
import { settleInvoice } from "./collect";
import { openInvoice } from "./draft";

type Invoice = Tables["invoice"];

const hour = 3600;

/** Finalises a draft. One with nothing to pay is paid at once; otherwise automatic collection follows in an hour. */
export function finalizeInvoice(tx: Tx, id: string, autoAdvance?: boolean): Invoice {
  tx.unschedule("invoice.finalize", id);
  const opened = openInvoice(tx, id);
  const goesOn = autoAdvance ?? opened.auto_advance ?? false;
  tx.patch("invoice", id, { auto_advance: goesOn });
  tx.emit("invoice.finalized", "invoice", id);
  if (opened.amount_due === 0) settleInvoice(tx, id);
  else if (opened.collection_method === "send_invoice") {
    if (goesOn) tx.emit("invoice.sent", "invoice", id);
    if (opened.due_date !== null) tx.schedule("invoice.past_due", id, opened.due_date);
  } else if (goesOn) {
    tx.patch("invoice", id, { next_payment_attempt: tx.now + hour });
    tx.schedule("invoice.retry", id, tx.now + hour);
  }
  return tx.need("invoice", id);
}

/** Paid outside of Stripe: nothing is charged, and an intent that waited for it is canceled. */
export function settleOutOfBand(tx: Tx, id: string): Invoice {
  settleInvoice(tx, id, "out_of_band");
  return tx.need("invoice", id);
}
