import type { StripeClient } from "@/lib/stripe/client";
import { isStripeMissing } from "@/lib/stripe/errors";

/** A price in Stripe, with what determines whether it can sell a plan or a pack. */
export type PriceToLink = {
  id: string;
  active: boolean;
  productId: string;
  productName: string;
  productActive: boolean;
  currency: string;
  /** Null for tiers and fractions of a minor unit. */
  amountCents: number | null;
  /** Null for a one-time price. */
  every: { interval: string; count: number } | null;
  /** Charged by recorded usage, not by quantity. */
  isMetered: boolean;
  /** The quantity is divided before it is charged. */
  dividesQuantity: boolean;
};

/** Reads a price that the app did not create; null when the account has none with this id in this mode. */
export async function fetchPriceToLink(stripe: StripeClient, id: string): Promise<PriceToLink | null> {
  try {
    const price = await stripe.prices.retrieve(id, { expand: ["product"] });
    const { product, recurring } = price;
    if (typeof product === "string") throw new Error(`Stripe did not expand the product of ${id}.`);
    return {
      id: price.id,
      active: price.active,
      productId: product.id,
      productName: product.deleted ? product.id : product.name,
      productActive: !product.deleted && product.active,
      currency: price.currency,
      amountCents: price.billing_scheme === "per_unit" ? price.unit_amount : null,
      every: recurring && { interval: recurring.interval, count: recurring.interval_count },
      isMetered: recurring?.usage_type === "metered",
      dividesQuantity: Boolean(price.transform_quantity),
    };
  } catch (error) {
    if (isStripeMissing(error)) return null;
    throw error;
  }
}
