import { comparePrice } from "@/lib/catalog/adoption/compare-price";
import type { PackInCatalogue, PlanInCatalogue, StripeIdReference } from "@/lib/catalog/schemas";
import { fetchProduct } from "@/lib/stripe/catalogue";
import type { StripeClient } from "@/lib/stripe/client";
import { fetchPriceToLink } from "@/lib/stripe/price-to-link";

/** Stripe objects to link to a plan or pack: a product, and its prices by interval. */
export type Links = { productId: string; prices: { interval: "month" | "year" | null; stripePriceId: string }[] };

/** The Stripe objects that a catalogue file names do not fit it. Nothing was changed. */
export class LinkRefusedError extends Error {
  constructor(readonly sentences: readonly string[]) {
    super(sentences.join("\n"));
  }
}

/** `ids`: the settings that a file may name, such as STRIPE_PRICE_ID_BASIC. */
type Context = { stripe: StripeClient; ids: Readonly<Record<string, string>> };

/**
 * Reads the Stripe objects that a catalogue file names, and compares them with it. Returns them by "plan:<key>" and
 * "pack:<key>". Throws LinkRefusedError with every difference at once.
 */
export async function readLinks(
  context: Context,
  { plans, packs }: { plans: readonly PlanInCatalogue[]; packs: readonly PackInCatalogue[] },
): Promise<Map<string, Links>> {
  const found = new Map<string, Links>();
  const sentences: string[] = [];
  const keep = (key: string, read: Links | string[]) => {
    if (Array.isArray(read)) sentences.push(...read);
    else found.set(key, read);
  };
  for (const { key, stripe, prices, currency } of plans) {
    if (!stripe) continue;
    const named = (["month", "year"] as const).flatMap((interval) => {
      const reference = stripe.prices?.[interval];
      return reference ? [{ interval, reference, amountCents: prices[interval] }] : [];
    });
    keep(`plan:${key}`, await readOne(context, { item: `the plan ${key}`, product: stripe.product, named, currency }));
  }
  for (const { key, stripe, amountCents, currency } of packs) {
    if (!stripe) continue;
    const named = stripe.price ? [{ interval: null, reference: stripe.price, amountCents }] : [];
    keep(`pack:${key}`, await readOne(context, { item: `the pack ${key}`, product: stripe.product, named, currency }));
  }
  if (sentences.length > 0) throw new LinkRefusedError(sentences);
  return found;
}

type Named = {
  item: string;
  product: StripeIdReference | undefined;
  named: { interval: "month" | "year" | null; reference: StripeIdReference; amountCents: number | null }[];
  currency: string;
};

async function readOne({ stripe, ids }: Context, { item, product, named, currency }: Named): Promise<Links | string[]> {
  const unset = [...named.map(({ reference }) => reference), ...(product ? [product] : [])].flatMap((reference) =>
    idOf(reference, ids) === null && typeof reference !== "string"
      ? [`Set ${reference.env} to the id of the Stripe object that sells ${item}.`]
      : [],
  );
  if (unset.length > 0) return unset;
  const sentences: string[] = [];
  const products = new Set<string>();
  const productId = product && idOf(product, ids);
  if (productId) {
    products.add(productId);
    sentences.push(...(await complaintsOfProduct(stripe, productId)));
  }
  const prices: Links["prices"] = [];
  for (const { interval, reference, amountCents } of named) {
    const stripePriceId = idOf(reference, ids) ?? "";
    if (amountCents === null) {
      sentences.push(`${item} names ${stripePriceId} for each ${interval} but has no such price. Add the price, too.`);
      continue;
    }
    const price = await fetchPriceToLink(stripe, stripePriceId);
    sentences.push(...comparePrice(stripePriceId, { item, amountCents, currency, interval }, price));
    if (price) products.add(price.productId);
    prices.push({ interval, stripePriceId });
  }
  if (products.size > 1) {
    sentences.push(`What ${item} names belongs to several products: ${[...products].join(", ")}. Name prices of one.`);
  }
  const [only] = products;
  return sentences.length > 0 || only === undefined ? sentences : { productId: only, prices };
}

async function complaintsOfProduct(stripe: StripeClient, id: string): Promise<string[]> {
  const product = await fetchProduct(stripe, id);
  if (!product) return [`Stripe has no product ${id} in the account and mode of STRIPE_SECRET_KEY. Check the id.`];
  return product.active ? [] : [`The product ${id} is archived in Stripe. Activate it there.`];
}

/** Null when the file names a setting that is not set. */
function idOf(reference: StripeIdReference, ids: Context["ids"]): string | null {
  return typeof reference === "string" ? reference : (ids[reference.env] ?? null);
}
