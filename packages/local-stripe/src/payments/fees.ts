/**
 * What Stripe keeps of a payment, in minor units: cards and wallets 2.9 % + 30, ACH debits 0.8 % and 500 at most, SEPA
 * debits 35. Source: https://stripe.com/pricing and https://stripe.com/pricing/local-payment-methods
 */
export function processingFee(methodType: string, amount: number): number {
  switch (methodType) {
    case "us_bank_account":
      return Math.min(500, Math.round(amount * 0.008));
    case "sepa_debit":
      return 35;
    default:
      return Math.round(amount * 0.029) + 30;
  }
}

/** Charged for each dispute that takes money back, won or lost. Source: https://docs.stripe.com/disputes/how-disputes-work */
export const disputeFee = 1500;
