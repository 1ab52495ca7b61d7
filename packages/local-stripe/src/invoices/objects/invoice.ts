import type { Tables } from "../../core/store/tables";
import { settle } from "../customer-balance";
import { sumsOf } from "./invoice-sums";

type Invoice = Tables["invoice"];
export type InvoiceLine = Invoice["lines"]["data"][number];

export interface InvoiceInput {
  id: string;
  created: number;
  customer: Tables["customer"];
  currency: string;
  lines: InvoiceLine[];
  billingReason: string;
  parent: Invoice["parent"];
  periodStart: number;
  periodEnd: number;
  metadata: Record<string, string>;
  description: string | null;
  autoAdvance: boolean;
  finalizesAt: number | null;
  /** Discounts of the whole invoice; what they take off is in the lines already. */
  discounts?: string[];
}

/** A draft; its sums follow from its lines. */
export function buildInvoice(input: InvoiceInput): Invoice {
  const { customer } = input;
  const sums = sumsOf(input.lines, input.discounts ?? []);
  const { due } = settle(sums.total, customer.balance);
  return {
    id: input.id,
    object: "invoice",
    account_country: "US",
    account_name: "Local Stripe",
    account_tax_ids: null,
    amount_due: due,
    amount_overpaid: 0,
    amount_paid: 0,
    amount_remaining: due,
    amount_shipping: 0,
    application: null,
    attempt_count: 0,
    attempted: false,
    auto_advance: input.autoAdvance,
    automatic_tax: { disabled_reason: null, enabled: false, liability: null, provider: null, status: null },
    automatically_finalizes_at: input.finalizesAt,
    billing_reason: input.billingReason,
    collection_method: "charge_automatically",
    created: input.created,
    currency: input.currency,
    custom_fields: null,
    customer: customer.id,
    customer_account: null,
    customer_address: customer.address ?? null,
    customer_email: customer.email,
    customer_name: customer.name ?? null,
    customer_phone: customer.phone ?? null,
    customer_shipping: customer.shipping,
    customer_tax_exempt: customer.tax_exempt ?? "none",
    customer_tax_ids: [],
    default_payment_method: null,
    default_source: null,
    default_tax_rates: [],
    description: input.description,
    discounts: input.discounts ?? [],
    due_date: null,
    effective_at: null,
    ending_balance: null,
    footer: null,
    from_invoice: null,
    hosted_invoice_url: null,
    invoice_pdf: null,
    issuer: { type: "self" },
    last_finalization_error: null,
    latest_revision: null,
    lines: { object: "list", data: input.lines, has_more: false, url: `/v1/invoices/${input.id}/lines` },
    livemode: false,
    metadata: input.metadata,
    next_payment_attempt: input.finalizesAt,
    number: null,
    on_behalf_of: null,
    parent: input.parent,
    payment_settings: { default_mandate: null, payment_method_options: null, payment_method_types: null },
    period_end: input.periodEnd,
    period_start: input.periodStart,
    post_payment_credit_notes_amount: 0,
    pre_payment_credit_notes_amount: 0,
    receipt_number: null,
    rendering: null,
    shipping_cost: null,
    shipping_details: null,
    starting_balance: customer.balance,
    statement_descriptor: null,
    status: "draft",
    status_transitions: { finalized_at: null, marked_uncollectible_at: null, paid_at: null, voided_at: null },
    test_clock: customer.test_clock ?? null,
    ...sums,
    total_taxes: [],
    webhooks_delivered_at: null,
  };
}
