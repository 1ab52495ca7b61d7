import { createHash } from "node:crypto";
import type { Tables } from "../../core/store/tables";
import type { TestCard } from "../cards";
import { type BankAccount, type MethodType, testRouting } from "../instruments";

type PaymentMethod = Tables["payment_method"];
export type BillingDetails = PaymentMethod["billing_details"];

export interface MethodInput {
  id: string;
  created: number;
  billing: BillingDetails;
  metadata: Record<string, string>;
  allowRedisplay: string;
}

export interface CardInput extends MethodInput {
  card: TestCard;
  expMonth: number;
  expYear: number;
}

export const noBilling: BillingDetails = { address: null, email: null, name: null, phone: null, tax_id: null };

export function buildCardMethod(input: CardInput): PaymentMethod {
  const { card } = input;
  return {
    ...frame(input, "card"),
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
  };
}

export function buildBankMethod(input: MethodInput & { bank: BankAccount }): PaymentMethod {
  const { number, type } = input.bank;
  const last4 = number.slice(-4);
  if (type === "us_bank_account") {
    return {
      ...frame(input, type),
      us_bank_account: {
        account_holder_type: "individual",
        account_type: "checking",
        bank_name: "STRIPE TEST BANK",
        financial_connections_account: null,
        fingerprint: fingerprint(number),
        last4,
        networks: { preferred: "ach", supported: ["ach"] },
        routing_number: testRouting,
        status_details: {},
      },
    };
  }
  return {
    ...frame(input, type),
    sepa_debit: {
      bank_code: number.slice(4, 12),
      branch_code: "",
      country: number.slice(0, 2),
      fingerprint: fingerprint(number),
      generated_from: { charge: null, setup_attempt: null },
      last4,
    },
  };
}

export function buildWalletMethod(input: MethodInput): PaymentMethod {
  return {
    ...frame(input, "paypal"),
    paypal: { country: "US", payer_email: input.billing.email, payer_id: `LOCAL${input.id.slice(-8).toUpperCase()}` },
  };
}

function frame(input: MethodInput, type: MethodType): PaymentMethod {
  return {
    id: input.id,
    object: "payment_method",
    allow_redisplay: input.allowRedisplay,
    billing_details: input.billing,
    created: input.created,
    customer: null,
    customer_account: null,
    livemode: false,
    metadata: input.metadata,
    type,
  };
}

/** The same for the same number, whichever payment method carries it. */
function fingerprint(number: string): string {
  return createHash("sha256").update(`local-stripe:${number}`).digest("base64url").replace(/[-_]/g, "x").slice(0, 16);
}
