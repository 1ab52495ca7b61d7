const PAYMENT = "0193a1b2-0000-7000-8000-000000000014";

export const exampleBillingEvent = {
  id: "0193a1b2-0000-7000-8000-000000000015",
  type: "subscription_started",
  description: "Starter started",
  amountCents: 2000,
  currency: "usd",
  credits: null,
  payment: PAYMENT,
  occurredAt: "2026-11-24T09:00:04.000Z",
};

export const examplePayment = {
  id: PAYMENT,
  kind: "SUBSCRIPTION",
  status: "SUCCEEDED",
  description: "Starter plan, 1 month",
  amountCents: 2000,
  currency: "usd",
  invoicedCents: 2000,
  balanceCents: 0,
  refundedCents: 0,
  creditedCents: 0,
  method: { brand: "visa", last4: "4242" },
  failureMessage: null,
  receiptUrl: "https://pay.stripe.com/receipts/R1a2b3",
  invoice: {
    number: "A1B2-0001",
    url: "https://invoice.stripe.com/i/I1a2b3",
    pdfUrl: "https://pay.stripe.com/invoice/I1a2b3/pdf",
  },
  paidAt: "2026-11-24T09:00:04.000Z",
  createdAt: "2026-11-24T09:00:01.000Z",
};

export const exampleInvoice = {
  id: "in_1A2b3C",
  ...examplePayment.invoice,
  status: "PAID",
  description: examplePayment.description,
  amountCents: examplePayment.amountCents,
  currency: examplePayment.currency,
  dueAt: null,
  payment: PAYMENT,
  paidAt: examplePayment.paidAt,
  createdAt: examplePayment.createdAt,
};
