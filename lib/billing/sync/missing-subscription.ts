import { type BillingReader, type BillingUser, ignored, nothing, type Write } from "@/lib/billing/context";
import { syncCustomer } from "@/lib/billing/sync/sync-customer";
import { fetchCustomer } from "@/lib/stripe/payment-methods";

/**
 * Stripe keeps every subscription forever. One that it does not have was deleted with its customer, for example as test
 * data; then the customer is forgotten and the subscription ended here. Otherwise nothing follows.
 */
export async function missingSubscription(
  reader: BillingReader,
  user: BillingUser,
  stripeSubscriptionId: string,
  now: Date,
): Promise<Write> {
  const { stripeCustomerId: customerId } = user;
  if (customerId && !(await fetchCustomer(reader.stripe, customerId))) {
    return syncCustomer(reader, user, customerId, now);
  }
  return nothing(ignored(`Stripe has no subscription ${stripeSubscriptionId}.`));
}
