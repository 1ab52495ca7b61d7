import { own } from "@/lib/own";

/** What people call a card's brand or another way to pay, of Stripe's words for it: `amex` is American Express. */
export function methodName(brand: string): string {
  const words = brand.replaceAll("_", " ");
  return own(NAMES, brand) ?? words.charAt(0).toUpperCase() + words.slice(1);
}

// What capitalising the first letter does not make right.
const NAMES: Partial<Record<string, string>> = {
  amex: "American Express",
  diners: "Diners Club",
  jcb: "JCB",
  unionpay: "UnionPay",
  paypal: "PayPal",
  sepa_debit: "SEPA debit",
  us_bank_account: "Bank account",
};
