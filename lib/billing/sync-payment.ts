import { type BillingContext, type BillingUser, ignored, processed, type SyncOutcome } from "@/lib/billing/context";
import { grantPack } from "@/lib/billing/grant-pack";
import { describePack, fromMetadata, type PackTerms } from "@/lib/billing/pack-terms";
import { recordBillingEvent } from "@/lib/billing/record-billing-event";
import type { Payment, PaymentStatus } from "@/lib/generated/prisma/client";
import { fetchPayment, type PaymentFacts } from "@/lib/stripe/payment-intents";

/**
 * Makes our payment say what Stripe's says now, and grants a pack's credits once it is paid. A pack's payment that we
 * have no row of is rebuilt from the terms in its metadata. The caller holds the user's lock.
 */
export async function syncPayment(
  context: BillingContext,
  user: BillingUser,
  paymentIntentId: string,
  now: Date,
): Promise<SyncOutcome> {
  const facts = await fetchPayment(context.stripe, paymentIntentId);
  if (!facts) return ignored(`Stripe has no payment ${paymentIntentId}.`);
  if (facts.customerId !== user.stripeCustomerId) return ignored(`${facts.id} belongs to another customer.`);
  const terms = fromMetadata(facts.metadata);
  if (!terms) return syncInvoicedPayment(context, facts);

  const payment = await overwrite(context, user, facts, terms);
  await recordBought(context, user, payment, terms);
  if (facts.state !== "succeeded") return processed(`${payment.description}: the payment is ${facts.state}.`);
  const granted = await grantPack(context.sql, { userId: user.id, payment, terms, paidBy: facts.id }, now);
  return processed(
    granted > 0n ? `Granted ${granted} credits of ${terms.packName}.` : `${terms.packName} was granted already.`,
  );
}

/** A subscription's payment is told by its invoice; only what was given back is noted here. */
async function syncInvoicedPayment({ db }: BillingContext, facts: PaymentFacts): Promise<SyncOutcome> {
  const payment = await db.payment.findUnique({ where: { stripePaymentIntentId: facts.id } });
  if (!payment) return ignored(`${facts.id} is of an invoice, which tells of it itself.`);
  if (facts.state !== "succeeded") return processed(`${payment.description}: the payment is ${facts.state}.`);
  await db.payment.update({
    where: { id: payment.id },
    data: { refundedCents: facts.refundedCents, status: statusOf(facts) },
  });
  return processed(`${payment.description}: ${facts.refundedCents} of ${facts.amountCents} cents refunded.`);
}

async function overwrite(
  { db }: BillingContext,
  user: BillingUser,
  facts: PaymentFacts,
  terms: PackTerms,
): Promise<Payment> {
  const state = {
    status: statusOf(facts),
    amountCents: facts.amountCents,
    currency: facts.currency,
    refundedCents: facts.refundedCents,
    stripePaymentIntentId: facts.id,
    stripeChargeId: facts.chargeId,
    methodBrand: facts.methodBrand,
    methodLast4: facts.methodLast4,
    receiptUrl: facts.receiptUrl,
    failureMessage: facts.state === "succeeded" ? null : facts.failureMessage,
    paidAt: facts.paidAt,
  };
  return db.payment.upsert({
    where: { id: terms.paymentId },
    create: {
      ...state,
      id: terms.paymentId,
      userId: user.id,
      kind: "PACK",
      description: describePack(terms),
      packId: terms.packId,
      packCredits: terms.credits,
      packBonusCredits: terms.bonusCredits,
      quantity: terms.quantity,
      createdAt: facts.createdAt,
    },
    update: state,
  });
}

function statusOf(facts: PaymentFacts): PaymentStatus {
  if (facts.state === "open" || facts.state === "processing") return "PENDING";
  if (facts.state !== "succeeded") return "FAILED";
  if (facts.refundedCents === 0) return "SUCCEEDED";
  return facts.refundedCents >= facts.amountCents ? "REFUNDED" : "PARTIALLY_REFUNDED";
}

async function recordBought(
  { db }: BillingContext,
  user: BillingUser,
  payment: Payment,
  terms: PackTerms,
): Promise<void> {
  if (!payment.paidAt) return;
  await recordBillingEvent(db, {
    userId: user.id,
    type: "pack_bought",
    sourceKey: `payment:${payment.id}:paid`,
    description: payment.description,
    amountCents: payment.amountCents,
    currency: payment.currency,
    credits: (terms.credits + terms.bonusCredits) * BigInt(terms.quantity),
    paymentId: payment.id,
    occurredAt: payment.paidAt,
  });
}
