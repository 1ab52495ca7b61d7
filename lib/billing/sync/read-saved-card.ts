import type { BillingContext, BillingServices, BillingUser, Read } from "@/lib/billing/context";
import { converge } from "@/lib/billing/converge";
import { syncCustomer } from "@/lib/billing/sync/sync-customer";

export type ChargeableCard = { customerId: string; paymentMethodId: string };

/**
 * The card to charge for a purchase without Checkout, read from Stripe: a card removed a minute ago must not be charged
 * because its event is late. Null when there is none.
 */
export async function readSavedCard(
  services: BillingServices,
  userId: string,
  now: Date,
): Promise<ChargeableCard | null> {
  return converge(
    services,
    userId,
    withSavedCard(now, async (_context, _user, card) => card),
  );
}

/** Reads the card from Stripe, and continues with it under the user's lock. */
export function withSavedCard<Result>(
  now: Date,
  work: (context: BillingContext, user: BillingUser, card: ChargeableCard | null) => Promise<Result>,
): Read<Result> {
  return async (reader, user) => {
    const customerId = user.stripeCustomerId;
    if (!customerId) return (context, locked) => work(context, locked, null);
    const writeCard = await syncCustomer(reader, user, customerId, now);
    return async (context, locked) => {
      const { card } = await writeCard(context, locked);
      return work(context, locked, card ? { customerId, paymentMethodId: card.stripePaymentMethodId } : null);
    };
  };
}
