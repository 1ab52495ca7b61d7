import type { Db } from "@/lib/db";
import type { StripeClient } from "@/lib/stripe/client";
import { createCustomer } from "@/lib/stripe/customers";

/**
 * The user's Stripe customer, created at the first purchase. Concurrent requests get the same one: Stripe returns the first
 * request's customer to the second, and only one id is ever stored. A deleted customer is replaced.
 */
export async function ensureCustomer(db: Db, stripe: StripeClient, userId: string): Promise<string> {
  const user = await db.user.findUniqueOrThrow({
    where: { id: userId },
    include: { _count: { select: { formerCustomers: true } } },
  });
  if (user.stripeCustomerId) return user.stripeCustomerId;
  const created = await createCustomer(stripe, user, user._count.formerCustomers);
  await db.user.updateMany({
    where: { id: userId, stripeCustomerId: null },
    data: { stripeCustomerId: created, billingVersion: { increment: 1 } },
  });
  const { stripeCustomerId } = await db.user.findUniqueOrThrow({ where: { id: userId } });
  return stripeCustomerId ?? created;
}
