import type { Db } from "@/lib/db";
import type { StripeClient } from "@/lib/stripe/client";
import { createCustomer } from "@/lib/stripe/customers";

/**
 * The user's customer at Stripe, made at the first purchase. Two tabs at once get the same one: Stripe answers the
 * second request with the first's customer, and only one id is ever written. Who had one that was deleted gets a new one.
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
