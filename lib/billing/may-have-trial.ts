import { formerMailboxOf } from "@/lib/billing/former-mailbox";
import type { Db } from "@/lib/db";

/**
 * Whether somebody may still be offered a free trial: once for each person, with their first paid plan. A subscription
 * whose first payment never came was none. Whether their card may is known when it is: see claimCard.
 */
export async function mayHaveTrial(db: Db, userId: string): Promise<boolean> {
  const begun = { userId, stripeSubscriptionId: { not: null }, status: { notIn: [...NEVER_BEGAN] } };
  const had =
    (await db.subscription.findFirst({ where: begun, select: { id: true } })) ??
    (await db.cardClaim.findFirst({ where: { userId, purpose: "TRIAL" }, select: { userId: true } }));
  return had === null && !(await formerMailboxOf(db, userId))?.hadTrial;
}

const NEVER_BEGAN = ["INCOMPLETE", "INCOMPLETE_EXPIRED"] as const;
