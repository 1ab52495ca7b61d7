import { type BillingContext, type BillingUser, ignored, type SyncOutcome } from "@/lib/billing/context";
import { syncPayment } from "@/lib/billing/sync-payment";
import { fetchPaymentIntentOfDispute } from "@/lib/stripe/refunds";

/** Brings in all disputes of the payment that a dispute is about. The caller holds the user's lock. */
export async function syncDispute(
  context: BillingContext,
  user: BillingUser,
  disputeId: string,
  now: Date,
): Promise<SyncOutcome> {
  const paymentIntentId = await fetchPaymentIntentOfDispute(context.stripe, disputeId);
  if (!paymentIntentId) return ignored(`The dispute ${disputeId} is about no payment of ours.`);
  return syncPayment(context, user, paymentIntentId, now, { givenBack: true });
}
