import type { StripeClient } from "@/lib/stripe/client";
import { isStripeMissing } from "@/lib/stripe/errors";

/**
 * Creates a user's customer; Stripe returns the same one to concurrent requests. `formerCustomers` is the number of
 * their deleted customers: otherwise Stripe would return a deleted one. Returns its id.
 */
export async function createCustomer(
  stripe: StripeClient,
  user: { id: string; email: string; name: string | null },
  formerCustomers: number,
): Promise<string> {
  const idempotencyKey = `refill-customer-${user.id}${formerCustomers > 0 ? `-${formerCustomers}` : ""}`;
  const customer = await stripe.customers.create(
    { email: user.email, name: user.name ?? undefined, metadata: { refill_user: user.id } },
    { idempotencyKey },
  );
  return customer.id;
}

/** Updates a customer's email address. Does nothing for a deleted customer. */
export async function setCustomerEmail(stripe: StripeClient, customerId: string, email: string): Promise<void> {
  try {
    await stripe.customers.update(customerId, { email });
  } catch (error) {
    if (!isStripeMissing(error)) throw error;
  }
}
