import type { Tables } from "../../core/store/tables";

type Dispute = Tables["dispute"];

export interface DisputeInput {
  id: string;
  created: number;
  charge: Tables["charge"];
  /** Minor units. */
  amount: number;
  reason: string;
  status: "needs_response" | "warning_needs_response";
  dueBy: number;
}

export function buildDispute(input: DisputeInput): Dispute {
  const { charge } = input;
  const card = charge.payment_method_details?.card;
  const code = networkCodes[input.reason] ?? null;
  const isInquiry = input.status === "warning_needs_response";
  return {
    id: input.id,
    object: "dispute",
    amount: input.amount,
    balance_transactions: [],
    charge: charge.id,
    created: input.created,
    currency: charge.currency,
    enhanced_eligibility_types: [],
    evidence: emptyEvidence(charge),
    evidence_details: {
      due_by: input.dueBy,
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
      submission_method: "not_submitted",
    },
    intended_submission_method: null,
    is_charge_refundable: isInquiry,
    livemode: false,
    metadata: {},
    ...(code === null ? {} : { network_reason_code: code }),
    payment_intent: charge.payment_intent,
    ...(card === undefined
      ? {}
      : {
          payment_method_details: {
            card: {
              brand: card.brand ?? "visa",
              case_type: isInquiry ? "inquiry" : "chargeback",
              network: card.network ?? "visa",
              network_reason_code: code,
            },
            type: "card",
          },
        }),
    reason: input.reason,
    status: input.status,
  };
}

/** Visa's words for Stripe's reasons. Source: https://docs.stripe.com/disputes/categories */
const networkCodes: Record<string, string> = {
  fraudulent: "10.4",
  product_not_received: "13.1",
  subscription_canceled: "13.2",
  product_unacceptable: "13.3",
  credit_not_processed: "13.6",
  duplicate: "12.6",
};

function emptyEvidence(charge: Tables["charge"]): Dispute["evidence"] {
  return {
    access_activity_log: null,
    billing_address: null,
    cancellation_policy: null,
    cancellation_policy_disclosure: null,
    cancellation_rebuttal: null,
    customer_communication: null,
    customer_email_address: charge.billing_details.email,
    customer_name: charge.billing_details.name,
    customer_purchase_ip: null,
    customer_signature: null,
    duplicate_charge_documentation: null,
    duplicate_charge_explanation: null,
    duplicate_charge_id: null,
    enhanced_evidence: {},
    product_description: null,
    receipt: null,
    refund_policy: null,
    refund_policy_disclosure: null,
    refund_refusal_explanation: null,
    service_date: null,
    service_documentation: null,
    shipping_address: null,
    shipping_carrier: null,
    shipping_date: null,
    shipping_documentation: null,
    shipping_tracking_number: null,
    uncategorized_file: null,
    uncategorized_text: null,
  };
}
