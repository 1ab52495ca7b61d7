import { findPlan } from "@/lib/catalog/queries";
import type { Db } from "@/lib/db";
import { createPrice, ensureProduct, retirePrice } from "@/lib/stripe/catalogue";
import type { StripeClient } from "@/lib/stripe/client";

export type Pushed = { pricesCreated: number; pricesRetired: number };

/**
 * Pushes the plan's current version to Stripe: its product and its prices, and archives prices of older versions.
 * Idempotent, and repeating it completes a push that failed half-way. Throws when Stripe cannot be reached.
 */
export async function pushPlan(db: Db, stripe: StripeClient, planId: string, now: Date): Promise<Pushed> {
  const plan = await findPlan(db, planId);
  if (!plan || plan.isFree) return { pricesCreated: 0, pricesRetired: 0 };
  const productId = await ensureProduct(stripe, {
    id: plan.stripeProductId ?? `refill_plan_${plan.key}`,
    key: plan.key,
    name: plan.name,
    description: plan.description,
    active: plan.archivedAt === null,
  });
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
    await db.price.update({ where: { id: price.id }, data: { stripePriceId } });
  }

  const outdated = await db.price.findMany({
    where: { planVersion: { planId, NOT: { id: plan.versionId } }, archivedAt: null },
  });
  for (const price of outdated) {
    if (price.stripePriceId) await retirePrice(stripe, price.stripePriceId);
    await db.price.update({ where: { id: price.id }, data: { archivedAt: now } });
  }
  return { pricesCreated: missing.length, pricesRetired: outdated.length };
}
