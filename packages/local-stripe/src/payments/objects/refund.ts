import type { Tables } from "../../core/store/tables";

type Refund = Tables["refund"];

export interface RefundBuild {
  id: string;
  created: number;
  charge: Tables["charge"];
  /** Minor units. */
  amount: number;
  movement: string;
  status: "pending" | "succeeded";
  reason: string | null;
  metadata: Record<string, string>;
}

export function buildRefund(input: RefundBuild): Refund {
  const { charge } = input;
  return {
    id: input.id,
    object: "refund",
    amount: input.amount,
    balance_transaction: input.movement,
    charge: charge.id,
    created: input.created,
    currency: charge.currency,
    customer: charge.customer,
    customer_account: null,
    destination_details: destinationOf(input),
    metadata: input.metadata,
    payment_intent: charge.payment_intent,
    payment_method: charge.payment_method,
    ...(input.status === "pending" ? { pending_reason: "processing" } : {}),
    reason: input.reason,
    receipt_number: null,
    source_transfer_reversal: null,
    status: input.status,
    transfer_reversal: null,
  };
}

function destinationOf(input: RefundBuild): NonNullable<Refund["destination_details"]> {
  const type = input.charge.payment_method_details?.type ?? "card";
  const reference = input.id.slice(-12);
  switch (type) {
    case "us_bank_account":
      return { type: "us_bank_transfer", us_bank_transfer: { reference, reference_status: "available" } };
    case "sepa_debit":
      return { type: "eu_bank_transfer", eu_bank_transfer: { reference, reference_status: "available" } };
    case "paypal":
      return { type: "paypal", paypal: { network_decline_code: null, reference, reference_status: "available" } };
    default:
      return {
        card: {
          reference,
          reference_status: "available",
          reference_type: "acquirer_reference_number",
          type: "refund",
        },
        type: "card",
      };
  }
}
