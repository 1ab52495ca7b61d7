import type { Catalogue } from "@/lib/catalog/schemas";

/** Another product's catalogue: one plan, one pack and one meter, a credit is a token. Chosen with CATALOGUE=tokens. */
export const catalogue: Catalogue = {
  plans: [
    {
      key: "tokens",
      name: "Tokens",
      description: "A million tokens a month.",
      creditsPerMonth: 1_000_000,
      prices: { month: 1_000 },
      highlighted: true,
    },
  ],
  packs: [{ key: "million", name: "1,000,000 tokens", credits: 1_000_000, amountCents: 1_200 }],
  meters: [{ key: "token", name: "Tokens", unit: "token", credits: 1, perUnits: 1 }],
};
