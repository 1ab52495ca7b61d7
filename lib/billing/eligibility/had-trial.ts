import type { Db } from "@/lib/db";

/**
 * Whether an account has begun a paid plan, and with it used its one free trial. A subscription whose first payment never
 * came does not count.
 */
export async function hadTrial(db: Db, userId: string): Promise<boolean> {
  const begun = { userId, stripeSubscriptionId: { not: null }, status: { notIn: [...NEVER_BEGAN] } };
  const had =
    (await db.subscription.findFirst({ where: begun, select: { id: true } })) ??
    (await db.cardClaim.findFirst({ where: { userId, purpose: "TRIAL" }, select: { userId: true } }));
  return had !== null;
}

const NEVER_BEGAN = ["INCOMPLETE", "INCOMPLETE_EXPIRED"] as const;
