import type { BillingContext } from "@/lib/billing/context";

/**
 * Makes somebody's customer at Stripe a former one: the next purchase makes another. With it go its cards, so the rule of
 * automatic top-ups is switched off; it stays as it was set. The caller holds the user's lock.
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
