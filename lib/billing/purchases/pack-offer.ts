import { v5 as uuidv5 } from "uuid";
import { packAt } from "@/lib/billing/packs/pack-at";
import { type ToppedUp, topUp } from "@/lib/billing/purchases/top-up";
import { topUpId } from "@/lib/billing/purchases/top-up-id";
import type { CallerServices } from "@/lib/billing/stripe-limit";
import { findSellablePack } from "@/lib/catalog/queries";
import type { Db } from "@/lib/db";
import type { BankAsks } from "@/lib/stripe/card-payments";

type Offered = {
  id: string;
  amountCents: number;
  currency: string;
  credits: bigint | number;
  bonusCredits: bigint | number;
};

/**
 * The idempotency key of a pack as a user is shown it: the same in every tab and after every reload, until a purchase of
 * it has succeeded or failed, or the pack's price or credits change. Pressing any number of buttons with it is one charge.
 */
export async function packOfferKey(db: Db, { userId, pack }: { userId: string; pack: Offered }): Promise<string> {
  const last = await db.payment.findFirst({
    where: { userId, packId: pack.id, origin: "TOP_UP", status: { not: "PENDING" } },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    select: { id: true },
  });
  const terms = [pack.amountCents, pack.currency, pack.credits, pack.bonusCredits].join(" ");
  return uuidv5([userId, pack.id, terms, last?.id ?? "first"].join(" "), OFFERS);
}

// A separate namespace: the same key means the same offer.
const OFFERS = "0c7b6a0e-6d0b-4a4e-9a4c-5f1b8f0f7c3d";

/** `offer_changed`: the price or the credits are no longer those shown, and nothing was charged. */
export type OfferedPackBought = ToppedUp | { ok: false; reason: "offer_changed" };

/** Buys a pack with the saved card for the price that was shown with `key`. The same key is the same payment. */
export async function buyOfferedPack(
  services: CallerServices,
  { key, ...offered }: { userId: string; pack: string; credits?: bigint | undefined; key: string; asks?: BankAsks },
  now: Date,
): Promise<OfferedPackBought> {
  const db = services.database.prisma;
  const { userId, pack: reference, credits } = offered;
  const idempotencyKey = `page:${key}`;
  const wish = { ...offered, idempotencyKey };
  const hasBegun = () =>
    db.payment
      .findUnique({ where: { id: topUpId(userId, idempotencyKey) }, select: { id: true } })
      .then((payment) => payment !== null);
  if (await hasBegun()) return topUp(services, wish, now);
  const found = await findSellablePack(db, reference);
  if (!found) return { ok: false, reason: "unknown_pack" };
  const pack = packAt(found, credits);
  if (!pack) return { ok: false, reason: "credits_not_sold" };
  const isCurrent = key === (await packOfferKey(db, { userId, pack }));
  // Another press of the same key may have been paid since the first look, which makes the key an old one.
  if (!isCurrent && !(await hasBegun())) return { ok: false, reason: "offer_changed" };
  return topUp(services, wish, now);
}
