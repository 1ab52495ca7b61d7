/** The decline code of a payment that the bank wants its customer to confirm; Stripe's own, where it reports one. */
export const BANK_ASKS = "authentication_required";
