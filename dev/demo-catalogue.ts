import { catalogueInput, type StripeIdReference } from "@/lib/catalog/schemas";
import { createStripeClient, type StripeClient } from "@/lib/stripe/client";

/** The catalogue file that CATALOGUE names. */
export async function readCatalogue(name = process.env.CATALOGUE || "default") {
  if (!/^[a-z0-9-]+$/.test(name)) throw new Error(`CATALOGUE names a file of prisma/catalogue, not ${name}.`);
  const { catalogue } = (await import(`../prisma/catalogue/${name}.ts`)) as { catalogue: unknown };
  return catalogueInput.parse(catalogue);
}

type Catalogue = Awaited<ReturnType<typeof readCatalogue>>;

/**
 * Creates at the local Stripe what a catalogue adopts by settings that are not set, as another app would have created it:
 * each plan's product and prices. Returns the settings with their ids. A second run finds the same prices.
 */
export async function settingsToAdopt(
  settings: Readonly<Record<"STRIPE_API_BASE", string> & Partial<Record<"STRIPE_SECRET_KEY", string>>>,
  { plans, packs }: Catalogue,
): Promise<Record<string, string>> {
  const stripe = createStripeClient(settings.STRIPE_SECRET_KEY ?? "", settings.STRIPE_API_BASE);
  const made: Record<string, string> = {};
  for (const { key, name, prices, currency, stripe: adopts } of plans) {
    for (const interval of ["month", "year"] as const) {
      const setting = missing(adopts?.prices?.[interval]);
      if (!setting) continue;
      const terms = { currency, unit_amount: prices[interval] ?? 0, recurring: { interval } };
      made[setting] = await foreignPrice(stripe, { setting, product: `demo_${key}`, name, terms });
    }
  }
  for (const { key, name, amountCents, currency, stripe: adopts } of packs) {
    const setting = missing(adopts?.price);
    if (!setting) continue;
    const terms = { currency, unit_amount: amountCents };
    made[setting] = await foreignPrice(stripe, { setting, product: `demo_${key}`, name, terms });
  }
  return made;
}

/** The setting that a reference names and the environment does not have. */
function missing(reference: StripeIdReference | undefined): string | null {
  return typeof reference === "object" && !process.env[reference.env] ? reference.env : null;
}

type Foreign = {
  setting: string;
  product: string;
  name: string;
  terms: { currency: string; unit_amount: number; recurring?: { interval: "month" | "year" } };
};

async function foreignPrice(stripe: StripeClient, { setting, product, name, terms }: Foreign): Promise<string> {
  const lookup_key = setting.toLowerCase();
  const { data } = await stripe.prices.list({ lookup_keys: [lookup_key] });
  if (data[0]) return data[0].id;
  const known = await stripe.products.list({ ids: [product] });
  if (!known.data[0]) await stripe.products.create({ id: product, name });
  return (await stripe.prices.create({ product, lookup_key, ...terms })).id;
}
