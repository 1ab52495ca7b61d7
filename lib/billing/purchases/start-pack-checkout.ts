import { v7 as uuidv7 } from "uuid";
import { packAt, type SoldPack } from "@/lib/billing/packs/pack-at";
import { describePack, termsOf, toMetadata } from "@/lib/billing/packs/pack-terms";
import { hostedCheckout, type WayBack } from "@/lib/billing/purchases/checkout-ui";
import type { CallerServices } from "@/lib/billing/stripe-limit";
import { withCustomer } from "@/lib/billing/sync/with-customer";
import { takeTurn } from "@/lib/billing/take-turn";
import type { CheckoutStarted } from "@/lib/billing/types";
import { MAX_AMOUNT_CENTS } from "@/lib/catalog/charge-limits";
import { findSellablePack, type SellablePack } from "@/lib/catalog/queries";
import { env } from "@/lib/env";
import { hasRoom } from "@/lib/ledger/has-room";
import { MAX_AMOUNT } from "@/lib/ledger/types";
import { createPackCheckout, expirePackCheckouts } from "@/lib/stripe/checkout";
import type { CheckoutUi } from "@/lib/stripe/checkout-ui";
import { whenStripeAnswers } from "@/lib/stripe/when-stripe-answers";

/** The maximum quantity of a pack per purchase. */
export const MAX_PACK_QUANTITY = 100;

/** Opens a Checkout session on Stripe's page: see openPackCheckout. */
export function startPackCheckout(
  services: CallerServices,
  { returnTo, returnUrl, ...order }: PackOrder & WayBack,
  now: Date,
): Promise<CheckoutStarted<{ url: string }>> {
  return openPackCheckout(services, order, hostedCheckout({ returnTo, returnUrl }), now);
}

type PackOrder = {
  userId: string;
  pack: string;
  quantity: number;
  /** A chosen amount of a pack that is sold by volume. */
  credits?: bigint | undefined;
  /** Buys a code, by which any account gets the credits, instead of credits. Refused while GIFT_CODES is off. */
  isGift?: boolean;
};

/**
 * Opens a Checkout session for `quantity` of a pack, where `ui` says, by its id or key, and records a PENDING payment with
 * the terms. It replaces the user's open sessions for the same pack: what several tabs show is sold once, and again once it
 * was paid. The payment is recorded after Stripe responded, so that an outage leaves nothing behind.
 */
export async function openPackCheckout<Opened extends object>(
  services: CallerServices,
  { userId, pack: reference, quantity, credits, isGift = false }: PackOrder,
  ui: CheckoutUi<Opened>,
  now: Date,
): Promise<CheckoutStarted<Opened>> {
  const tooMany = await services.purchases.refuse(userId);
  if (tooMany) return tooMany;
  if (isGift && !env().GIFT_CODES) return { ok: false, reason: "unknown_pack" };
  const { database, stripe } = services;
  const { prisma: db, sql } = database;
  const offered = await findSellablePack(db, reference);
  if (!offered) return { ok: false, reason: "unknown_pack" };
  const pack = packAt(offered, credits);
  if (!pack) return { ok: false, reason: "credits_not_sold" };
  if (!fitsOnePayment(pack, quantity)) return { ok: false, reason: "quantity_too_large" };
  if (!isGift && !(await hasRoom(sql, userId, creditsOf(pack, quantity)))) {
    return { ok: false, reason: "balance_out_of_range" };
  }
  const paymentId = uuidv7();
  const terms = termsOf(pack, quantity, paymentId, { isGift });

  const start = (customerId: string) =>
    // Concurrent tabs take turns, so that the second expires the session of the first and at most one can be paid.
    takeTurn<CheckoutStarted<Opened>>(sql, { userId, purpose: "start_checkout" }, async () => {
      await expirePackCheckouts(stripe, { customerId, packId: pack.id });
      const { id: sessionId, ...opened } = await createPackCheckout(stripe, {
        customerId,
        userId,
        price: pack.isChosen ? chosenPrice(pack) : { stripePriceId: pack.stripePriceId },
        quantity,
        description: describePack(terms),
        metadata: toMetadata(terms, userId),
        idempotencyKey: `refill-pack-checkout-${paymentId}-${customerId}`,
        ui,
      });
      await db.payment.create({
        data: {
          id: paymentId,
          userId,
          kind: "PACK",
          status: "PENDING",
          description: describePack(terms),
          amountCents: pack.amountCents * quantity,
          currency: pack.currency,
          packId: pack.id,
          packCredits: pack.credits,
          packBonusCredits: pack.bonusCredits,
          quantity,
          isGift,
          stripeCheckoutSessionId: sessionId,
          createdAt: now,
        },
      });
      return { ok: true, sessionId, ...opened };
    });
  return whenStripeAnswers(() => withCustomer(services, userId, start, now));
}

function chosenPrice({ name, amountCents, currency, stripeProductId: productId }: SoldPack) {
  return { name, amountCents, currency, productId };
}

/** All credits of a purchase. */
export function creditsOf({ credits, bonusCredits }: SellablePack, quantity: number): bigint {
  return (credits + bonusCredits) * BigInt(quantity);
}

/** The limits of one charge and one grant. Anything more would be refused, or be paid and never granted. */
function fitsOnePayment({ amountCents, credits, bonusCredits }: SellablePack, quantity: number): boolean {
  const largest = credits > bonusCredits ? credits : bonusCredits;
  return amountCents * quantity <= MAX_AMOUNT_CENTS && largest * BigInt(quantity) <= MAX_AMOUNT;
}
