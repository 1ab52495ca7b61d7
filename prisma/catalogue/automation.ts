import type { Catalogue } from "@/lib/catalog/schemas";

/**
 * A workflow automation product with AI models: one credit is worth $0.01. Chosen with CATALOGUE=automation. Each tier of
 * models is a feature that a plan names or does not have; executions are counted per month.
 */
export const catalogue: Catalogue = {
  plans: [
    {
      key: "free",
      name: "Free",
      description: "Build your first workflows.",
      isFree: true,
      creditsPerMonth: 1_000,
      limits: { workflows: 3, executions: 10, models_standard: null },
      estimatedCostCents: 200,
      sortOrder: 0,
    },
    {
      key: "basic",
      name: "Basic",
      description: "For one person with real work to automate.",
      creditsPerMonth: 5_000,
      prices: { month: 2_999 },
      limits: { workflows: 10, executions: 50, models_standard: null },
      estimatedCostCents: 1_000,
      sortOrder: 1,
    },
    {
      key: "pro",
      name: "Pro",
      description: "For teams that run their business on it.",
      creditsPerMonth: 25_000,
      prices: { month: 9_999 },
      limits: { workflows: 50, executions: 250, models_standard: null, models_advanced: null },
      highlighted: true,
      estimatedCostCents: 5_000,
      sortOrder: 2,
    },
    {
      key: "enterprise",
      name: "Enterprise",
      description: "Every model, without limits.",
      creditsPerMonth: 100_000,
      prices: { month: 29_999 },
      limits: {
        workflows: null,
        executions: null,
        models_standard: null,
        models_advanced: null,
        models_frontier: null,
      },
      estimatedCostCents: 20_000,
      sortOrder: 3,
    },
  ],
  // A cent a credit, more than any plan charges.
  packs: [
    { key: "pack_1000", name: "1,000 credits", credits: 1_000, amountCents: 1_000, sortOrder: 0 },
    { key: "pack_10000", name: "10,000 credits", credits: 10_000, amountCents: 10_000, sortOrder: 1 },
  ],
  features: [
    { key: "workflows", name: "Workflows", unit: "workflow", per: "standing" },
    { key: "executions", name: "Executions", unit: "execution" },
    { key: "models_standard", name: "Standard AI models", kind: "switch" },
    { key: "models_advanced", name: "Advanced AI models", kind: "switch" },
    { key: "models_frontier", name: "Frontier AI models", kind: "switch" },
  ],
  // A credit buys what costs us 0.2 cents: a plan whose credits are all spent keeps a third of its price or more.
  meters: [
    {
      key: "standard_tokens",
      name: "Standard model, tokens",
      unit: "token",
      credits: 1,
      perUnits: 5_000,
      cost: { micros: 200_000 },
      sortOrder: 0,
    },
    {
      key: "advanced_tokens",
      name: "Advanced model, tokens",
      unit: "token",
      credits: 1,
      perUnits: 500,
      cost: { micros: 200_000 },
      sortOrder: 1,
    },
    {
      key: "frontier_tokens",
      name: "Frontier model, tokens",
      unit: "token",
      credits: 1,
      perUnits: 100,
      cost: { micros: 200_000 },
      sortOrder: 2,
    },
  ],
};
