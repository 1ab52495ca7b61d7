import {
  type BillingReader,
  type BillingUser,
  ignored,
  nothing,
  processed,
  type SyncOutcome,
  type Write,
} from "@/lib/billing/context";
import type { Db } from "@/lib/db";
import { type CardFacts, fetchCustomer } from "@/lib/stripe/payment-methods";

/**
 * Makes our note of a customer say what Stripe's says now: the card that top-ups are charged to. A customer that was
 * deleted becomes a former one, and its user gets another with the next purchase.
 */
export async function syncCustomer(
  { stripe }: BillingReader,
  user: BillingUser,
  stripeCustomerId: string,
  now: Date,
): Promise<Write> {
  if (stripeCustomerId !== user.stripeCustomerId) return nothing(ignored(`${stripeCustomerId} is a former customer.`));
  const facts = await fetchCustomer(stripe, stripeCustomerId);
  if (!facts) return nothing(ignored(`Stripe has no customer ${stripeCustomerId}.`));
  return async ({ db }, { id: userId }) => {
    if (facts.isDeleted) return forget(db, userId, stripeCustomerId, now);
    if (facts.card) return keepCard(db, userId, facts.card);
    await db.savedCard.deleteMany({ where: { userId } });
    return processed("No card is saved.");
  };
}

async function keepCard(db: Db, userId: string, { id, ...card }: CardFacts): Promise<SyncOutcome> {
  const before = await db.savedCard.findUnique({ where: { userId } });
  const state = { stripePaymentMethodId: id, ...card };
  await db.savedCard.upsert({ where: { userId }, create: { ...state, userId }, update: state });
  // What another card was declined for says nothing of this one.
  if (before?.stripePaymentMethodId !== id) {
    const declined = { userId, declines: { gt: 0 } };
    await db.autoTopup.updateMany({ where: declined, data: { declines: 0, nextAttemptAt: null } });
  }
  return processed(`The saved card is ${card.brand} ${card.last4 ?? ""}`.trimEnd().concat("."));
}

/** With the customer go its cards. The rule of automatic top-ups stays, switched off. */
async function forget(db: Db, userId: string, stripeCustomerId: string, now: Date): Promise<SyncOutcome> {
  await db.formerCustomer.createMany({ data: [{ stripeCustomerId, userId, deletedAt: now }], skipDuplicates: true });
  await db.user.update({ where: { id: userId }, data: { stripeCustomerId: null } });
  await db.savedCard.deleteMany({ where: { userId } });
  await db.autoTopup.updateMany({
    where: { userId, enabled: true },
    data: { enabled: false, stoppedReason: "no_card" },
  });
  return processed("The customer was deleted at Stripe; the next purchase makes a new one.");
}
