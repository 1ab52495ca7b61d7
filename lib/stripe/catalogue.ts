import type Stripe from "stripe";
import type { StripeClient } from "@/lib/stripe/client";
import { isStripeMissing } from "@/lib/stripe/errors";

export type ProductFacts = { id: string; name: string; description: string; active: boolean; key: string };

/** Whether an existing product is updated to what is wanted, or left as it is. */
export type IfExists = "update" | "leave";

/**
 * Creates the product unless it exists. The id is ours, so that a second run, or a run after a lost response, finds the
 * same product (docs.stripe.com/api/products/create#create_product-id). `change` is null when it was left as it is.
 */
export async function ensureProduct(
  stripe: StripeClient,
  wanted: ProductFacts,
  ifExists: IfExists = "update",
): Promise<{ id: string; change: "created" | "updated" | null }> {
  const existing = await findProduct(stripe, wanted.id);
  const fields = {
    name: wanted.name,
    description: wanted.description || undefined,
    active: wanted.active,
    metadata: { refill_key: wanted.key },
  };
  if (!existing) return { id: (await stripe.products.create({ id: wanted.id, ...fields })).id, change: "created" };
  const { id } = existing;
  if (ifExists === "leave" || isSameProduct(factsOf(existing), wanted)) return { id, change: null };
  await stripe.products.update(id, { ...fields, description: wanted.description });
  return { id, change: "updated" };
}

type ShownProduct = Pick<ProductFacts, "name" | "description" | "active">;

/** Whether Stripe shows the product as it is wanted. */
export function isSameProduct(existing: ShownProduct, wanted: ShownProduct): boolean {
  return (
    existing.name === wanted.name && existing.description === wanted.description && existing.active === wanted.active
  );
}

function factsOf({ name, description, active }: Pick<Stripe.Product, "name" | "description" | "active">): ShownProduct {
  return { name, description: description ?? "", active };
}

/** In the metadata of a price that the app created. */
const OURS = "refill_price";

export type PriceFacts = {
  /** The id of our price or pack version: each is created once. */
  ourId: string;
  productId: string;
  lookupKey: string;
  amountCents: number;
  currency: string;
  /** Null for a one-time price. */
  interval: "month" | "year" | null;
};

/** Creates the price in Stripe and transfers the lookup key to it from the price that had it. */
export async function createPrice(stripe: StripeClient, wanted: PriceFacts): Promise<string> {
  const create = (idempotencyKey: string) =>
    stripe.prices.create(
      {
        product: wanted.productId,
        unit_amount: wanted.amountCents,
        currency: wanted.currency,
        lookup_key: wanted.lookupKey,
        transfer_lookup_key: true,
        metadata: { [OURS]: wanted.ourId },
        ...(wanted.interval && { recurring: { interval: wanted.interval } }),
      },
      { idempotencyKey },
    );
  const key = `refill-price-${wanted.ourId}`;
  const { id, lastResponse } = await create(key);
  const isFormer = lastResponse.headers["idempotent-replayed"] === "true";
  // Stripe repeats its response for a day, even if the price was deleted since.
  return isFormer && !(await fetchPrice(stripe, id)) ? (await create(`${key}-after-${id}`)).id : id;
}

/** Archives a price. Its subscriptions continue. A missing price is not an error. */
export async function retirePrice(stripe: StripeClient, stripePriceId: string): Promise<void> {
  try {
    await stripe.prices.update(stripePriceId, { active: false });
  } catch (error) {
    if (!isStripeMissing(error)) throw error;
  }
}

/** Archives the active prices of the product that `createPrice` created, but one. Returns their ids. */
export async function retireOtherPrices(stripe: StripeClient, productId: string, keep: string): Promise<string[]> {
  const others = (await listOwnPrices(stripe, productId)).filter((id) => id !== keep);
  for (const id of others) await retirePrice(stripe, id);
  return others;
}

/** The active prices of the product that `createPrice` created. */
export async function listOwnPrices(stripe: StripeClient, productId: string): Promise<string[]> {
  const active = await stripe.prices.list({ product: productId, active: true, limit: 100 });
  return active.data.filter(({ metadata }) => OURS in metadata).map(({ id }) => id);
}

async function findProduct(stripe: StripeClient, id: string): Promise<Stripe.Product | null> {
  try {
    return await stripe.products.retrieve(id);
  } catch (error) {
    if (isStripeMissing(error)) return null;
    throw error;
  }
}

/** A product in Stripe; null when it does not exist. */
export async function fetchProduct(
  stripe: StripeClient,
  id: string,
): Promise<Pick<ProductFacts, "id" | "name" | "description" | "active"> | null> {
  const product = await findProduct(stripe, id);
  return product && !product.deleted ? { id, ...factsOf(product) } : null;
}

/** A price in Stripe; null when it does not exist. */
export async function fetchPrice(
  stripe: StripeClient,
  id: string,
): Promise<{ active: boolean; amountCents: number | null; currency: string } | null> {
  try {
    const { active, unit_amount: amountCents, currency } = await stripe.prices.retrieve(id);
    return { active, amountCents, currency };
  } catch (error) {
    if (isStripeMissing(error)) return null;
    throw error;
  }
}
