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
  overdraftCredits: 0,
  spendLimits: [{ hours: 5, credits: 50 }],
  trialDays: 0,
  trialCredits: 0,
  features: ["At most 50 credits in any 5 hours", "3 workflows"],
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
  description: "Never expires.",
  credits: 500,
  bonusCredits: 0,
  amountCents: 6000,
  currency: "usd",
  volume: null,
};

export const exampleMeter = {
  key: "chat_tokens_in",
  name: "Chat, tokens in",
  description: "",
  unit: "token",
  credits: 1,
  perUnits: 10_000,
  rounding: "UP",
  minimumCredits: 1,
  version: 1,
};
