import type { Tables } from "../../core/store/tables";
import type { Decline } from "../cards";

type Charge = Tables["charge"];

export interface ChargeInput {
  id: string;
  created: number;
  intent: Tables["payment_intent"];
  method: Tables["payment_method"];
  decline: Decline | null;
  /** `authorized` waits to be captured, `pending` is a debit on its way. */
  state: "settled" | "authorized" | "pending" | "failed";
  balanceTransaction: string | null;
  receiptUrl: string;
  authenticated: boolean;
  offSession: boolean;
}

export function buildCharge(input: ChargeInput): Charge {
  const { intent, method, decline, state } = input;
  const paid = state === "settled" || state === "authorized";
  return {
    id: input.id,
    object: "charge",
    amount: intent.amount,
    amount_captured: state === "settled" ? intent.amount : 0,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: input.balanceTransaction,
    billing_details: method.billing_details,
    calculated_statement_descriptor: "LOCAL STRIPE",
    captured: state === "settled" || state === "pending",
    created: input.created,
    currency: intent.currency,
    customer: intent.customer,
    description: intent.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: decline?.code ?? null,
    failure_message: decline?.message ?? null,
    fraud_details: {},
    livemode: false,
    metadata: intent.metadata,
    on_behalf_of: null,
    outcome: outcomeOf(method, decline),
    paid,
    payment_intent: intent.id,
    payment_method: method.id,
    payment_method_details: methodDetails(input),
    radar_options: {},
    receipt_email: intent.receipt_email,
    receipt_number: null,
    receipt_url: paid ? input.receiptUrl : null,
    refunded: false,
    review: null,
    shipping: null,
    source: null,
    source_transfer: null,
    statement_descriptor: intent.statement_descriptor,
    statement_descriptor_suffix: null,
    status: paid ? "succeeded" : state === "pending" ? "pending" : "failed",
    transfer_data: null,
    transfer_group: null,
  };
}

type Details = NonNullable<Charge["payment_method_details"]>;

function methodDetails(input: ChargeInput): Details {
  const { method } = input;
  const { us_bank_account: ach, sepa_debit: sepa, paypal } = method;
  if (ach !== undefined) {
    return {
      type: method.type,
      us_bank_account: {
        account_holder_type: ach.account_holder_type,
        account_type: ach.account_type,
        bank_name: ach.bank_name,
        fingerprint: ach.fingerprint,
        last4: ach.last4,
        payment_reference: null,
        routing_number: ach.routing_number,
      },
    };
  }
  if (sepa !== undefined) {
    const { bank_code, branch_code, country, fingerprint, last4 } = sepa;
    return { type: method.type, sepa_debit: { bank_code, branch_code, country, fingerprint, last4, mandate: null } };
  }
  if (paypal !== undefined) {
    return {
      type: method.type,
      paypal: {
        ...paypal,
        payer_name: method.billing_details.name,
        seller_protection: { dispute_categories: null, status: "not_eligible" },
        transaction_id: input.id.slice(-17).toUpperCase(),
      },
    };
  }
  return { card: cardDetails(input), type: "card" };
}

type CardDetails = NonNullable<NonNullable<Charge["payment_method_details"]>["card"]>;

function cardDetails(input: ChargeInput): CardDetails {
  const card = input.method.card;
  if (card === undefined) throw new Error(`payment method ${input.method.id} is not a card`);
  const declined = input.decline !== null;
  return {
    amount_authorized: declined ? null : input.intent.amount,
    authorization_code: declined ? null : input.id.slice(-6).toUpperCase(),
    brand: card.brand,
    checks: {
      address_line1_check: null,
      address_postal_code_check: null,
      cvc_check: input.decline?.code === "incorrect_cvc" ? "fail" : input.offSession ? null : "pass",
    },
    country: card.country,
    electronic_commerce_indicator: null,
    exp_month: card.exp_month,
    exp_year: card.exp_year,
    extended_authorization: { status: "disabled" },
    fingerprint: card.fingerprint ?? null,
    funding: card.funding,
    incremental_authorization: { status: "unavailable" },
    installments: null,
    last4: card.last4,
    mandate: null,
    multicapture: { status: "unavailable" },
    network: card.brand,
    network_token: { used: false },
    network_transaction_id: declined ? null : input.id.slice(-15),
    overcapture: { maximum_amount_capturable: declined ? 0 : input.intent.amount, status: "unavailable" },
    regulated_status: "unregulated",
    three_d_secure: input.authenticated
      ? {
          authentication_flow: "challenge",
          electronic_commerce_indicator: "05",
          exemption_indicator: null,
          result: "authenticated",
          result_reason: null,
          transaction_id: null,
          version: "2.2.0",
        }
      : null,
    transaction_link_id: null,
    wallet: null,
  };
}

function outcomeOf(method: ChargeInput["method"], decline: Decline | null): Charge["outcome"] {
  if (decline === null && method.type !== "card") {
    return {
      advice_code: null,
      network_advice_code: null,
      network_decline_code: null,
      network_status: "approved_by_network",
      reason: null,
      risk_level: "not_assessed",
      seller_message: "Payment complete.",
      type: "authorized",
    };
  }
  if (decline === null) {
    return {
      advice_code: null,
      network_advice_code: null,
      network_decline_code: null,
      network_status: "approved_by_network",
      reason: null,
      risk_level: "normal",
      risk_score: 12,
      seller_message: "Payment complete.",
      type: "authorized",
    };
  }
  return {
    advice_code: decline.advice === "" ? null : decline.advice,
    network_advice_code: null,
    network_decline_code: null,
    network_status: "declined_by_network",
    reason: decline.declineCode === "" ? decline.code : decline.declineCode,
    risk_level: "normal",
    risk_score: 31,
    seller_message: "The bank did not accept this payment.",
    type: "issuer_declined",
  };
}
