import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { pricesAsJsonLd } from "@/components/pricing/json-ld";
import type { OfferedPack, OfferedPlan } from "@/components/pricing/offer";
import { StructuredData } from "@/components/pricing/structured-data";

const plan: OfferedPlan = {
  ...{
    id: "1",
    key: "pro",
    isFree: false,
    name: "Pro",
    description: "For a product that grows.",
    creditsPerMonth: 400,
  },
  ...{ refillPolicy: "RESET", rolloverCapCredits: null, trialDays: 0, trialCredits: 0, features: [], limits: [] },
  highlighted: true,
  prices: [
    { id: "m", interval: "MONTH", amountCents: 3_900, currency: "usd" },
    { id: "y", interval: "YEAR", amountCents: 39_000, currency: "usd" },
  ],
};
const pack: OfferedPack = {
  ...{
    id: "2",
    key: "pack_500",
    name: "500 credits",
    description: "",
    credits: 500,
    bonusCredits: 0,
    amountCents: 2_000,
    currency: "jpy",
    volume: null,
  },
};
const URL = "https://refill.example";

test("a plan is a product with an offer for each interval, a pack with one, in the currency's own decimals", () => {
  const { "@graph": products } = pricesAsJsonLd({ plans: [plan], packs: [pack] }, URL);
  expect(products).toMatchObject([
    {
      ...{ "@type": "Product", name: "Refill Pro", url: "https://refill.example/plans/pro" },
      offers: [
        { price: "39.00", priceCurrency: "USD", priceSpecification: { billingDuration: "P1M" } },
        { price: "390.00", priceCurrency: "USD", priceSpecification: { billingDuration: "P1Y" } },
      ],
    },
    { name: "500 credits", offers: [{ price: "2000", priceCurrency: "JPY" }] },
  ]);
  expect(products[1]).not.toHaveProperty("description");
});

test("the free plan costs nothing, and no name ends the script that it stands in", () => {
  const free = { ...plan, isFree: true, prices: [], name: "</script><b>Free" };
  const html = renderToStaticMarkup(<StructuredData plans={[free]} packs={[]} appUrl={URL} />);
  expect(html.match(/<\/script>/g)).toHaveLength(1);
  const json = JSON.parse(/>(.*)<\/script>$/.exec(html)?.[1] ?? "");
  expect(json["@graph"][0]).toMatchObject({ name: "Refill </script><b>Free", offers: [{ price: "0.00" }] });
});
