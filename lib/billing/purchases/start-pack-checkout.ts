import { v7 as uuidv7 } from "uuid";
import { describePack, termsOf, toMetadata } from "@/lib/billing/packs/pack-terms";
import { checkoutUrls } from "@/lib/billing/purchases/start-subscription-checkout";
import type { CallerServices } from "@/lib/billing/stripe-limit";
import { withCustomer } from "@/lib/billing/sync/with-customer";
import { takeTurn } from "@/lib/billing/take-turn";
import type { CheckoutStarted } from "@/lib/billing/types";
import { MAX_AMOUNT_CENTS } from "@/lib/catalog/charge-limits";
import { findSellablePack, type SellablePack } from "@/lib/catalog/queries";
import { hasRoom } from "@/lib/ledger/has-room";
import { MAX_AMOUNT } from "@/lib/ledger/types";
import { createPackCheckout } from "@/lib/stripe/checkout";
import { whenStripeAnswers } from "@/lib/stripe/when-stripe-answers";

/** The maximum quantity of a pack per purchase. */
export const MAX_PACK_QUANTITY = 100;

type PackOrder = {
  userId: string;
  pack: string;
  quantity: number;
  /** A path of this app to come back to. */
  returnTo?: string | undefined;
};

/**
 * Opens a Checkout session for `quantity` of a pack, by its id or key, and records a PENDING payment with the terms. It is
 * recorded after Stripe responded, so that an outage leaves nothing behind.
 */
export async function startPackCheckout(
  services: CallerServices,
  { userId, pack: reference, quantity, returnTo }: PackOrder,
  now: Date,
): Promise<CheckoutStarted> {
  const tooMany = await services.purchases.refuse(userId);
  if (tooMany) return tooMany;
  const { database, stripe } = services;
  const { prisma: db, sql } = database;
  const pack = await findSellablePack(db, reference);
  if (!pack) return { ok: false, reason: "unknown_pack" };
  if (!fitsOnePayment(pack, quantity)) return { ok: false, reason: "quantity_too_large" };
  if (!(await hasRoom(sql, userId, creditsOf(pack, quantity)))) {
    return { ok: false, reason: "balance_out_of_range" };
  }
  const paymentId = uuidv7();
  const terms = termsOf(pack, quantity, paymentId);

  const start = (customerId: string) =>
    takeTurn<CheckoutStarted>(sql, { userId, purpose: "start_checkout" }, async () => {
      const session = await createPackCheckout(stripe, {
        customerId,
        userId,
        stripePriceId: pack.stripePriceId,
        quantity,
        metadata: toMetadata(terms, userId),
        idempotencyKey: `refill-pack-checkout-${paymentId}-${customerId}`,
        ...checkoutUrls(returnTo),
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
          stripeCheckoutSessionId: session.id,
          createdAt: now,
        },
      });
      return { ok: true, url: session.url, sessionId: session.id };
    });
  return whenStripeAnswers(() => withCustomer(services, userId, start, now));
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
