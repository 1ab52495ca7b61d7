import type { BillingReader, BillingUser } from "@/lib/billing/context";
import { hasLivePaidSubscription } from "@/lib/billing/refills/settle-free-plan";
import type { RunningSubscription, SubscriptionAtStripe } from "@/lib/stripe/subscriptions";

type Sold = Pick<SubscriptionAtStripe, "createdAt" | "namedUserId">;

/** Whether a subscription was sold before its customer was imported, and not by this app. */
export function isSoldElsewhere({ importedAt }: Pick<BillingUser, "importedAt">, sold: Sold): boolean {
  return importedAt !== null && sold.namedUserId === null && sold.createdAt < importedAt;
}

/**
 * Whether an imported customer has a plan already and this is another one from before. The app neither records, cancels
 * nor refunds it: it did not sell it.
 */
export async function isSecondFromBefore({ db }: BillingReader, user: BillingUser, sold: Sold): Promise<boolean> {
  return isSoldElsewhere(user, sold) && (await hasLivePaidSubscription(db, user.id));
}

/** Those that a subscription can lose a race against: one from before the import that is not on record takes no part. */
export async function withoutUnrecorded(
  { db }: BillingReader,
  { importedAt }: Pick<BillingUser, "importedAt">,
  running: readonly RunningSubscription[],
): Promise<RunningSubscription[]> {
  if (!importedAt) return [...running];
  const old = running.filter(({ startedAt }) => startedAt < importedAt).map(({ id }) => id);
  const rows = await db.subscription.findMany({
    where: { stripeSubscriptionId: { in: old } },
    select: { stripeSubscriptionId: true },
  });
  const recorded = new Set(rows.map(({ stripeSubscriptionId }) => stripeSubscriptionId));
  return running.filter(({ id, startedAt }) => startedAt >= importedAt || recorded.has(id));
}
