export interface Settlement {
  /** What is asked of the payment method. */
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
