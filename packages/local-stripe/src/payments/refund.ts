import { ApiError, invalid } from "../core/api/errors";
import { newId } from "../core/ids";
import { requireWhole } from "../core/money/currencies";
import { formatMoney } from "../core/money/money";
import type { Tables } from "../core/store/tables";
import type { Tx } from "../core/store/tx";
import { behaviourBehind } from "./attach";
import { closeInquiry, openDisputeOf } from "./dispute";
import { buildBalanceTransaction } from "./objects/balance-transaction";
import { buildRefund } from "./objects/refund";

const day = 86_400;
/** How long a refund that is not known at once takes. */
const settleDays = 5;

export interface RefundInput {
  charge: Tables["charge"];
  /** Minor units; everything that is left when undefined. */
  amount: number | undefined;
  reason: string | null;
  metadata: Record<string, string>;
}

/** Gives money back: refund.created, charge.refunded (with the sum so far). */
export function refundCharge(tx: Tx, input: RefundInput): Tables["refund"] {
  const { charge } = input;
  const amount = refundable(tx, charge, input.amount);
  const id = newId("re");
  const how = behaviourBehind(tx, charge.payment_method ?? "").refund;
  const isCard = charge.payment_method_details?.type === "card";
  const movement = tx.put(
    "balance_transaction",
    buildBalanceTransaction({
      id: newId("txn"),
      created: tx.now,
      amount: -amount,
      fee: 0,
      currency: charge.currency,
      source: id,
      type: isCard ? "refund" : "payment_refund",
      description: "REFUND FOR CHARGE",
    }),
  );
  const status = how === "pending" ? "pending" : "succeeded";
  tx.put("refund", buildRefund({ ...input, id, created: tx.now, amount, movement: movement.id, status }));
  tx.emit("refund.created", "refund", id);
  const refunded = charge.amount_refunded + amount;
  tx.put("charge", { ...charge, amount_refunded: refunded, refunded: refunded === charge.amount });
  tx.emit("charge.refunded", "charge", charge.id);
  if (how !== "at_once") tx.schedule("refund.settle", id, tx.now + settleDays * day);
  if (refunded === charge.amount) closeInquiry(tx, charge.id);
  return tx.need("refund", id);
}

/** A refund that took its time ends as its test method says. */
export function refundDue(tx: Tx, id: string): void {
  const refund = tx.get("refund", id);
  if (refund === undefined) return;
  const charge = tx.need("charge", refund.charge ?? "");
  const how = behaviourBehind(tx, charge.payment_method ?? "").refund;
  if (how === "fails_later" && refund.status === "succeeded") failRefund(tx, refund, "expired_or_canceled_card");
  else if (refund.status === "pending") succeedRefund(tx, refund);
}

export function succeedRefund(tx: Tx, refund: Tables["refund"]): Tables["refund"] {
  tx.unschedule("refund.settle", refund.id);
  const { pending_reason: _past, ...rest } = refund;
  tx.put("refund", { ...rest, status: "succeeded" });
  tx.emitUpdate("refund.updated", "refund", refund.id);
  return tx.need("refund", refund.id);
}

/** The bank could not take the money: it is back on the balance, and the charge is refundable again. */
export function failRefund(tx: Tx, refund: Tables["refund"], reason: string): Tables["refund"] {
  undo(tx, refund, { status: "failed", failure_reason: reason });
  tx.emit("refund.failed", "refund", refund.id);
  return tx.need("refund", refund.id);
}

/** Cancels a pending refund. */
export function cancelRefund(tx: Tx, refund: Tables["refund"]): Tables["refund"] {
  if (refund.status !== "requires_action" && refund.status !== "pending") {
    throw invalid(`The refund ${refund.id} has a status of ${refund.status} and cannot be canceled.`);
  }
  undo(tx, refund, { status: "canceled", failure_reason: "merchant_request" });
  return tx.need("refund", refund.id);
}

function undo(tx: Tx, refund: Tables["refund"], outcome: { status: string; failure_reason: string }): void {
  tx.unschedule("refund.settle", refund.id);
  const movement = tx.put(
    "balance_transaction",
    buildBalanceTransaction({
      id: newId("txn"),
      created: tx.now,
      amount: refund.amount,
      fee: 0,
      currency: refund.currency,
      source: refund.id,
      type: "refund_failure",
      description: "REFUND FAILURE",
    }),
  );
  tx.put("refund", { ...refund, ...outcome, failure_balance_transaction: movement.id });
  tx.emitUpdate("refund.updated", "refund", refund.id);
  const charge = tx.need("charge", refund.charge ?? "");
  const left = charge.amount_refunded - refund.amount;
  tx.put("charge", { ...charge, amount_refunded: left, refunded: false });
  tx.emitUpdate("charge.updated", "charge", charge.id);
}

/** How much may be given back, or Stripe's refusal. */
function refundable(tx: Tx, charge: Tables["charge"], wanted: number | undefined): number {
  if (charge.status !== "succeeded" || !charge.captured) {
    throw invalid(`Charge ${charge.id} has not succeeded and cannot be refunded.`, undefined, "charge_not_refundable");
  }
  const dispute = openDisputeOf(tx, charge.id);
  if (dispute !== undefined && !dispute.is_charge_refundable) {
    throw new ApiError(400, {
      type: "invalid_request_error",
      code: "charge_disputed",
      message: `Charge ${charge.id} has been charged back; cannot issue a refund.`,
      charge: charge.id,
    });
  }
  const left = charge.amount - charge.amount_refunded;
  if (left === 0) throw invalid(`Charge ${charge.id} has already been refunded.`, undefined, "charge_already_refunded");
  const amount = wanted ?? left;
  if (amount < 1) throw invalid("Invalid positive integer", "amount", "parameter_invalid_integer");
  requireWhole(amount, charge.currency, "amount");
  if (amount > left) {
    const [asked, rest] = [formatMoney(amount, charge.currency), formatMoney(left, charge.currency)];
    throw invalid(`Refund amount (${asked}) is greater than unrefunded amount on charge (${rest})`, "amount");
  }
  return amount;
}
