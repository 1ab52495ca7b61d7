import { newId } from "../core/ids";
import type { Tables } from "../core/store/tables";
import type { Tx } from "../core/store/tx";

export interface Settlement {
  /** What is charged to the payment method. */
  due: number;
  /** The customer's balance afterwards: negative is credit, positive is owed. */
  endingBalance: number;
}

/**
 * How an invoice total meets the customer's balance: credit pays first, debt is added, a negative total becomes credit.
 * Source: https://docs.stripe.com/billing/customer/balance
 */
export function settle(total: number, balance: number): Settlement {
  if (total < 0) return { due: 0, endingBalance: balance + total };
  const applied = Math.max(-total, balance);
  return { due: total + applied, endingBalance: balance - applied };
}

export interface BalanceChange {
  /** Minor units; negative is credit for the customer. */
  amount: number;
  currency: string;
  type: "adjustment" | "applied_to_invoice" | "credit_note" | "initial" | "unapplied_from_invoice";
  description?: string | null;
  invoice?: string;
  creditNote?: string;
  metadata?: Record<string, string>;
}

/** Moves a customer's balance and keeps the record of why. */
export function moveBalance(tx: Tx, customer: string, change: BalanceChange): Tables["customer_balance_transaction"] {
  const before = tx.need("customer", customer);
  const after = tx.patch("customer", customer, {
    balance: before.balance + change.amount,
    currency: before.currency ?? change.currency,
  });
  return tx.put("customer_balance_transaction", {
    id: newId("cbtxn"),
    object: "customer_balance_transaction",
    amount: change.amount,
    checkout_session: null,
    created: tx.now,
    credit_note: change.creditNote ?? null,
    currency: change.currency,
    customer,
    customer_account: null,
    description: change.description ?? null,
    ending_balance: after.balance,
    invoice: change.invoice ?? null,
    livemode: false,
    metadata: change.metadata ?? {},
    type: change.type,
  });
}
