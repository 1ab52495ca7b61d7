import { type BillingReader, type BillingUser, ignored, nothing, type Write } from "@/lib/billing/context";
import { syncPayment } from "@/lib/billing/sync/sync-payment";
import { fetchPaymentIntentOf } from "@/lib/stripe/payment-intents";
import { fetchPaymentIntentOfRefund } from "@/lib/stripe/refunds";

/** Syncs all refunds of the refunded payment. */
export async function syncRefunds(
  reader: BillingReader,
  user: BillingUser,
  refundId: string,
  now: Date,
): Promise<Write> {
  const paymentIntentId = await fetchPaymentIntentOfRefund(reader.stripe, refundId);
  if (!paymentIntentId) return nothing(ignored(`The refund ${refundId} is not of a payment to this app.`));
  return syncPayment(reader, user, paymentIntentId, now, { givenBack: true });
}

/** The same, from the charge. */
export async function syncRefundedCharge(
  reader: BillingReader,
  user: BillingUser,
  chargeId: string,
  now: Date,
): Promise<Write> {
  const paymentIntentId = await fetchPaymentIntentOf(reader.stripe, chargeId);
  if (!paymentIntentId)
    return nothing(ignored(`The charge ${chargeId} has no payment intent, so it is not about this app.`));
  return syncPayment(reader, user, paymentIntentId, now, { givenBack: true });
}
