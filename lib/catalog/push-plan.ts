import { findPlan } from "@/lib/catalog/queries";
import type { Db } from "@/lib/db";
import { createPrice, ensureProduct, type IfExists, retirePrice } from "@/lib/stripe/catalogue";
import type { StripeClient } from "@/lib/stripe/client";

export type Pushed = { pricesCreated: number; pricesRetired: number };

/**
 * Pushes the plan's current version to Stripe: its product and its prices, and archives prices of older versions.
 * Idempotent, and repeating it completes a push that failed half-way. An adopted product is left as it is, unless a person
 * asks for its update; adopted prices are never archived in Stripe. Throws when Stripe cannot be reached.
 */
export async function pushPlan(
  db: Db,
  stripe: StripeClient,
  planId: string,
  now: Date,
  adoptedProduct: IfExists = "leave",
): Promise<Pushed> {
  const plan = await findPlan(db, planId);
  if (!plan || plan.isFree) return { pricesCreated: 0, pricesRetired: 0 };
  const wanted = {
    id: plan.stripeProductId ?? `refill_plan_${plan.key}`,
    key: plan.key,
    name: plan.name,
    description: plan.description,
    active: plan.archivedAt === null,
  };
  const productId = await ensureProduct(stripe, wanted, plan.adoptsProduct ? adoptedProduct : "update");
  if (plan.stripeProductId !== productId) {
    await db.plan.update({ where: { id: planId }, data: { stripeProductId: productId } });
  }

  const missing = plan.prices.filter((price) => price.stripePriceId === null);
  for (const price of missing) {
    const stripePriceId = await createPrice(stripe, {
      ourId: price.id,
      productId,
      lookupKey: price.lookupKey,
      amountCents: price.amountCents,
      currency: price.currency,
      interval: price.interval === "MONTH" ? "month" : "year",
    });
    const { count } = await db.price.updateMany({
      where: { id: price.id, stripePriceId: null },
      data: { stripePriceId },
    });
    // Another price was linked in the meantime, or the same one was created.
    if (count === 0) await retireUnlessSold(db, stripe, stripePriceId);
  }

  const outdated = await db.price.findMany({
    where: { planVersion: { planId, NOT: { id: plan.versionId } }, archivedAt: null },
  });
  for (const price of outdated) {
    if (price.stripePriceId && !price.isAdopted) await retirePrice(stripe, price.stripePriceId);
    await db.price.update({ where: { id: price.id }, data: { archivedAt: now } });
  }
  return { pricesCreated: missing.length, pricesRetired: outdated.length };
}

async function retireUnlessSold(db: Db, stripe: StripeClient, stripePriceId: string): Promise<void> {
  if (!(await db.price.findUnique({ where: { stripePriceId } }))) await retirePrice(stripe, stripePriceId);
}
