import { pushPack } from "@/lib/catalog/push-pack";
import { type Pushed, pushPlan } from "@/lib/catalog/push-plan";
import { newPushRecord, type PushRecord } from "@/lib/catalog/push-record";
import type { Db } from "@/lib/db";
import { fetchPrice } from "@/lib/stripe/catalogue";
import type { StripeClient } from "@/lib/stripe/client";

/**
 * Creates in Stripe what is on sale here and missing there: products, and prices that no longer exist. Objects that were
 * changed or archived in Stripe are left alone. Idempotent. What it changes is noted in `record`. Throws when Stripe cannot be
 * reached.
 */
export async function mendCatalogue(
  db: Db,
  stripe: StripeClient,
  now: Date,
  record: PushRecord = newPushRecord(),
): Promise<Pushed> {
  await forgetMissingPrices(db, stripe, record);
  const sold = { where: { archivedAt: null }, select: { id: true } } as const;
  const made: Pushed[] = [];
  for (const { id } of await db.plan.findMany(sold)) made.push(await pushPlan(db, stripe, id, now, "leave", record));
  for (const { id } of await db.creditPack.findMany(sold)) made.push(await pushPack(db, stripe, id, "leave", record));
  return {
    pricesCreated: made.reduce((sum, { pricesCreated }) => sum + pricesCreated, 0),
    pricesRetired: made.reduce((sum, { pricesRetired }) => sum + pricesRetired, 0),
  };
}

async function forgetMissingPrices(db: Db, stripe: StripeClient, record: PushRecord): Promise<void> {
  const stored = { archivedAt: null, stripePriceId: { not: null } };
  for (const { id, stripePriceId } of await db.price.findMany({ where: stored })) {
    if (stripePriceId === null || (await fetchPrice(stripe, stripePriceId)) !== null) continue;
    record.pricesForgotten.push(stripePriceId);
    await db.price.updateMany({ where: { id, stripePriceId }, data: { stripePriceId: null, isAdopted: false } });
  }
  for (const { id, stripePriceId } of await db.creditPack.findMany({ where: stored })) {
    if (stripePriceId === null || (await fetchPrice(stripe, stripePriceId)) !== null) continue;
    record.pricesForgotten.push(stripePriceId);
    await db.creditPack.updateMany({ where: { id, stripePriceId }, data: { stripePriceId: null } });
  }
}
