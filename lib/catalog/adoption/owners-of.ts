import type { Links } from "@/lib/catalog/adoption/read-links";
import type { Db } from "@/lib/db";

/** The plan or pack that a Stripe object is linked to. */
export type Owner = { kind: "plan" | "pack"; itemId: string; stripeId: string; sentence: string };

/** The plans, in any of their versions, and packs that some of these Stripe objects are linked to. */
export async function ownersOf(db: Db, { productId, prices }: Links): Promise<Owner[]> {
  const ids = prices.map(({ stripePriceId }) => stripePriceId);
  const [sold, plans, packs] = await Promise.all([
    db.price.findMany({
      where: { stripePriceId: { in: ids } },
      select: { stripePriceId: true, planVersion: { select: { plan: { select: { id: true, key: true } } } } },
    }),
    db.plan.findMany({ where: { stripeProductId: productId }, select: { id: true, key: true } }),
    db.creditPack.findMany({
      where: { OR: [{ stripePriceId: { in: ids } }, { stripeProductId: productId }] },
      select: { id: true, key: true, stripePriceId: true },
    }),
  ]);
  const price = (id: string, item: string) => `The price ${id} already sells ${item}. A price sells one plan or pack.`;
  const product = (item: string) =>
    `The product ${productId} is already that of ${item}. Move the price to a product of its own in Stripe.`;
  return [
    ...sold.map(({ stripePriceId, planVersion: { plan } }): Owner => {
      const stripeId = stripePriceId ?? "";
      return { kind: "plan", itemId: plan.id, stripeId, sentence: price(stripeId, `the plan ${plan.key}`) };
    }),
    ...plans.map(({ id, key }): Owner => {
      return { kind: "plan", itemId: id, stripeId: productId, sentence: product(`the plan ${key}`) };
    }),
    ...packs.map(({ id, key, stripePriceId }): Owner => {
      const isPrice = stripePriceId !== null && ids.includes(stripePriceId);
      const sentence = isPrice ? price(stripePriceId, `the pack ${key}`) : product(`the pack ${key}`);
      return { kind: "pack", itemId: id, stripeId: isPrice ? stripePriceId : productId, sentence };
    }),
  ];
}
