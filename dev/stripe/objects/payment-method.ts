import { createHash } from "node:crypto";
import type { TestCard } from "../payments/cards";
import type { Tables } from "../store/tables";

type PaymentMethod = Tables["payment_method"];
export type BillingDetails = PaymentMethod["billing_details"];

export interface CardInput {
  id: string;
  created: number;
  card: TestCard;
  expMonth: number;
  expYear: number;
  billing: BillingDetails;
  metadata: Record<string, string>;
  allowRedisplay: string;
}

export const noBilling: BillingDetails = { address: null, email: null, name: null, phone: null, tax_id: null };

export function buildCardMethod(input: CardInput): PaymentMethod {
  const { card } = input;
  return {
    id: input.id,
    object: "payment_method",
    allow_redisplay: input.allowRedisplay,
    billing_details: input.billing,
    card: {
      brand: card.brand,
      checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: "pass" },
      country: card.country,
      display_brand: card.brand === "amex" ? "american_express" : card.brand,
      exp_month: input.expMonth,
      exp_year: input.expYear,
      fingerprint: fingerprint(card.number),
      funding: card.funding,
      generated_from: null,
      last4: card.number.slice(-4),
      networks: { available: [card.brand], preferred: null },
      regulated_status: "unregulated",
      three_d_secure_usage: { supported: true },
      wallet: null,
    },
    created: input.created,
    customer: null,
    customer_account: null,
    livemode: false,
    metadata: input.metadata,
    type: "card",
  };
}

/** The same for the same number, whichever payment method carries it. */
function fingerprint(number: string): string {
  return createHash("sha256").update(`local-stripe:${number}`).digest("base64url").replace(/[-_]/g, "x").slice(0, 16);
}
