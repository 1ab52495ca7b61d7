/** What the reference shows of plans, keys and money: the same person as in examples.ts, on a paid plan. */

export const exampleKey = {
  id: "0193a1b2-7c3d-7e4f-8a5b-6c7d8e9f0a1b",
  name: "Build server",
  prefix: "k3v9m2xq",
  scopes: ["credits:read", "credits:spend"],
  service: false,
  expiresAt: "2027-12-31T00:00:00.000Z",
  lastUsedAt: null,
  revokedAt: null,
  createdAt: "2026-11-24T09:30:00.000Z",
};

export const examplePlan = {
  id: "0193a1b2-0000-7000-8000-000000000010",
  key: "starter",
  name: "Starter",
  description: "For a first product with real users.",
  isFree: false,
  highlighted: false,
  creditsPerMonth: 200,
  refillPolicy: "RESET",
  rolloverCapCredits: null,
  trialDays: 0,
  trialCredits: 0,
  features: ["3 workflows", "Email support", "API keys"],
  limits: { workflows: 3 },
  limitsPerUnit: false,
  prices: [
    {
      id: "0193a1b2-0000-7000-8000-000000000011",
      lookupKey: "refill_starter_month",
      interval: "MONTH",
      amountCents: 2000,
      currency: "usd",
    },
  ],
};

export const examplePack = {
  id: "0193a1b2-0000-7000-8000-000000000012",
  key: "pack_500",
  name: "500 credits",
  description: "Kept until spent.",
  credits: 500,
  bonusCredits: 0,
  amountCents: 1000,
  currency: "usd",
};

export const exampleSubscription = {
  id: "0193a1b2-0000-7000-8000-000000000013",
  status: "ACTIVE",
  plan: { key: "starter", name: "Starter", isFree: false, version: 1, creditsPerMonth: 200 },
  price: { id: "0193a1b2-0000-7000-8000-000000000011", interval: "MONTH", amountCents: 2000, currency: "usd" },
  quantity: 1,
  monthlyCredits: 200,
  period: { start: "2026-11-24T09:00:00.000Z", end: "2026-12-24T09:00:00.000Z" },
  paidThrough: "2026-12-24T09:00:00.000Z",
  trialEndsAt: null,
  freeUntil: null,
  cancelAtPeriodEnd: false,
  endsAt: null,
  scheduledChange: null,
  collection: { method: "AUTOMATIC", paused: false, resumesAt: null, invoice: null },
  meanwhile: null,
  nextRefill: { at: "2026-12-24T09:00:00.000Z", credits: 200 },
};

export const exampleChangePreview = {
  kind: "upgrade",
  effective: "now",
  at: "2026-12-09T09:00:00.000Z",
  plan: { key: "pro", name: "Pro", creditsPerMonth: 400 },
  price: { id: "0193a1b2-0000-7000-8000-000000000017", interval: "MONTH", amountCents: 3900, currency: "usd" },
  quantity: 1,
  monthlyCredits: 400,
  amountDueCents: 950,
  currency: "usd",
  lines: [
    { description: "Unused time on Starter after 9 Dec 2026", amountCents: -1000 },
    { description: "Remaining time on Pro after 9 Dec 2026", amountCents: 1950 },
  ],
  nextInvoice: { at: "2026-12-24T09:00:00.000Z", amountCents: 3900 },
  creditsNow: 100,
  nextRefill: { at: "2026-12-24T09:00:00.000Z", credits: 400 },
  prorationDate: "2026-12-09T09:00:00.000Z",
};

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

export const examplePackPayment = {
  ...examplePayment,
  id: "0193a1b2-0000-7000-8000-000000000016",
  kind: "PACK",
  description: "500 credits",
  amountCents: 1000,
  invoice: { number: null, url: null, pdfUrl: null },
};

export const exampleAutoTopup = {
  enabled: true,
  threshold: 100,
  pack: "pack_500",
  monthlyCapCents: 5000,
  currency: "usd",
  spentThisMonthCents: 1000,
  inFlight: false,
  nextAttemptAt: null,
  stoppedReason: null,
  card: { brand: "visa", last4: "4242" },
};

export const exampleCheckout = { url: "https://checkout.stripe.com/c/pay/cs_a1b2c3" };
