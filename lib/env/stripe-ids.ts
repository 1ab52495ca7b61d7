import { z } from "zod";

/** The settings with ids of Stripe objects that a catalogue file names: STRIPE_PRICE_ID_BASIC, STRIPE_PRODUCT_ID_BASIC. */
export const STRIPE_ID_SETTING = /^STRIPE_(PRICE|PRODUCT)_ID_[A-Z0-9_]+$/;

/** Those settings among all, without empty ones. */
export function stripeIdsIn(source: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const named = Object.entries(source).filter(([name, value]) => STRIPE_ID_SETTING.test(name) && value?.trim());
  return Object.fromEntries(named.map(([name, value]) => [name, value?.trim() ?? ""]));
}

/** The dashboard shows a product's id more prominently than its price's, so the two are mixed up. */
export const stripeIdsSchema = z.record(z.string(), z.string()).superRefine((ids, context) => {
  for (const [name, id] of Object.entries(ids)) {
    if (name.startsWith("STRIPE_PRICE_ID_") && id.startsWith("prod_")) {
      const message = `${name} is the id of a product. Copy the id of its price (price_...) from the product's page.`;
      context.addIssue({ code: "custom", path: [], message });
    }
  }
});
