import { type BillingContext, type BillingUser, ignored, type SyncOutcome } from "@/lib/billing/context";
import { syncPayment } from "@/lib/billing/sync-payment";
import { fetchPaymentIntentOf } from "@/lib/stripe/payment-intents";
import { fetchPaymentIntentOfRefund } from "@/lib/stripe/refunds";

/** Brings in all refunds of the payment that a refund is of. The caller holds the user's lock. */
export async function syncRefunds(
  context: BillingContext,
  user: BillingUser,
  refundId: string,
  now: Date,
): Promise<SyncOutcome> {
  const paymentIntentId = await fetchPaymentIntentOfRefund(context.stripe, refundId);
  if (!paymentIntentId) return ignored(`The refund ${refundId} is of no payment of ours.`);
  return syncPayment(context, user, paymentIntentId, now, { givenBack: true });
}

/** The same, told by the charge. */
export async function syncRefundedCharge(
  context: BillingContext,
  user: BillingUser,
  chargeId: string,
  now: Date,
): Promise<SyncOutcome> {
  const paymentIntentId = await fetchPaymentIntentOf(context.stripe, chargeId);
  if (!paymentIntentId) return ignored(`The charge ${chargeId} has no payment intent: it is not of ours.`);
  return syncPayment(context, user, paymentIntentId, now, { givenBack: true });
}
