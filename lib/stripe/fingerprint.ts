import { createHash } from "node:crypto";

type Marked = { fingerprint?: string | null } | null;

/** What a payment method and a charge's `payment_method_details` have in common. */
type Method = {
  type: string;
  acss_debit?: Marked;
  au_becs_debit?: Marked;
  bacs_debit?: Marked;
  card?: Marked;
  sepa_debit?: Marked;
  us_bank_account?: Marked;
  paypal?: { payer_id?: string | null } | null;
};

/**
 * Identifies a card, bank account or PayPal account across all customers of this Stripe account
 * (support.stripe.com/questions/how-can-i-detect-duplicate-cards-or-bank-accounts); null for a method without a
 * fingerprint in Stripe, such as Link. A card in Apple Pay or Google Pay has a separate number on each device, and so a
 * separate fingerprint.
 *
 * SHA-256 of Stripe's fingerprint, without a key: the input is random text that cannot be guessed, and replacing a key
 * would make every card look new.
 */
export function fingerprintOf(method: Method | null | undefined): Uint8Array<ArrayBuffer> | null {
  const mark = method && markOf(method);
  return mark ? Uint8Array.from(createHash("sha256").update(`${method.type}:${mark}`).digest()) : null;
}

function markOf(method: Method): string | null | undefined {
  switch (method.type) {
    case "paypal":
      return method.paypal?.payer_id;
    case "acss_debit":
    case "au_becs_debit":
    case "bacs_debit":
    case "card":
    case "sepa_debit":
    case "us_bank_account":
      return method[method.type]?.fingerprint;
    default:
      return null;
  }
}
