import { UNSTARTED_STATUSES } from "@/lib/billing/subscription-status";
import type { Db } from "@/lib/db";

/**
 * Whether an account has begun a paid plan, and with it used its one free trial. A subscription whose first payment never
 * came does not count.
 */
export async function hadTrial(db: Db, userId: string): Promise<boolean> {
  const begun = { userId, stripeSubscriptionId: { not: null }, status: { notIn: [...UNSTARTED_STATUSES] } };
  const had =
    (await db.subscription.findFirst({ where: begun, select: { id: true } })) ??
    (await db.cardClaim.findFirst({ where: { userId, purpose: "TRIAL" }, select: { userId: true } }));
  return had !== null;
}
