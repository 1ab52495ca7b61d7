import type { Tables } from "../core/store/tables";
import type { Tx } from "../core/store/tx";
import { behaviourBehind } from "./attach";
import type { Decline } from "./cards";
import { markFailed } from "./intents";
import { moveIn, planDispute } from "./record-charge";

/** A bank debit settles or is returned, depending on its test account. */
export function arriveDue(tx: Tx, id: string): void {
  const intent = tx.get("payment_intent", id);
  if (intent?.status !== "processing") return;
  const failure = behaviourBehind(tx, intent.payment_method ?? "").delay?.failure ?? null;
  if (failure === null) settleDelayed(tx, intent);
  else failDelayed(tx, intent, failure);
}

/** A bank debit settles: its charge and intent succeed, then what waited for them. */
export function settleDelayed(tx: Tx, intent: Tables["payment_intent"]): void {
  tx.unschedule("payment.arrive", intent.id);
  const charge = tx.need("charge", intent.latest_charge ?? "");
  const method = tx.need("payment_method", charge.payment_method ?? "");
  tx.put("charge", {
    ...charge,
    amount_captured: charge.amount,
    balance_transaction: moveIn(tx, charge.id, method.type, intent, charge.amount),
    paid: true,
    receipt_url: `${tx.baseUrl}/receipts/${charge.id}`,
    status: "succeeded",
  });
  tx.emit("charge.succeeded", "charge", charge.id);
  tx.put("payment_intent", { ...intent, amount_received: intent.amount, status: "succeeded" });
  tx.emit("payment_intent.succeeded", "payment_intent", intent.id);
  planDispute(tx, charge.id, behaviourBehind(tx, method.id).dispute);
  tx.reactions.debitArrived(tx, intent.id);
}

/** The bank returned a debit. An invoice that waited for it is open again, and its dunning starts. */
export function failDelayed(tx: Tx, intent: Tables["payment_intent"], why: Decline): void {
  tx.unschedule("payment.arrive", intent.id);
  const charge = tx.need("charge", intent.latest_charge ?? "");
  const failed = tx.put("charge", {
    ...charge,
    captured: false,
    failure_code: why.code,
    failure_message: why.message,
    outcome: charge.outcome && { ...charge.outcome, seller_message: why.message, type: "issuer_declined" },
    status: "failed",
  });
  tx.emit("charge.failed", "charge", charge.id);
  markFailed(tx, intent, why, failed);
  tx.emit("payment_intent.payment_failed", "payment_intent", intent.id);
  tx.reactions.debitReturned(tx, intent.id);
}
