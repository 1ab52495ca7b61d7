import type { BillingServices } from "@/lib/billing/context";
import { converge } from "@/lib/billing/converge";
import { ensureCustomer } from "@/lib/billing/sync/ensure-customer";
import { syncCustomer } from "@/lib/billing/sync/sync-customer";
import { refusalOf } from "@/lib/stripe/refusals";

/**
 * Runs work with a user's Stripe customer, created if there is none. When Stripe reports that the customer does not exist,
 * it is forgotten like a deleted one, and the work runs once more with a new customer.
 */
export async function withCustomer<Result>(
  services: BillingServices,
  userId: string,
  work: (customerId: string) => Promise<Result>,
  now: Date,
): Promise<Result> {
  const { database, stripe } = services;
  const customerId = await ensureCustomer(database.prisma, stripe, userId);
  try {
    return await work(customerId);
  } catch (error) {
    if (!(await isForgotten(services, { userId, customerId }, error, now))) throw error;
    return work(await ensureCustomer(database.prisma, stripe, userId));
  }
}

/** Forgets the customer if the error says so and Stripe confirms it. Returns whether it was forgotten. */
export async function isForgotten(
  services: BillingServices,
  { userId, customerId }: { userId: string; customerId: string },
  error: unknown,
  now: Date,
): Promise<boolean> {
  if (refusalOf(error)?.reason !== "customer_missing") return false;
  await converge(services, userId, (reader, user) => syncCustomer(reader, user, customerId, now));
  const user = await services.database.prisma.user.findUnique({ where: { id: userId } });
  return user?.stripeCustomerId !== customerId;
}
