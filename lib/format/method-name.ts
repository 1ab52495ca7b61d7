import { own } from "@/lib/own";

/** The display name of a card brand or payment method, from Stripe's name: `amex` is American Express. */
export function methodName(brand: string): string {
  const words = brand.replaceAll("_", " ");
  return own(NAMES, brand) ?? words.charAt(0).toUpperCase() + words.slice(1);
}

// Names that capitalising the first letter does not get right.
const NAMES: Partial<Record<string, string>> = {
  amex: "American Express",
  diners: "Diners Club",
  jcb: "JCB",
  unionpay: "UnionPay",
  paypal: "PayPal",
  sepa_debit: "SEPA debit",
  us_bank_account: "Bank account",
};
