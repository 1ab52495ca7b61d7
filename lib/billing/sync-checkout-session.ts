import {
  type BillingContext,
  type BillingUser,
  ignored,
  isTheirs,
  processed,
  type SyncOutcome,
} from "@/lib/billing/context";
import { grantPack } from "@/lib/billing/grant-pack";
import { fromMetadata } from "@/lib/billing/pack-terms";
import { recordBought } from "@/lib/billing/record-bought";
import { syncInvoice } from "@/lib/billing/sync-invoice";
import { syncPayment } from "@/lib/billing/sync-payment";
import { syncSubscription } from "@/lib/billing/sync-subscription";
import { type CheckoutFacts, fetchCheckout } from "@/lib/stripe/checkout";

/**
 * Brings in what a Checkout session led to: a subscription with its invoice, or a pack's payment. The webhook and the
 * success page both come here; whoever is first does the work. The caller holds the user's lock.
 */
export async function syncCheckoutSession(
  context: BillingContext,
  user: BillingUser,
  sessionId: string,
  now: Date,
): Promise<SyncOutcome> {
  const session = await fetchCheckout(context.stripe, sessionId);
  if (!session) return ignored(`Stripe has no Checkout session ${sessionId}.`);
  if (!isTheirs(user, session.customerId)) return ignored(`${session.id} belongs to another customer.`);
  if (session.status === "open") return processed("The Checkout is still open; nothing was bought yet.");
  if (session.status === "expired") return closeExpired(context, session);
  if (session.invoiceId && session.subscriptionId) return syncInvoice(context, user, session.invoiceId, now);
  if (session.subscriptionId) return syncSubscription(context, user, session.subscriptionId, now);
  if (session.paymentIntentId) return syncPayment(context, user, session.paymentIntentId, now);
  return grantUnpriced(context, user, session, now);
}

async function closeExpired({ db }: BillingContext, session: CheckoutFacts): Promise<SyncOutcome> {
  await db.payment.updateMany({
    where: { stripeCheckoutSessionId: session.id, status: "PENDING" },
    data: { status: "FAILED", failureMessage: "The Checkout expired before it was paid." },
  });
  return processed("The Checkout expired; nothing was bought.");
}

/** A promotion code of 100 % leaves nothing to pay and no payment intent: the session itself is what was paid with. */
async function grantUnpriced(
  { db, sql }: BillingContext,
  user: BillingUser,
  session: CheckoutFacts,
  now: Date,
): Promise<SyncOutcome> {
  const terms = fromMetadata(session.metadata);
  if (!terms || session.paymentStatus !== "no_payment_required") return ignored(`${session.id} sold nothing of ours.`);
  const payment = await db.payment.update({
    where: { id: terms.paymentId },
    data: { status: "SUCCEEDED", amountCents: session.amountTotalCents, paidAt: now },
  });
  await recordBought({ db }, user, payment, terms);
  const granted = await grantPack(sql, { userId: user.id, payment, terms, paidBy: session.id }, now);
  return processed(
    granted > 0n ? `Granted ${granted} credits of ${terms.packName}.` : `${terms.packName} was granted already.`,
  );
}
