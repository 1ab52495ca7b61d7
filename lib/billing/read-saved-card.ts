import { type BillingContext, lockUser } from "@/lib/billing/context";
import { syncCustomer } from "@/lib/billing/sync-customer";

export type ChargeableCard = { customerId: string; paymentMethodId: string };

/**
 * The card a purchase without Checkout is charged to, as Stripe has it now: a card that was taken off a minute ago must
 * not be charged because its event is late. Null when there is none. Takes the user's lock.
 */
export async function readSavedCard(
  context: BillingContext,
  userId: string,
  now: Date,
): Promise<ChargeableCard | null> {
  const user = await lockUser(context.sql, userId);
  if (!user?.stripeCustomerId) return null;
  await syncCustomer(context, user, user.stripeCustomerId, now);
  const card = await context.db.savedCard.findUnique({ where: { userId } });
  return card && { customerId: user.stripeCustomerId, paymentMethodId: card.stripePaymentMethodId };
}
