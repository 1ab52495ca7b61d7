import {
  type BillingReader,
  type BillingUser,
  ignored,
  nothing,
  processed,
  type SyncOutcome,
  type Write,
} from "@/lib/billing/context";
import { endOnRecord } from "@/lib/billing/sync/end-on-record";
import { forgetCustomer } from "@/lib/billing/sync/forget-customer";
import type { Db } from "@/lib/db";
import { type CardFacts, fetchCustomer } from "@/lib/stripe/payment-methods";

/**
 * Syncs a Stripe customer: the saved card that top-ups are charged to. A customer that was deleted, or that Stripe does not
 * have, becomes a former one, and the next purchase creates another.
 */
export async function syncCustomer(
  { stripe }: BillingReader,
  user: BillingUser,
  stripeCustomerId: string,
  now: Date,
): Promise<Write> {
  if (stripeCustomerId !== user.stripeCustomerId) return nothing(ignored(`${stripeCustomerId} is a former customer.`));
  const facts = await fetchCustomer(stripe, stripeCustomerId);
  return async (context, { id: userId }) => {
    const { db } = context;
    if (!facts || facts.isDeleted) {
      await forgetCustomer(context, { userId, stripeCustomerId }, now);
      if (facts) return processed("The customer was deleted in Stripe; the next purchase creates a new one.");
      // Its subscriptions were deleted with it, and no event will say so.
      await endOnRecord(context, { userId, why: "it no longer exists in Stripe" }, now);
      return processed(`Stripe has no customer ${stripeCustomerId}; the next purchase creates a new one.`);
    }
    return keepCard(db, userId, facts.card);
  };
}

/** Records the card that purchases without Checkout are charged to; null when there is none. */
export async function keepCard(db: Db, userId: string, saves: CardFacts | null): Promise<SyncOutcome> {
  if (!saves) {
    await db.savedCard.deleteMany({ where: { userId } });
    return processed("There is no saved card.");
  }
  const { id, ...card } = saves;
  const before = await db.savedCard.findUnique({ where: { userId } });
  const state = { stripePaymentMethodId: id, ...card };
  const saved = await db.savedCard.upsert({ where: { userId }, create: { ...state, userId }, update: state });
  // The declines of another card say nothing about this one.
  if (before?.stripePaymentMethodId !== id) {
    const declined = { userId, declines: { gt: 0 } };
    await db.autoTopup.updateMany({ where: declined, data: { declines: 0, nextAttemptAt: null } });
  }
  return processed(`The saved card is ${card.brand} ${card.last4 ?? ""}`.trimEnd().concat("."), { card: saved });
}
