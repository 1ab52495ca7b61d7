import { type BillingContext, type BillingUser, ignored, isTheirs, type SyncOutcome } from "@/lib/billing/context";
import { syncSubscription } from "@/lib/billing/sync-subscription";
import { fetchInvoiceOwner } from "@/lib/stripe/invoices";

/**
 * Brings in the subscription that an invoice is of, with all its invoices: what is told of one may have been said of
 * another before. The caller holds the user's lock.
 */
export async function syncInvoice(
  context: BillingContext,
  user: BillingUser,
  stripeInvoiceId: string,
  now: Date,
): Promise<SyncOutcome> {
  const invoice = await fetchInvoiceOwner(context.stripe, stripeInvoiceId);
  if (!invoice) return ignored(`Stripe has no invoice ${stripeInvoiceId}.`);
  if (!isTheirs(user, invoice.customerId)) return ignored(`${invoice.id} belongs to another customer.`);
  if (!invoice.subscriptionId) return ignored(`${invoice.id} is not of a subscription.`);
  return syncSubscription(context, user, invoice.subscriptionId, now);
}
