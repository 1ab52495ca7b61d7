import type { Catalogue } from "@/lib/catalog/schemas";

/**
 * Plans that a Stripe account sells already: their prices are linked by the ids in the environment, not created. Chosen
 * with CATALOGUE=adopted; docs/operations.md says how to adopt an account.
 */
export const catalogue: Catalogue = {
  plans: [
    {
      key: "basic",
      name: "Basic",
      description: "For a first project.",
      creditsPerMonth: 100,
      prices: { month: 900 },
      stripe: { prices: { month: { env: "STRIPE_PRICE_ID_BASIC" } } },
      limits: { projects: 1 },
      estimatedCostCents: 200,
      sortOrder: 0,
    },
    {
      key: "premium",
      name: "Premium",
      description: "For a team.",
      creditsPerMonth: 500,
      prices: { month: 2_900 },
      stripe: { prices: { month: { env: "STRIPE_PRICE_ID_PREMIUM" } } },
      limits: { projects: 10 },
      highlighted: true,
      estimatedCostCents: 1_000,
      sortOrder: 1,
    },
    {
      key: "elite",
      name: "Elite",
      description: "For a company.",
      creditsPerMonth: 2_000,
      prices: { month: 9_900 },
      stripe: { prices: { month: { env: "STRIPE_PRICE_ID_ELITE" } } },
      limits: { projects: null },
      estimatedCostCents: 4_000,
      sortOrder: 2,
    },
  ],
  packs: [{ key: "pack_100", name: "100 credits", credits: 100, amountCents: 1_200 }],
  features: [{ key: "projects", name: "Projects", unit: "project", per: "standing" }],
  meters: [{ key: "request", name: "Request", unit: "request", credits: 1, perUnits: 1 }],
};
