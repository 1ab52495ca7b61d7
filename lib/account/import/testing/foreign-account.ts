import type Stripe from "stripe";
import type { TestStripe } from "@/dev/testing/stripe";
import type { Catalogue } from "@/lib/catalog/schemas";

const GOOD = "pm_card_visa";
const DAY = 86_400;

/** What a foreign account sells: the plans that the catalogue adopts, an add-on and a price that no plan sells. */
export type ForeignPrices = { basic: string; rolling: string; yearly: string; addOn: string; unknown: string };

/** The catalogue that adopts the plans of the account; both plans are worth 100 credits a month. */
export const catalogue: Catalogue = {
  plans: [
    { key: "free", name: "Free", isFree: true, creditsPerMonth: 10 },
    {
      key: "basic",
      name: "Basic",
      creditsPerMonth: 100,
      trialDays: 14,
      trialCredits: 20,
      prices: { month: 2_900, year: 29_000 },
      stripe: { prices: { month: { env: "STRIPE_PRICE_ID_BASIC" }, year: { env: "STRIPE_PRICE_ID_YEARLY" } } },
    },
    {
      key: "rolling",
      name: "Rolling",
      creditsPerMonth: 100,
      refillPolicy: "ROLL_OVER",
      prices: { month: 4_900 },
      stripe: { prices: { month: { env: "STRIPE_PRICE_ID_ROLLING" } } },
    },
  ],
  packs: [],
};

export const settingsOf = ({ basic, rolling, yearly }: ForeignPrices) => ({
  STRIPE_PRICE_ID_BASIC: basic,
  STRIPE_PRICE_ID_ROLLING: rolling,
  STRIPE_PRICE_ID_YEARLY: yearly,
});

/** A Stripe account in which another app has sold for a while. */
export function foreignAccount({ stripe, ...local }: TestStripe) {
  async function prices(): Promise<ForeignPrices> {
    const of = async (name: string) => (await stripe.products.create({ name })).id;
    const price = async (product: string, unit_amount: number, interval: "month" | "year" = "month") =>
      (await stripe.prices.create({ product, unit_amount, currency: "usd", recurring: { interval } })).id;
    const basic = await of("Old Basic");
    return {
      basic: await price(basic, 2_900),
      yearly: await price(basic, 29_000, "year"),
      rolling: await price(await of("Old Rolling"), 4_900),
      addOn: await price(await of("Seat"), 500),
      unknown: await price(await of("Newsletter"), 700),
    };
  }

  async function customer(email: string | undefined, method: string | null = GOOD): Promise<string> {
    const { id } = await stripe.customers.create({ email, name: email?.split("@")[0] });
    if (method) {
      const card = await stripe.paymentMethods.attach(method, { customer: id });
      await stripe.customers.update(id, { invoice_settings: { default_payment_method: card.id } });
    }
    return id;
  }

  async function subscribe(
    customerId: string,
    items: string[],
    params: Partial<Stripe.SubscriptionCreateParams> = {},
  ): Promise<string> {
    const sold = items.map((price) => ({ price }));
    return (await stripe.subscriptions.create({ customer: customerId, items: sold, ...params })).id;
  }

  async function pass(days: number): Promise<void> {
    for (let left = days; left > 0; left -= 20) await local.advanceTo(local.now() + Math.min(20, left) * DAY);
  }

  return { prices, customer, subscribe, pass };
}
