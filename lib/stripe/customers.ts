import type { StripeClient } from "@/lib/stripe/client";

/** Makes the customer of a user; asked twice at once, Stripe answers with the same one. Returns its id. */
export async function createCustomer(
  stripe: StripeClient,
  user: { id: string; email: string; name: string | null },
): Promise<string> {
  const customer = await stripe.customers.create(
    { email: user.email, name: user.name ?? undefined, metadata: { refill_user: user.id } },
    { idempotencyKey: `refill-customer-${user.id}` },
  );
  return customer.id;
}
