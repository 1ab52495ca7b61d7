import type { Tables } from "../../core/store/tables";

type CreditNote = Tables["credit_note"];
export type CreditNoteLine = CreditNote["lines"]["data"][number];

export interface CreditNoteInput {
  id: string;
  created: number;
  invoice: Tables["invoice"];
  number: string;
  lines: CreditNoteLine[];
  amount: number;
  /** What the invoice still asked for; the rest was paid already. */
  prePayment: number;
  outOfBand: number | null;
  balanceTransaction: string | null;
  refunds: { id: string; amount: number }[];
  memo: string | null;
  reason: string | null;
  metadata: Record<string, string>;
  pdf: string;
}

export function buildCreditNote(input: CreditNoteInput): CreditNote {
  const { amount, invoice, prePayment, refunds } = input;
  return {
    id: input.id,
    object: "credit_note",
    amount,
    amount_shipping: 0,
    created: input.created,
    currency: invoice.currency,
    customer: invoice.customer ?? "",
    customer_account: null,
    customer_balance_transaction: input.balanceTransaction,
    discount_amount: 0,
    discount_amounts: [],
    effective_at: input.created,
    invoice: invoice.id,
    lines: { object: "list", data: input.lines, has_more: false, url: `/v1/credit_notes/${input.id}/lines` },
    livemode: false,
    memo: input.memo,
    metadata: input.metadata,
    number: input.number,
    out_of_band_amount: input.outOfBand,
    pdf: input.pdf,
    post_payment_amount: amount - prePayment,
    pre_payment_amount: prePayment,
    pretax_credit_amounts: [],
    reason: input.reason,
    refunds: refunds.map((refund) => ({
      amount_refunded: refund.amount,
      payment_record_refund: null,
      refund: refund.id,
      type: "refund",
    })),
    shipping_cost: null,
    status: "issued",
    subtotal: amount,
    subtotal_excluding_tax: amount,
    total: amount,
    total_excluding_tax: amount,
    total_taxes: [],
    type: typeOf(amount, prePayment),
    voided_at: null,
  };
}

function typeOf(amount: number, prePayment: number): CreditNote["type"] {
  if (prePayment === 0) return "post_payment";
  return prePayment === amount ? "pre_payment" : "mixed";
}

export function buildCreditNoteLine(input: {
  id: string;
  description: string;
  quantity: number;
  unitAmount: number;
}): CreditNoteLine {
  return {
    id: input.id,
    object: "credit_note_line_item",
    amount: input.unitAmount * input.quantity,
    description: input.description,
    discount_amount: 0,
    discount_amounts: [],
    livemode: false,
    metadata: {},
    pretax_credit_amounts: [],
    quantity: input.quantity,
    tax_rates: [],
    taxes: [],
    type: "custom_line_item",
    unit_amount: input.unitAmount,
    unit_amount_decimal: String(input.unitAmount),
  };
}
