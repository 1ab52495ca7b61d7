import type { Catalogue } from "@/lib/catalog/schemas";

/** The catalogue Refill starts with. Yearly is ten months' money; credits refill monthly either way. */
export const catalogue: Catalogue = {
  plans: [
    {
      key: "free",
      name: "Free",
      description: "Try everything, for nothing.",
      isFree: true,
      creditsPerMonth: 50,
      limits: { workflows: 1 },
      estimatedCostCents: 40,
      sortOrder: 0,
    },
    {
      key: "starter",
      name: "Starter",
      description: "For a first product with real users.",
      creditsPerMonth: 200,
      prices: { month: 2_000, year: 20_000 },
      limits: { workflows: 3 },
      estimatedCostCents: 160,
      sortOrder: 1,
    },
    {
      key: "pro",
      name: "Pro",
      description: "For a product that grows.",
      creditsPerMonth: 400,
      prices: { month: 3_900, year: 39_000 },
      limits: { workflows: 10 },
      highlighted: true,
      estimatedCostCents: 320,
      sortOrder: 2,
    },
    {
      key: "creator",
      name: "Creator",
      description: "For teams that ship every day.",
      creditsPerMonth: 1_000,
      prices: { month: 9_900, year: 99_000 },
      limits: { workflows: 50 },
      estimatedCostCents: 800,
      sortOrder: 3,
    },
    {
      key: "ultimate",
      name: "Ultimate",
      description: "For those who run on credits.",
      creditsPerMonth: 2_000,
      prices: { month: 20_000, year: 200_000 },
      limits: { workflows: null },
      estimatedCostCents: 1_600,
      sortOrder: 4,
    },
  ],
  // A credit costs more in a pack than on any plan at its best price, so that regular use is worth a subscription.
  packs: [
    { key: "pack_500", name: "500 credits", credits: 500, amountCents: 6_000, sortOrder: 0 },
    { key: "pack_2500", name: "2,500 credits", credits: 2_500, bonusCredits: 250, amountCents: 27_500, sortOrder: 1 },
    {
      key: "pack_10000",
      name: "10,000 credits",
      credits: 10_000,
      bonusCredits: 1_500,
      amountCents: 100_000,
      sortOrder: 2,
    },
  ],
  // The limit is three workflows at a time: deleting one allows another.
  features: [{ key: "workflows", name: "Workflows", unit: "workflow", per: "standing" }],
  // Set so that a credit spent costs us about what the plans assume (estimatedCostCents).
  meters: [
    { key: "chat_tokens_in", name: "Chat, tokens in", unit: "token", credits: 1, perUnits: 10_000, sortOrder: 0 },
    { key: "chat_tokens_out", name: "Chat, tokens out", unit: "token", credits: 1, perUnits: 2_000, sortOrder: 1 },
    { key: "image", name: "Image", unit: "image", credits: 4, perUnits: 1, sortOrder: 2 },
    { key: "audio_minute", name: "Audio", unit: "minute", credits: 1, perUnits: 1, sortOrder: 3 },
    { key: "page", name: "Page", unit: "page", credits: 1, perUnits: 2, sortOrder: 4 },
  ],
};
