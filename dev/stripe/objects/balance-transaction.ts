import type { Tables } from "../store/tables";

type BalanceTransaction = Tables["balance_transaction"];

const settleSeconds = 2 * 86_400;

export interface MovementInput {
  id: string;
  created: number;
  amount: number;
  currency: string;
  source: string;
  type: "charge" | "refund";
  description: string | null;
}

/** A movement of money; charges carry the standard fee of 2.9 % + 30 in minor units, refunds give no fee back. */
export function buildBalanceTransaction(input: MovementInput): BalanceTransaction {
  const fee = input.type === "charge" && input.amount > 0 ? Math.round(input.amount * 0.029) + 30 : 0;
  return {
    id: input.id,
    object: "balance_transaction",
    amount: input.amount,
    available_on: input.created + settleSeconds,
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
              description: "Stripe processing fees",
              type: "stripe_fee",
            },
          ],
    net: input.amount - fee,
    reporting_category: input.type,
    source: input.source,
    status: "pending",
    type: input.type,
  };
}
