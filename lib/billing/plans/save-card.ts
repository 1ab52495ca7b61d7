import { livePaidSubscription } from "@/lib/billing/plans/decide-change";
import { syncOwn } from "@/lib/billing/plans/sync-own";
import type { CallerServices } from "@/lib/billing/stripe-limit";
import { withCustomer } from "@/lib/billing/sync/with-customer";
import { takeTurn } from "@/lib/billing/take-turn";
import type { BillingRefusal } from "@/lib/billing/types";
import { createCardSetup, fetchCardSetup } from "@/lib/stripe/card-setups";
import { makeDefault, makeDefaultOf } from "@/lib/stripe/payment-methods";
import { whenStripeAnswers } from "@/lib/stripe/when-stripe-answers";

export type CardSetupStarted = { ok: true; clientSecret: string } | BillingRefusal;

/**
 * Begins to save a card of the user, who enters it in the browser with the client secret. Counted as a purchase, so
 * that trying out stolen cards is limited here as it is in purchases.
 */
export async function startCardSetup(
  services: CallerServices,
  { userId }: { userId: string },
  now: Date,
): Promise<CardSetupStarted> {
  const tooMany = await services.purchases.refuse(userId);
  if (tooMany) return tooMany;
  const { database, stripe } = services;
  const start = (customerId: string) =>
    takeTurn<CardSetupStarted>(database.sql, { userId, purpose: "save_card" }, async ({ id }) => {
      const idempotencyKey = `refill-card-${id}`;
      return { ok: true, clientSecret: await createCardSetup(stripe, { customerId, idempotencyKey }) };
    });
  return whenStripeAnswers(() => withCustomer(services, userId, start, now));
}

export type CardSaved = { ok: true } | BillingRefusal;

/**
 * Makes the card that a setup intent saved the one that everything is charged to: the customer's default, and the live
 * plan's own, which Checkout sets and Stripe would charge first. Only the user's own, and only once the bank has agreed.
 * Repeating it changes nothing.
 */
export async function saveCard(
  services: CallerServices,
  { userId, setupIntentId }: { userId: string; setupIntentId: string },
  now: Date,
): Promise<CardSaved> {
  const { database, stripe } = services;
  const saved = await whenStripeAnswers(() =>
    takeTurn<CardSaved>(database.sql, { userId, purpose: "save_card" }, async () => {
      const user = await database.prisma.user.findUnique({ where: { id: userId } });
      const setup = /^seti_\w+$/.test(setupIntentId) ? await fetchCardSetup(stripe, setupIntentId) : null;
      const customerId = user?.stripeCustomerId;
      const paymentMethodId = setup?.methodId;
      if (!customerId || !paymentMethodId || setup.customerId !== customerId) {
        return { ok: false, reason: "unknown_payment_method", sentence: NOT_SAVED };
      }
      await makeDefault(stripe, { customerId, paymentMethodId });
      const live = await livePaidSubscription(database.prisma, userId);
      if (live) await makeDefaultOf(stripe, { subscriptionId: live.stripeSubscriptionId, paymentMethodId });
      return { ok: true };
    }),
  );
  if (saved.ok) await syncOwn(services, { userId }, now);
  return saved;
}

const NOT_SAVED = "This card was not saved. Enter it again.";
