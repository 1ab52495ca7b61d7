import type { Balance } from "../../client/credits.js";
import type { AutoTopupSettings, Catalogue, Entitlement, Subscription, Usage } from "../runtime.js";

/** A balance with this many credits. */
export const balanceOf = (available: number, more: Partial<Balance> = {}): Balance => ({
  account: "a-1",
  balance: available,
  held: 0,
  available,
  debt: 0,
  lots: [],
  nextRefill: { at: "2026-12-01T00:00:00.000Z", credits: 200 },
  asOf: "2026-11-24T09:30:00.000Z",
  ...more,
});

const plan: Catalogue["data"][number] = {
  id: "plan-1",
  key: "starter",
  name: "Starter",
  description: "For a first product.",
  isFree: false,
  highlighted: true,
  creditsPerMonth: 2000,
  refillPolicy: "RESET",
  rolloverCapCredits: null,
  overdraftCredits: 0,
  spendLimits: [],
  trialDays: 7,
  trialCredits: 50,
  features: ["3 workflows", "Email support"],
  limits: { workflows: 3 },
  limitsPerUnit: false,
  prices: [
    { id: "p-1", lookupKey: "starter_month", interval: "MONTH", amountCents: 2000, currency: "usd" },
    { id: "p-2", lookupKey: "starter_year", interval: "YEAR", amountCents: 19_950, currency: "usd" },
  ],
};

const pack = { id: "pack-1", key: "pack_500", name: "500 credits", description: "Never expires.", credits: 500 };

export const catalogue: Catalogue = {
  data: [
    {
      ...plan,
      id: "plan-0",
      key: "free",
      name: "Free",
      isFree: true,
      highlighted: false,
      creditsPerMonth: 50,
      trialDays: 0,
      features: ["1 workflow"],
      prices: [],
    },
    plan,
    {
      ...plan,
      id: "plan-2",
      key: "pro",
      name: "Pro",
      highlighted: false,
      creditsPerMonth: 10_000,
      trialDays: 0,
      features: ["Unlimited workflows", "Priority support"],
      prices: [{ id: "p-3", lookupKey: "pro_month", interval: "MONTH", amountCents: 8000, currency: "usd" }],
    },
  ],
  nextCursor: null,
  packs: [
    { ...pack, bonusCredits: 0, amountCents: 6000, currency: "usd", volume: null },
    {
      ...pack,
      id: "pack-2",
      key: "pack_2000",
      name: "2,000 credits",
      credits: 2000,
      bonusCredits: 100,
      amountCents: 20_050,
      currency: "usd",
      volume: null,
    },
  ],
  meters: [],
};

export const entitlement: Entitlement = {
  feature: "export",
  name: "Export",
  kind: "switch",
  allowed: true,
  limit: null,
  per: "window",
  remaining: null,
  resetsAt: null,
  used: 0,
  values: null,
};

export const usage: Usage = {
  today: 5,
  thisMonth: 45,
  total: 480,
  daily: [
    { date: "2026-11-22", credits: 0 },
    { date: "2026-11-23", credits: 40 },
    { date: "2026-11-24", credits: 5 },
  ],
  byModel: [
    { model: "gpt-large", credits: 40 },
    { model: null, credits: 5 },
  ],
  ownKey: [],
  forecast: { runsOutAt: null },
};

export const autoTopup: AutoTopupSettings = {
  enabled: true,
  threshold: 100,
  pack: "pack_500",
  monthlyCapCents: 30_000,
  currency: "usd",
  spentThisMonthCents: 6000,
  inFlight: false,
  nextAttemptAt: null,
  stoppedReason: null,
  card: { brand: "visa", last4: "4242" },
};

/** The parts of a subscription that the components read. */
export const subscriptionTo = (key: string, interval: "MONTH" | "YEAR") =>
  ({ plan: { key, isFree: key === "free" }, price: { interval } }) as Subscription;
