import { examplePayment } from "@/lib/api/endpoints/billing/example";

export const exampleAdminPayment = {
  ...examplePayment,
  user: { id: "0193a1b2-0000-7000-8000-000000000001", email: "ada@example.com", externalId: "customer-42" },
  origin: "INVOICE",
  declineCode: null,
  nextAttemptAt: null,
  stripePaymentIntentId: "pi_1A2b3C",
  stripeInvoiceId: "in_1A2b3C",
};

export const exampleRefundPreview = {
  amountCents: 1000,
  refundableCents: 2000,
  currency: "usd",
  credits: 100,
  before: { balance: 60, debt: 0 },
  after: { balance: -40, debt: 40 },
  referrerCredits: 0,
};
