import type { BillingContext } from "@/lib/billing/context";

/**
 * Turns a user's Stripe customer into a former one: the next purchase creates another. Its cards are gone with it, so auto
 * top-up is turned off; its settings are kept. The caller holds the user's lock.
 */
export async function forgetCustomer(
  { db }: Pick<BillingContext, "db">,
  { userId, stripeCustomerId }: { userId: string; stripeCustomerId: string },
  now: Date,
): Promise<void> {
  await db.formerCustomer.createMany({ data: [{ stripeCustomerId, userId, deletedAt: now }], skipDuplicates: true });
  await db.user.update({ where: { id: userId }, data: { stripeCustomerId: null } });
  await db.savedCard.deleteMany({ where: { userId } });
  await db.autoTopup.updateMany({
    where: { userId, enabled: true },
    data: { enabled: false, stoppedReason: "no_card" },
  });
}
