import { type BillingReader, type BillingUser, ignored, nothing, type Write } from "@/lib/billing/context";
import { syncPayment } from "@/lib/billing/sync/sync-payment";
import { fetchPaymentIntentOfDispute } from "@/lib/stripe/refunds";

/** Syncs all disputes of the disputed payment. */
export async function syncDispute(
  reader: BillingReader,
  user: BillingUser,
  disputeId: string,
  now: Date,
): Promise<Write> {
  const paymentIntentId = await fetchPaymentIntentOfDispute(reader.stripe, disputeId);
  if (!paymentIntentId) return nothing(ignored(`The dispute ${disputeId} is not about a payment to this app.`));
  return syncPayment(reader, user, paymentIntentId, now, { givenBack: true });
}
