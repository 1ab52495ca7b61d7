import type { OfferedPack, OfferedPlan } from "@/components/pricing/offer";
import { DEFAULT_CURRENCY } from "@/lib/format/currencies";
import { moneyText } from "@/lib/format/money";

const BRAND = { "@type": "Brand", name: "Refill" };
const LENGTHS = { MONTH: "P1M", YEAR: "P1Y" };

type Offer = { name: string; amountCents: number; currency: string; every?: keyof typeof LENGTHS };

/** What is on sale as structured data (schema.org), which search engines show prices from. */
export function pricesAsJsonLd({ plans, packs }: { plans: OfferedPlan[]; packs: OfferedPack[] }, appUrl: string) {
  return { "@context": "https://schema.org", "@graph": [...plans.map(ofPlan), ...packs.map(ofPack)] };

  function ofPlan({ key, name, description, isFree, prices }: OfferedPlan) {
    const path = `/plans/${key}`;
    const currency = prices[0]?.currency ?? DEFAULT_CURRENCY;
    const offers: Offer[] = isFree
      ? [{ name, amountCents: 0, currency }]
      : prices.map((price) => ({ name, every: price.interval, ...price }));
    return product(`Refill ${name}`, description, path, `/social/${key}`, offers);
  }

  function ofPack({ name, description, amountCents, currency }: OfferedPack) {
    return product(name, description, "/pricing#packs", "/social.png", [{ name, amountCents, currency }]);
  }

  function product(name: string, description: string, path: string, image: string, offers: Offer[]) {
    const url = new URL(path, appUrl).href;
    return {
      "@type": "Product",
      ...{ name, ...(description && { description }), url, image: new URL(image, appUrl).href, brand: BRAND },
      offers: offers.map((offer) => offerOf(offer, url)),
    };
  }
}

function offerOf({ amountCents, currency, every }: Offer, url: string) {
  const price = { price: moneyText(amountCents, currency), priceCurrency: currency.toUpperCase() };
  return {
    "@type": "Offer",
    ...{ ...price, url, availability: "https://schema.org/InStock" },
    ...(every && {
      priceSpecification: { "@type": "UnitPriceSpecification", ...price, billingDuration: LENGTHS[every] },
    }),
  };
}
