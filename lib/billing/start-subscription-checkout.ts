import { ensureCustomer } from "@/lib/billing/ensure-customer";
import { hasLivePaidSubscription } from "@/lib/billing/settle-free-plan";
import type { CheckoutStarted } from "@/lib/billing/types";
import { whenStripeAnswers } from "@/lib/billing/when-stripe-answers";
import { findSellablePrice } from "@/lib/catalog/queries";
import type { Db } from "@/lib/db";
import { env } from "@/lib/env";
import { createSubscriptionCheckout, expireSubscriptionCheckouts } from "@/lib/stripe/checkout";
import type { StripeClient } from "@/lib/stripe/client";

/**
 * Opens Stripe's Checkout for a plan. `price` is our price id, Stripe's or a lookup key, of a plan that is sold now.
 * Refused while a paid subscription lives: plans are changed, not bought twice. A trial is given once per user.
 */
export async function startSubscriptionCheckout(
  { db, stripe }: { db: Db; stripe: StripeClient },
  { userId, price: reference }: { userId: string; price: string },
): Promise<CheckoutStarted> {
  const sellable = await findSellablePrice(db, reference);
  if (!sellable) return { ok: false, reason: "unknown_price" };
  if (await hasLivePaidSubscription(db, userId)) return { ok: false, reason: "already_subscribed" };
  const hadOne = await db.subscription.findFirst({ where: { userId, stripeSubscriptionId: { not: null } } });

  return whenStripeAnswers(async () => {
    const customerId = await ensureCustomer(db, stripe, userId);
    await expireSubscriptionCheckouts(stripe, customerId);
    const session = await createSubscriptionCheckout(stripe, {
      customerId,
      userId,
      stripePriceId: sellable.price.stripePriceId,
      trialDays: hadOne ? 0 : sellable.plan.trialDays,
      metadata: { refill_user: userId, refill_plan: sellable.plan.key },
      successUrl: successUrl(),
      cancelUrl: `${env().APP_URL}/billing/cancelled`,
    });
    return { ok: true, url: session.url, sessionId: session.id };
  });
}

/** Where Checkout sends the buyer; Stripe fills in the session's id. */
export function successUrl(): string {
  return `${env().APP_URL}/billing/success?session_id={CHECKOUT_SESSION_ID}`;
}
