import { livePaidSubscription } from "@/lib/billing/plans/decide-change";
import type { Database } from "@/lib/db";
import { getBalance } from "@/lib/ledger/queries";

/** What deleting an account removes, in figures. */
export type DeletionEffects = {
  email: string;
  /** The paid plan that ends immediately; the time until `paidUntil` is not refunded. */
  plan: { name: string; paidUntil: Date | null } | null;
  /** Credits that are lost, including held ones. */
  credits: bigint;
  apiKeys: number;
  /** The only admin: the account cannot be deleted. */
  isLastAdmin: boolean;
};

/** Previews the deletion for the user who is about to confirm it. */
export async function previewDeletion(
  { prisma: db, sql }: Database,
  userId: string,
  now: Date,
): Promise<DeletionEffects> {
  const user = await db.user.findUniqueOrThrow({ where: { id: userId } });
  const live = await livePaidSubscription(db, userId);
  const subscription =
    live &&
    (await db.subscription.findUnique({
      where: { stripeSubscriptionId: live.stripeSubscriptionId },
      include: { planVersion: true },
    }));
  const balance = await getBalance(sql, userId, now);
  return {
    email: user.email,
    plan: subscription && { name: subscription.planVersion.name, paidUntil: subscription.currentPeriodEnd },
    credits: balance ? balance.available + balance.held : 0n,
    apiKeys: await db.apiKey.count({ where: { userId, revokedAt: null } }),
    isLastAdmin: user.role === "ADMIN" && (await db.user.count({ where: otherAdmins(userId) })) === 0,
  };
}

/** Other admins: not locked, not deleted. */
export function otherAdmins(userId: string) {
  return { role: "ADMIN" as const, lockedAt: null, deletedAt: null, id: { not: userId } };
}
