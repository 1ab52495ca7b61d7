import { v7 as uuidv7 } from "uuid";
import type { BillingServices } from "@/lib/billing/context";
import { converge } from "@/lib/billing/converge";
import { packAt } from "@/lib/billing/packs/pack-at";
import { bringIn, type ChargedPack, chargePack, openPackPayment } from "@/lib/billing/purchases/charge-pack";
import { topUpId } from "@/lib/billing/purchases/top-up-id";
import type { CallerServices } from "@/lib/billing/stripe-limit";
import { type ChargeableCard, withSavedCard } from "@/lib/billing/sync/read-saved-card";
import type { BillingRefusal } from "@/lib/billing/types";
import { findSellablePack } from "@/lib/catalog/queries";
import { type Db, prismaSql } from "@/lib/db";
import type { CreditPack, Payment } from "@/lib/generated/prisma/client";
import { hasRoom } from "@/lib/ledger/has-room";
import type { BankAsks } from "@/lib/stripe/card-payments";
import { whenStripeAnswers } from "@/lib/stripe/when-stripe-answers";

export type ToppedUp = ({ ok: true } & Exclude<ChargedPack, { state: "declined" }>) | BillingRefusal;

type TopUpWish = {
  userId: string;
  pack: string;
  /** A chosen amount of a pack that is sold by volume. */
  credits?: bigint | undefined;
  idempotencyKey: string | null;
  /** Where the bank asks the user, if it does; by default on a page of its own. */
  asks?: BankAsks;
  /** Where the bank's page leads: the address of another app that sent the user. */
  returnUrl?: string | undefined;
};

/**
 * Buys a pack with the saved card of a present user. The same key gives the same payment, never two charges. If Stripe
 * did not respond it may have charged; repeating the request with the same key, or the webhook, reveals the result.
 */
export async function topUp(
  services: CallerServices,
  { userId, pack, credits, idempotencyKey, asks, returnUrl }: TopUpWish,
  now: Date,
): Promise<ToppedUp> {
  const tooMany = await services.purchases.refuse(userId);
  if (tooMany) return tooMany;
  const id = idempotencyKey === null ? uuidv7() : topUpId(userId, idempotencyKey);
  const begun = await whenStripeAnswers(() => begin(services, { id, userId, pack, credits }, now));
  if ("reason" in begun) return begun;
  const charged = await whenStripeAnswers(() => finish(services, { ...begun, asks, returnUrl }, now));
  if (!("reason" in charged)) return answer(charged);
  // Any later refusal is about reading the result, not the charge.
  return { ok: false, reason: "payment_unknown" };
}

type Begun = { payment: Payment; isNew: boolean; card: ChargeableCard | null };

type Order = { id: string; userId: string; pack: string; credits: bigint | undefined };

/** Records the payment; the card is charged afterwards. */
async function begin(services: BillingServices, order: Order, now: Date): Promise<Begun | BillingRefusal> {
  const begun = await converge(
    services,
    order.userId,
    withSavedCard(now, ({ db }, _user, card) => openPayment(db, order, card, now)),
  );
  if (!begun) throw new Error(`There is no user ${order.userId}.`);
  return begun;
}

async function openPayment(
  db: Db,
  { id, userId, pack: reference, credits }: Order,
  card: ChargeableCard | null,
  now: Date,
): Promise<Begun | BillingRefusal> {
  const before = await db.payment.findUnique({ where: { id }, include: { pack: true } });
  if (before) {
    const { pack, ...payment } = before;
    const isSamePack = pack?.id === reference || pack?.key === reference;
    if (!isSamePack || !isSameAmount(payment, pack, credits)) return { ok: false, reason: "idempotency_key_reused" };
    return { payment, isNew: false, card };
  }
  const offered = await findSellablePack(db, reference);
  if (!offered) return { ok: false, reason: "unknown_pack" };
  const pack = packAt(offered, credits);
  if (!pack) return { ok: false, reason: "credits_not_sold" };
  if (!card) return { ok: false, reason: "no_saved_card" };
  if (!(await hasRoom(prismaSql(db), userId, pack.credits + pack.bonusCredits))) {
    return { ok: false, reason: "balance_out_of_range" };
  }
  return { payment: await openPackPayment(db, { id, userId, pack, origin: "TOP_UP" }, now), isNew: true, card };
}

/** Of a pack that is not sold by volume every payment has the same amount, even after the pack was edited. */
function isSameAmount({ packCredits }: Payment, pack: CreditPack, credits: bigint | undefined): boolean {
  if (credits !== undefined) return packCredits === credits;
  return pack.volume === null || packCredits === pack.credits;
}

async function finish(
  services: BillingServices,
  { payment, isNew, card, asks, returnUrl }: Begun & Pick<TopUpWish, "asks" | "returnUrl">,
  now: Date,
): Promise<ChargedPack> {
  const { stripePaymentIntentId } = payment;
  if (stripePaymentIntentId) return bringIn(services, payment, stripePaymentIntentId, now);
  if (payment.status !== "PENDING" || !card) {
    const sentence = payment.failureMessage ?? "The saved card no longer exists.";
    return { state: "declined", payment, sentence, needsOwner: false };
  }
  return chargePack(services, { payment, ...card, returnUrl, ...(asks && { asks }) }, now, isNew ? "first" : "again");
}

function answer(charged: ChargedPack): ToppedUp {
  if (charged.state !== "declined") return { ok: true, ...charged };
  const { refusal, sentence, payment } = charged;
  if (refusal && refusal.reason !== "card_declined") return refusal;
  return { ok: false, reason: "card_declined", sentence, paymentId: payment.id };
}
