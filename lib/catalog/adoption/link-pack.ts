import { type Actor, audit } from "@/lib/audit";
import type { Linked } from "@/lib/catalog/adoption/link-plan";
import { ownersOf } from "@/lib/catalog/adoption/owners-of";
import type { Links } from "@/lib/catalog/adoption/read-links";
import type { Db } from "@/lib/db";

/** Links Stripe objects that were compared with the pack. What is linked already is left alone. */
export async function linkPack(
  db: Db,
  actor: Actor,
  { packId, links }: { packId: string; links: Links },
  now: Date,
): Promise<Linked> {
  await db.$queryRaw`SELECT id FROM credit_pack WHERE id = ${packId}::uuid FOR UPDATE`;
  const pack = await db.creditPack.findUnique({ where: { id: packId } });
  if (!pack) return { ok: false, sentence: "This pack no longer exists." };
  const other = (await ownersOf(db, links)).find((one) => one.kind !== "pack" || one.itemId !== packId);
  if (other) return { ok: false, sentence: other.sentence };
  const { productId, prices } = links;
  const stripePriceId = prices[0]?.stripePriceId ?? null;
  const isNewProduct = pack.stripeProductId !== productId;
  const isNewPrice = stripePriceId !== null && pack.stripePriceId !== stripePriceId;
  if (!isNewProduct && !isNewPrice) return { ok: true, changed: false };

  const data = {
    stripePriceId: stripePriceId ?? (isNewProduct ? null : pack.stripePriceId),
    ...(isNewProduct && { stripeProductId: productId, adoptsProduct: true }),
    // A push that is under way is for the version before.
    ...(pack.stripePriceId !== null && { version: pack.version + 1 }),
  };
  await db.creditPack.update({ where: { id: packId }, data });
  const target = { targetType: "pack", targetId: packId };
  const before = { stripeProductId: pack.stripeProductId, stripePriceId: pack.stripePriceId };
  await audit(db, actor, { action: "pack.stripe_linked", ...target, before, after: links }, now);
  return { ok: true, changed: true };
}
