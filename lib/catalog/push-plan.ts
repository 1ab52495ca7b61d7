import { newPushRecord, noteProduct, type PushRecord } from "@/lib/catalog/push-record";
import { findPlan } from "@/lib/catalog/queries";
import type { PlanView } from "@/lib/catalog/types";
import type { Db } from "@/lib/db";
import type { Price } from "@/lib/generated/prisma/client";
import { createPrice, ensureProduct, type IfExists, type ProductFacts, retirePrice } from "@/lib/stripe/catalogue";
import type { StripeClient } from "@/lib/stripe/client";

export type Pushed = { pricesCreated: number; pricesRetired: number };

/**
 * Pushes the plan's current version to Stripe: its product and its prices, and archives prices of older versions.
 * Idempotent, and repeating it completes a push that failed half-way. An adopted product is left as it is, unless a person
 * asks for its update; adopted prices are never archived in Stripe. What it changes is noted in `record`. Throws when Stripe cannot be reached.
 */
export async function pushPlan(
  db: Db,
  stripe: StripeClient,
  planId: string,
  now: Date,
  adoptedProduct: IfExists = "leave",
  record: PushRecord = newPushRecord(),
): Promise<Pushed> {
  const plan = await findPlan(db, planId);
  if (!plan || plan.isFree) return { pricesCreated: 0, pricesRetired: 0 };
  const product = await ensureProduct(stripe, productOfPlan(plan), plan.adoptsProduct ? adoptedProduct : "update");
  noteProduct(record, product);
  const productId = product.id;
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
    record.pricesCreated.push(stripePriceId);
    const { count } = await db.price.updateMany({
      where: { id: price.id, stripePriceId: null },
      data: { stripePriceId },
    });
    // Another price was linked in the meantime, or the same one was created.
    if (count === 0) await retireUnlessSold(db, stripe, stripePriceId, record);
  }

  const outdated = await listOutdatedPrices(db, plan);
  for (const price of outdated) {
    if (price.stripePriceId && !price.isAdopted) {
      await retirePrice(stripe, price.stripePriceId);
      record.pricesArchived.push(price.stripePriceId);
    }
    await db.price.update({ where: { id: price.id }, data: { archivedAt: now } });
  }
  return { pricesCreated: missing.length, pricesRetired: outdated.length };
}

/** A plan's product as it is pushed to Stripe. */
export function productOfPlan(plan: PlanView): ProductFacts {
  const { key, name, description, stripeProductId, archivedAt } = plan;
  return { id: stripeProductId ?? `refill_plan_${key}`, key, name, description, active: archivedAt === null };
}

/** The prices of a plan's older versions that a push archives. */
export async function listOutdatedPrices(db: Db, { id, versionId }: PlanView): Promise<Price[]> {
  return db.price.findMany({ where: { planVersion: { planId: id, NOT: { id: versionId } }, archivedAt: null } });
}

async function retireUnlessSold(
  db: Db,
  stripe: StripeClient,
  stripePriceId: string,
  record: PushRecord,
): Promise<void> {
  if (await db.price.findUnique({ where: { stripePriceId } })) return;
  await retirePrice(stripe, stripePriceId);
  record.pricesArchived.push(stripePriceId);
}
