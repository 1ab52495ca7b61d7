import { mustVerifyForTrial } from "@/lib/billing/eligibility/free-credits";
import { mayHaveTrial } from "@/lib/billing/eligibility/may-have-trial";
import { isStillSubscribed } from "@/lib/billing/plans/sync-own";
import { hostedCheckout, type WayBack } from "@/lib/billing/purchases/checkout-ui";
import type { CallerServices } from "@/lib/billing/stripe-limit";
import { runningPlans } from "@/lib/billing/sync/plan-prices";
import { withCustomer } from "@/lib/billing/sync/with-customer";
import { takeTurn } from "@/lib/billing/take-turn";
import type { CheckoutStarted } from "@/lib/billing/types";
import { findSellablePrice } from "@/lib/catalog/queries";
import { createSubscriptionCheckout, expireSubscriptionCheckouts } from "@/lib/stripe/checkout";
import type { CheckoutUi } from "@/lib/stripe/checkout-ui";
import { whenStripeAnswers } from "@/lib/stripe/when-stripe-answers";

/** Opens a Checkout session on Stripe's page: see openSubscriptionCheckout. */
export function startSubscriptionCheckout(
  services: CallerServices,
  { returnTo, returnUrl, ...order }: SubscriptionOrder & WayBack,
  now: Date,
): Promise<CheckoutStarted<{ url: string }>> {
  return openSubscriptionCheckout(services, order, hostedCheckout({ returnTo, returnUrl }), now);
}

type SubscriptionOrder = { userId: string; price: string };

/**
 * Opens a Checkout session for a plan, where `ui` says. `price` is our price id, Stripe's, or a lookup key, of a plan on
 * sale. Refused while a paid subscription is live: plans are changed, not bought twice. A trial is given once per user and card: see
 * settleTrial.
 */
export async function openSubscriptionCheckout<Opened extends object>(
  services: CallerServices,
  { userId, price: reference }: SubscriptionOrder,
  ui: CheckoutUi<Opened>,
  now: Date,
): Promise<CheckoutStarted<Opened>> {
  const tooMany = await services.purchases.refuse(userId);
  if (tooMany) return tooMany;
  const { database, stripe } = services;
  const sellable = await findSellablePrice(database.prisma, reference);
  if (!sellable) return { ok: false, reason: "unknown_price" };
  if (await mustVerifyForTrial(database.prisma, userId, sellable.plan))
    return { ok: false, reason: "email_not_verified" };
  if (await isStillSubscribed(services, { userId }, now)) return { ok: false, reason: "already_subscribed" };

  const start = (customerId: string) =>
    // Concurrent tabs take turns, so that the second expires the session of the first and at most one can be paid.
    takeTurn<CheckoutStarted<Opened>>(database.sql, { userId, purpose: "start_checkout" }, async ({ id }) => {
      await expireSubscriptionCheckouts(stripe, customerId);
      // Stripe knows about a Checkout that was paid a moment ago; its webhook may not have arrived.
      const running = await runningPlans({ db: database.prisma, stripe }, customerId);
      if (running.length > 0) return { ok: false, reason: "already_subscribed" };
      const days = sellable.plan.trialDays;
      const trial = days > 0 && (await mayHaveTrial(database.prisma, userId)) ? { days, notice: TRIAL_NOTICE } : null;
      const { id: sessionId, ...opened } = await createSubscriptionCheckout(stripe, {
        customerId,
        userId,
        stripePriceId: sellable.price.stripePriceId,
        trial,
        metadata: { refill_user: userId, refill_plan: sellable.plan.key },
        idempotencyKey: `refill-plan-checkout-${id}`,
        ui,
      });
      return { ok: true, sessionId, ...opened };
    });
  return whenStripeAnswers(() => withCustomer(services, userId, start, now));
}

const TRIAL_NOTICE =
  "Free trials are limited to one per person and per card. If this card has already had one, the plan does not start and nothing is charged.";
