import { exampleMeter, examplePack, examplePlan } from "@/lib/api/endpoints/plans/example";

export const exampleAdminPlan = {
  ...examplePlan,
  features: ["Onboarding call"],
  version: 1,
  quantity: "ANY",
  estimatedCostCents: 500,
  sortOrder: 1,
  stripeProductId: "prod_1A2b3C",
  archivedAt: null,
};

export const exampleAdminPack = {
  ...examplePack,
  version: 1,
  sortOrder: 1,
  stripePriceId: "price_1A2b3C",
  archivedAt: null,
};

export const exampleAdminMeter = {
  ...exampleMeter,
  id: "0193a1b2-0000-7000-8000-000000000013",
  cost: { micros: 300_000, currency: "usd" },
  sortOrder: 1,
  archivedAt: null,
};

export const examplePlanInput = {
  key: "starter",
  name: "Starter",
  creditsPerMonth: 200,
  currency: "usd",
  prices: { month: 2000, year: null },
};

export const examplePackInput = {
  key: "pack_500",
  name: "500 credits",
  credits: 500,
  amountCents: 6000,
  currency: "usd",
};

export const exampleMeterInput = {
  key: "chat_tokens_in",
  name: "Chat, tokens in",
  unit: "token",
  credits: 1,
  perUnits: 10_000,
  cost: { micros: 300_000, currency: "usd" },
};

export const exampleLinkRequest = { stripePriceId: "price_1A2b3C" };

export const exampleLinkedPrice = {
  id: "price_1A2b3C",
  productId: "prod_1A2b3C",
  productName: "Starter",
  amountCents: 2000,
  currency: "usd",
  interval: "month",
};
