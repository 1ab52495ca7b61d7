import type { StripeClient } from "@/lib/stripe/client";
import { isStripeMissing } from "@/lib/stripe/errors";

/**
 * Makes the customer of a user; asked twice at once, Stripe answers with the same one. `formerCustomers` is how many of
 * theirs were deleted: Stripe would answer with a deleted one otherwise. Returns its id.
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

/** Gives a customer another address. One that was deleted at Stripe has none to change. */
export async function setCustomerEmail(stripe: StripeClient, customerId: string, email: string): Promise<void> {
  try {
    await stripe.customers.update(customerId, { email });
  } catch (error) {
    if (!isStripeMissing(error)) throw error;
  }
}
