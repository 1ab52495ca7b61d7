import type { Tables } from "../../core/store/tables";

export interface InvoicePaymentInput {
  id: string;
  created: number;
  invoice: string;
  intent: string;
  amount: number;
  currency: string;
  /** The one that collects the invoice; others are attached to it. */
  isDefault: boolean;
}

/** What ties a payment intent to an invoice since neither names the other. */
export function buildInvoicePayment(input: InvoicePaymentInput): Tables["invoice_payment"] {
  return {
    id: input.id,
    object: "invoice_payment",
    amount_paid: null,
    amount_requested: input.amount,
    created: input.created,
    currency: input.currency,
    invoice: input.invoice,
    is_default: input.isDefault,
    livemode: false,
    payment: { payment_intent: input.intent, type: "payment_intent" },
    status: "open",
    status_transitions: { canceled_at: null, paid_at: null },
  };
}
