import { invalid } from "../core/api/errors";
import { requireWhole } from "../core/money/currencies";
import type { Tables } from "../core/store/tables";
import type { Tx } from "../core/store/tx";
import { behaviourBehind } from "./attach";
import { moveIn, planDispute } from "./record-charge";

type PaymentIntent = Tables["payment_intent"];

/**
 * Takes an authorized payment, all of it or less. What is not taken is let go: it counts as refunded on the charge, and
 * no money moves for it. Source: https://docs.stripe.com/payments/place-a-hold-on-a-payment-method
 */
export function captureIntent(tx: Tx, intent: PaymentIntent, wanted: number | undefined): PaymentIntent {
  const amount = wanted ?? intent.amount_capturable;
  if (amount < 1) throw invalid("Invalid positive integer", "amount_to_capture", "parameter_invalid_integer");
  requireWhole(amount, intent.currency, "amount_to_capture");
  if (amount > intent.amount_capturable) {
    throw invalid(
      `The payment could not be captured because the requested capture amount is greater than the authorized amount (${intent.amount_capturable}).`,
      "amount_to_capture",
      "amount_too_large",
    );
  }
  const charge = tx.need("charge", intent.latest_charge ?? "");
  const method = tx.need("payment_method", charge.payment_method ?? "");
  tx.unschedule("payment.release", intent.id);
  tx.put("charge", {
    ...charge,
    amount_captured: amount,
    amount_refunded: charge.amount - amount,
    balance_transaction: moveIn(tx, charge.id, method.type, intent, amount),
    captured: true,
  });
  tx.emit("charge.captured", "charge", charge.id);
  tx.put("payment_intent", { ...intent, amount_capturable: 0, amount_received: amount, status: "succeeded" });
  tx.emit("payment_intent.succeeded", "payment_intent", intent.id);
  planDispute(tx, charge.id, behaviourBehind(tx, method.id).dispute);
  return tx.need("payment_intent", intent.id);
}

/** Cancels an intent that has not succeeded: releases an authorization, recalls a pending bank debit. */
export function cancelIntent(tx: Tx, intent: PaymentIntent, reason: string | null): PaymentIntent {
  tx.unschedule("payment.release", intent.id);
  tx.unschedule("payment.arrive", intent.id);
  const charge = tx.get("charge", intent.latest_charge ?? "");
  if (intent.status === "requires_capture" && charge !== undefined) {
    tx.put("charge", { ...charge, amount_refunded: charge.amount, refunded: true });
    tx.emit("charge.refunded", "charge", charge.id);
  }
  tx.put("payment_intent", {
    ...intent,
    amount_capturable: 0,
    canceled_at: tx.now,
    cancellation_reason: reason,
    next_action: null,
    status: "canceled",
  });
  tx.emit("payment_intent.canceled", "payment_intent", intent.id);
  return tx.need("payment_intent", intent.id);
}

/** The authorization was not captured within a week: it expires. */
export function releaseDue(tx: Tx, id: string): void {
  const intent = tx.get("payment_intent", id);
  if (intent?.status === "requires_capture") cancelIntent(tx, intent, "automatic");
}
