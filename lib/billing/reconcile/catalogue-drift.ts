import type { Drift } from "@/lib/billing/reconcile/drift";
import type { Db } from "@/lib/db";
import { formatMoney } from "@/lib/format/money";
import { fetchPrice, fetchProduct } from "@/lib/stripe/catalogue";
import type { StripeClient } from "@/lib/stripe/client";

/** A difference, and the plan or pack that it concerns. */
export type CatalogueDrift = Drift & { itemId: string };

type Sold = { itemId: string; id: string; name: string; description: string; active: boolean; isAdopted: boolean };
type SoldAt = { itemId: string; id: string; amountCents: number; currency: string };

/**
 * Differences between products and prices in Stripe and the catalogue. Nothing is corrected here, because the change may
 * have been intended; each sentence says how to push the catalogue. Also returns how many were compared.
 */
export async function findCatalogueDrift(
  db: Db,
  stripe: StripeClient,
): Promise<{ checked: number; drift: CatalogueDrift[] }> {
  const { products, prices } = await readCatalogue(db);
  const drift: CatalogueDrift[] = [];
  for (const product of products) {
    const what = differenceOfProduct(product, await fetchProduct(stripe, product.id));
    if (what)
      drift.push({ itemId: product.itemId, object: "product", id: product.id, user: null, what, healed: false });
  }
  for (const price of prices) {
    const what = differenceOfPrice(price, await fetchPrice(stripe, price.id));
    if (what) drift.push({ itemId: price.itemId, object: "price", id: price.id, user: null, what, healed: false });
  }
  return { checked: products.length + prices.length, drift };
}

async function readCatalogue(db: Db): Promise<{ products: Sold[]; prices: SoldAt[] }> {
  const plans = await db.plan.findMany({
    where: { stripeProductId: { not: null } },
    include: { versions: { include: { prices: { where: { archivedAt: null } } } } },
  });
  const packs = await db.creditPack.findMany({ where: { stripeProductId: { not: null } } });
  const products = plans.flatMap(({ versions, ...plan }) => {
    const sold = versions.find(({ version }) => version === plan.currentVersion);
    return sold ? productOf(plan, sold) : [];
  });
  const prices = plans.flatMap(({ id, archivedAt, versions }) =>
    archivedAt ? [] : versions.flatMap((version) => version.prices.flatMap((price) => priceOf(id, price))),
  );
  return {
    products: [...products, ...packs.flatMap((pack) => productOf(pack, pack))],
    prices: [...prices, ...packs.filter(({ archivedAt }) => !archivedAt).flatMap((pack) => priceOf(pack.id, pack))],
  };
}

type Item = { id: string; stripeProductId: string | null; archivedAt: Date | null; adoptsProduct: boolean };

function productOf(
  { id: itemId, stripeProductId: id, archivedAt, adoptsProduct: isAdopted }: Item,
  { name, description }: Pick<Sold, "name" | "description">,
): Sold[] {
  return id ? [{ itemId, id, name, description, active: archivedAt === null, isAdopted }] : [];
}

type Priced = { stripePriceId: string | null; amountCents: number; currency: string };

function priceOf(itemId: string, { stripePriceId: id, amountCents, currency }: Priced): SoldAt[] {
  return id ? [{ itemId, id, amountCents, currency }] : [];
}

const PUSH = "Run npm run seed, or save it in the admin pages, to push it again.";

type Theirs = Pick<Sold, "name" | "description" | "active">;

function differenceOfProduct(ours: Sold, theirs: Theirs | null): string | null {
  if (!theirs) return `${ours.name} has no product in Stripe. ${PUSH}`;
  // An adopted product keeps its own name and description, and may still be sold elsewhere.
  if (ours.isAdopted) {
    return ours.active && !theirs.active
      ? `The product of ${ours.name} is archived in Stripe, so nobody can buy it. Activate it there.`
      : null;
  }
  const differs: string[] = [];
  if (theirs.active !== ours.active) differs.push(theirs.active ? "is active" : "is archived");
  if (theirs.name !== ours.name) differs.push(`is named ${theirs.name}`);
  if (theirs.description !== ours.description) differs.push("has a different description");
  return differs.length === 0 ? null : `${ours.name} ${differs.join(", ")} in Stripe. ${PUSH}`;
}

function differenceOfPrice(ours: SoldAt, theirs: Awaited<ReturnType<typeof fetchPrice>>): string | null {
  const sum = formatMoney(ours.amountCents, ours.currency);
  if (!theirs)
    return `The price of ${sum} does not exist in Stripe, so nobody can buy it. Run npm run seed to create it.`;
  if (theirs.amountCents !== ours.amountCents || theirs.currency !== ours.currency) {
    const other = theirs.amountCents === null ? "a different amount" : formatMoney(theirs.amountCents, theirs.currency);
    return `The price of ${sum} charges ${other} in Stripe.`;
  }
  return theirs.active
    ? null
    : `The price of ${sum} is archived in Stripe, so nobody can buy it. Activate it there to sell it again.`;
}
