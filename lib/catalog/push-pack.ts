import type { Pushed } from "@/lib/catalog/push-plan";
import { newPushRecord, noteProduct, type PushRecord } from "@/lib/catalog/push-record";
import type { Db } from "@/lib/db";
import type { CreditPack } from "@/lib/generated/prisma/client";
import {
  createPrice,
  ensureProduct,
  type IfExists,
  type ProductFacts,
  retireOtherPrices,
  retirePrice,
} from "@/lib/stripe/catalogue";
import type { StripeClient } from "@/lib/stripe/client";

/**
 * Pushes the pack's current version to Stripe. An edit of the price clears `stripePriceId`, which creates a new price
 * here. Idempotent. An adopted product is left as it is, unless a person asks for its update. What it changes is noted in
 * `record`. Throws when Stripe cannot be reached.
 */
export async function pushPack(
  db: Db,
  stripe: StripeClient,
  packId: string,
  adoptedProduct: IfExists = "leave",
  record: PushRecord = newPushRecord(),
): Promise<Pushed> {
  const pack = await db.creditPack.findUnique({ where: { id: packId } });
  if (!pack) return { pricesCreated: 0, pricesRetired: 0 };
  const product = await ensureProduct(stripe, productOfPack(pack), pack.adoptsProduct ? adoptedProduct : "update");
  noteProduct(record, product);
  const productId = product.id;
  if (pack.stripePriceId) {
    await db.creditPack.update({ where: { id: packId }, data: { stripeProductId: productId } });
    return { pricesCreated: 0, pricesRetired: 0 };
  }
  const stripePriceId = await createPrice(stripe, {
    ourId: `${pack.id}-v${pack.version}`,
    productId,
    lookupKey: pack.lookupKey,
    amountCents: pack.amountCents,
    currency: pack.currency,
    interval: null,
  });
  record.pricesCreated.push(stripePriceId);
  // Only for the version that the price was created for: an edit in the meantime may need another price.
  const { count } = await db.creditPack.updateMany({
    where: { id: packId, version: pack.version, OR: [{ stripePriceId: null }, { stripePriceId }] },
    data: { stripeProductId: productId, stripePriceId },
  });
  if (count === 0) {
    await retirePrice(stripe, stripePriceId);
    record.pricesArchived.push(stripePriceId);
    return pushPack(db, stripe, packId, adoptedProduct, record);
  }
  const retired = await retireOtherPrices(stripe, productId, stripePriceId);
  record.pricesArchived.push(...retired);
  return { pricesCreated: 1, pricesRetired: retired.length };
}

/** A pack's product as it is pushed to Stripe. */
export function productOfPack(pack: CreditPack): ProductFacts {
  const { key, name, description, stripeProductId, archivedAt } = pack;
  return { id: stripeProductId ?? `refill_pack_${key}`, key, name, description, active: archivedAt === null };
}
