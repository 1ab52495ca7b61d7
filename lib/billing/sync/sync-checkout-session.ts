import {
  type BillingContext,
  type BillingReader,
  type BillingUser,
  ignored,
  isTheirs,
  nothing,
  processed,
  refused,
  type SyncOutcome,
  type Write,
} from "@/lib/billing/context";
import { recordGift } from "@/lib/billing/gifts/record-gift";
import { readFreeSale } from "@/lib/billing/packs/agreed-sale";
import { grantPack, sayGranted } from "@/lib/billing/packs/grant-pack";
import { mailPack } from "@/lib/billing/packs/mail-pack";
import { type ClaimedTerms, describePack } from "@/lib/billing/packs/pack-terms";
import { recordBought } from "@/lib/billing/packs/record-bought";
import { syncPayment } from "@/lib/billing/sync/sync-payment";
import { syncSubscription } from "@/lib/billing/sync/sync-subscription";
import { log } from "@/lib/log";
import { type CheckoutFacts, fetchCheckout } from "@/lib/stripe/checkout";

/**
 * Syncs the result of a Checkout session: a subscription with its invoice, or a pack's payment. The webhook and the success
 * page both call it; the first does the work.
 */
export async function syncCheckoutSession(
  reader: BillingReader,
  user: BillingUser,
  sessionId: string,
  now: Date,
): Promise<Write> {
  const session = await fetchCheckout(reader.stripe, sessionId);
  if (!session) return nothing(ignored(`Stripe has no Checkout session ${sessionId}.`));
  if (!isTheirs(user, session.customerId)) return nothing(ignored(`${session.id} belongs to another customer.`));
  const write = await syncWhatItSold(reader, user, session, now);
  return async (context, locked) => ({ ...(await write(context, locked)), checkout: session });
}

async function syncWhatItSold(
  reader: BillingReader,
  user: BillingUser,
  session: CheckoutFacts,
  now: Date,
): Promise<Write> {
  if (session.namedUserId !== null && session.namedUserId !== user.id) {
    return nothing(refused(`The metadata of ${session.id} names a different user from its customer's.`));
  }
  if (session.status === "open")
    return nothing(processed("The Checkout session is still open; nothing has been bought yet."));
  if (session.status === "expired") return ({ db }) => closeExpired(db, user, session);
  if (session.subscriptionId) return syncSubscription(reader, user, session.subscriptionId, now);
  if (session.paymentIntentId) {
    return syncPayment(reader, user, session.paymentIntentId, now, { checkout: session });
  }
  const sale = await readFreeSale(reader, user, session);
  const { currency } = session;
  if (!sale || currency === null) return nothing(ignored(`${session.id} sold nothing from this app.`));
  if (!sale.agreed) return nothing(refused(`${session.id} was not accepted as a sale. ${sale.sentence}`));
  return (context) => grantUnpriced(context, user, { session, currency, terms: sale.terms }, now);
}

async function closeExpired(
  db: BillingContext["db"],
  { id: userId }: BillingUser,
  session: CheckoutFacts,
): Promise<SyncOutcome> {
  await db.payment.updateMany({
    where: { stripeCheckoutSessionId: session.id, userId, status: "PENDING" },
    data: { status: "FAILED", failureMessage: "The Checkout session expired before it was paid." },
  });
  return processed("The Checkout session expired; nothing was bought.");
}

/** A 100% promotion code leaves nothing to pay and no payment intent: the session itself stands for the payment. */
async function grantUnpriced(
  { db, sql }: BillingContext,
  { id: userId }: BillingUser,
  { session, currency, terms }: { session: CheckoutFacts; currency: string; terms: ClaimedTerms },
  now: Date,
): Promise<SyncOutcome> {
  const { id: stripeCheckoutSessionId, amountTotalCents: amountCents, createdAt } = session;
  const before = await db.payment.findUnique({ where: { id: terms.paymentId }, select: { paidAt: true } });
  const paid = { status: "SUCCEEDED", amountCents, stripeCheckoutSessionId, paidAt: before?.paidAt ?? now } as const;
  const payment = await db.payment.upsert({
    where: { id: terms.paymentId },
    create: {
      ...paid,
      id: terms.paymentId,
      userId,
      kind: "PACK",
      description: describePack(terms),
      currency,
      packId: terms.packId,
      packCredits: terms.credits,
      packBonusCredits: terms.bonusCredits,
      quantity: terms.quantity,
      isGift: terms.isGift,
      createdAt,
    },
    update: paid,
  });
  await recordBought({ db }, payment, terms);
  const granted = terms.isGift ? "gift" : await grantPack(sql, { userId, payment, terms, paidBy: session.id }, now);
  if (granted === "gift") await recordGift(db, payment, now);
  const sentence = sayGranted(granted, terms.packName);
  if (granted === "balance_out_of_range") log.warn({ checkout: session.id }, sentence);
  else await mailPack({ db, sql }, payment, now);
  return processed(`${sentence}.`, { granted: typeof granted === "bigint" ? granted : 0n });
}
