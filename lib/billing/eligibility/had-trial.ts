import { UNSTARTED_STATUSES } from "@/lib/billing/subscription-status";
import type { Db } from "@/lib/db";

/**
 * Whether a user has started a paid plan, and so used their one free trial. A subscription whose first payment never
 * succeeded does not count.
 */
export async function hadTrial(db: Db, userId: string): Promise<boolean> {
  const begun = { userId, stripeSubscriptionId: { not: null }, status: { notIn: [...UNSTARTED_STATUSES] } };
  const had =
    (await db.subscription.findFirst({ where: begun, select: { id: true } })) ??
    (await db.cardClaim.findFirst({ where: { userId, purpose: "TRIAL" }, select: { userId: true } }));
  return had !== null;
}
