import { dropPendingChange } from "@/lib/stripe/change-price";
import type { StripeClient } from "@/lib/stripe/client";
import { isStripeMissing, isStripeRefusal } from "@/lib/stripe/errors";
import { releaseSchedule } from "@/lib/stripe/schedules";
import { endSubscription, fetchRunning, fetchSubscription } from "@/lib/stripe/subscriptions";

/**
 * Ends every subscription of a customer now, with what was planned for it. Nothing is prorated or given back. Returns
 * their ids; none when the customer is gone. Safe to repeat.
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

/** Closes every Checkout that the customer has open, so that a forgotten tab buys nothing any more. Safe to repeat. */
export async function expireAllCheckouts(stripe: StripeClient, customerId: string): Promise<void> {
  const list = () => stripe.checkout.sessions.list({ customer: customerId, status: "open", limit: 100 });
  const open = (await orNullWhenMissing(list))?.data ?? [];
  for (const { id } of open) {
    try {
      await stripe.checkout.sessions.expire(id);
    } catch (error) {
      // It was paid or ran out since it was listed.
      if (!isStripeRefusal(error)) throw error;
    }
  }
}

/**
 * Deletes a customer at Stripe, with its saved cards; nothing can be charged to it afterwards. Invoices and charges stay
 * there (docs.stripe.com/api/customers/delete). One that is gone already stays so.
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
