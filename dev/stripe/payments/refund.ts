import { invalid } from "../api/errors";
import { newId } from "../ids";
import { buildBalanceTransaction } from "../objects/balance-transaction";
import type { Tables } from "../store/tables";
import type { Tx } from "../store/tx";

export interface RefundInput {
  charge: Tables["charge"];
  /** Minor units; everything that is left when undefined. */
  amount: number | undefined;
  reason: string | null;
  metadata: Record<string, string>;
}

/** Gives money back: refund.created, charge.refunded (with the sum so far), refund.updated. */
export function refundCharge(tx: Tx, input: RefundInput): Tables["refund"] {
  const { charge } = input;
  const left = charge.amount_captured - charge.amount_refunded;
  if (charge.status !== "succeeded") throw invalid(`Charge ${charge.id} has not succeeded and cannot be refunded.`);
  if (left === 0) throw invalid(`Charge ${charge.id} has already been refunded.`, undefined, "charge_already_refunded");
  const amount = input.amount ?? left;
  if (amount < 1) throw invalid("Invalid positive integer", "amount", "parameter_invalid_integer");
  if (amount > left) {
    throw invalid(`Refund amount (${amount}) is greater than unrefunded amount on charge (${left})`, "amount");
  }
  const id = newId("re");
  const movement = tx.put(
    "balance_transaction",
    buildBalanceTransaction({
      id: newId("txn"),
      created: tx.now,
      amount: -amount,
      currency: charge.currency,
      source: id,
      type: "refund",
      description: "REFUND FOR CHARGE",
    }),
  );
  tx.put("refund", {
    id,
    object: "refund",
    amount,
    balance_transaction: movement.id,
    charge: charge.id,
    created: tx.now,
    currency: charge.currency,
    customer: charge.customer,
    customer_account: null,
    destination_details: {
      card: {
        reference: id.slice(-12),
        reference_status: "available",
        reference_type: "acquirer_reference_number",
        type: "refund",
      },
      type: "card",
    },
    metadata: input.metadata,
    payment_intent: charge.payment_intent,
    payment_method: charge.payment_method,
    reason: input.reason,
    receipt_number: null,
    source_transfer_reversal: null,
    status: "succeeded",
    transfer_reversal: null,
  });
  tx.emit("refund.created", "refund", id);
  const refunded = charge.amount_refunded + amount;
  tx.put("charge", { ...charge, amount_refunded: refunded, refunded: refunded === charge.amount_captured });
  tx.emit("charge.refunded", "charge", charge.id);
  tx.emit("refund.updated", "refund", id);
  return tx.need("refund", id);
}
