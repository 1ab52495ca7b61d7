import { dropPendingChange } from "@/lib/stripe/change-price";
import type { StripeClient } from "@/lib/stripe/client";
import { isStripeMissing, isStripeRefusal } from "@/lib/stripe/errors";
import { releaseSchedule } from "@/lib/stripe/schedules";
import { endSubscription, fetchRunning, fetchSubscription } from "@/lib/stripe/subscriptions";

/**
 * Ends every subscription of a customer now and drops their scheduled changes. Nothing is prorated or refunded. Returns
 * their ids; none when the customer does not exist. Idempotent.
 */
export async function endAllSubscriptions(stripe: StripeClient, customerId: string): Promise<string[]> {
  const running = (await orNullWhenMissing(() => fetchRunning(stripe, customerId))) ?? [];
  for (const { id } of running) {
    const facts = await fetchSubscription(stripe, id);
    if (!facts || facts.endedAt) continue;
    if (facts.pendingUpdate) await dropPendingChange(stripe, facts.pendingUpdate.invoiceId);
    if (facts.scheduleId) await releaseSchedule(stripe, facts.scheduleId);
    await endSubscription(stripe, id);
  }
  return running.map(({ id }) => id);
}

/** Expires every open Checkout of the customer, so that a forgotten tab can buy nothing. Idempotent. */
export async function expireAllCheckouts(stripe: StripeClient, customerId: string): Promise<void> {
  const list = () => stripe.checkout.sessions.list({ customer: customerId, status: "open", limit: 100 });
  const open = (await orNullWhenMissing(list))?.data ?? [];
  for (const { id } of open) {
    try {
      await stripe.checkout.sessions.expire(id);
    } catch (error) {
      // It was paid or expired since it was listed.
      if (!isStripeRefusal(error)) throw error;
    }
  }
}

/**
 * Deletes a customer in Stripe with its saved cards; it cannot be charged afterwards. Invoices and charges stay
 * (docs.stripe.com/api/customers/delete). Idempotent.
 */
export async function deleteCustomer(stripe: StripeClient, customerId: string): Promise<void> {
  await orNullWhenMissing(() => stripe.customers.del(customerId));
}

async function orNullWhenMissing<Result>(work: () => Promise<Result>): Promise<Result | null> {
  try {
    return await work();
  } catch (error) {
    if (isStripeMissing(error)) return null;
    throw error;
  }
}
