import type { Tables } from "../../core/store/tables";

type BalanceTransaction = Tables["balance_transaction"];

const settleSeconds = 2 * 86_400;

export interface MovementInput {
  id: string;
  created: number;
  /** Minor units; negative when money leaves. */
  amount: number;
  /** Minor units that are kept; negative when a fee is given back. */
  fee: number;
  feeDescription?: string;
  currency: string;
  source: string;
  type: "charge" | "payment" | "refund" | "payment_refund" | "refund_failure" | "adjustment";
  reportingCategory?: "dispute" | "dispute_reversal";
  description: string | null;
}

/** A movement of money on the balance. What comes in is available two days later, what goes out leaves at once. */
export function buildBalanceTransaction(input: MovementInput): BalanceTransaction {
  const { fee } = input;
  return {
    id: input.id,
    object: "balance_transaction",
    amount: input.amount,
    available_on: input.amount > 0 ? input.created + settleSeconds : input.created,
    balance_type: "payments",
    created: input.created,
    currency: input.currency,
    description: input.description,
    exchange_rate: null,
    fee,
    fee_details:
      fee === 0
        ? []
        : [
            {
              amount: fee,
              application: null,
              currency: input.currency,
              description: input.feeDescription ?? "Stripe processing fees",
              type: "stripe_fee",
            },
          ],
    net: input.amount - fee,
    reporting_category: input.reportingCategory ?? categories[input.type],
    source: input.source,
    status: input.amount > 0 ? "pending" : "available",
    type: input.type,
  };
}

/** Source: https://docs.stripe.com/reports/reporting-categories */
const categories: Record<MovementInput["type"], string> = {
  charge: "charge",
  payment: "charge",
  refund: "refund",
  payment_refund: "refund",
  refund_failure: "refund_failure",
  adjustment: "other_adjustment",
};
