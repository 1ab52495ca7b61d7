import { tellAsync } from "./checkout/async";
import type { Reactions } from "./core/reactions";
import type { Tx } from "./core/store/tx";
import { subscriptionOf } from "./invoices/collect";
import { awaitMoneyOf, settleInvoiceOf, waitingPayment } from "./invoices/intent-outcome";
import { creditPayment } from "./invoices/part-payments";
import { dun } from "./subscriptions/dun";
import { recover } from "./subscriptions/recover";

/** What each room does when something happens in one below it. */
export const reactions: Reactions<Tx> = {
  intentSucceeded: settleInvoiceOf,
  intentProcessing: awaitMoneyOf,
  debitArrived: (tx, intent) => {
    const payment = waitingPayment(tx, intent);
    if (payment !== null) creditPayment(tx, payment);
    tellAsync(tx, intent, "succeeded");
  },
  debitReturned: (tx, intent) => {
    const payment = waitingPayment(tx, intent);
    if (payment !== null) dun(tx, payment.invoice);
    tellAsync(tx, intent, "failed");
  },
  invoicePaid: (tx, invoice) => {
    const subscription = subscriptionOf(tx, tx.need("invoice", invoice));
    if (subscription !== undefined) recover(tx, subscription.id, invoice);
  },
};
