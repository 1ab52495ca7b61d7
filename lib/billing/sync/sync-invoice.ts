import { type BillingReader, type BillingUser, ignored, isTheirs, nothing, type Write } from "@/lib/billing/context";
import { syncSubscription } from "@/lib/billing/sync/sync-subscription";
import { fetchInvoiceOwner } from "@/lib/stripe/invoices";

/**
 * Syncs an invoice's subscription with all its invoices, because a change to one can affect the windows that another paid
 * for.
 */
export async function syncInvoice(
  reader: BillingReader,
  user: BillingUser,
  stripeInvoiceId: string,
  now: Date,
): Promise<Write> {
  const invoice = await fetchInvoiceOwner(reader.stripe, stripeInvoiceId);
  if (!invoice) return nothing(ignored(`Stripe has no invoice ${stripeInvoiceId}.`));
  if (!isTheirs(user, invoice.customerId)) return nothing(ignored(`${invoice.id} belongs to another customer.`));
  if (!invoice.subscriptionId) return nothing(ignored(`${invoice.id} does not belong to a subscription.`));
  return syncSubscription(reader, user, invoice.subscriptionId, now);
}
