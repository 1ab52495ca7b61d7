import {
  type BillingContext,
  type BillingUser,
  ignored,
  isTheirs,
  processed,
  type SyncOutcome,
} from "@/lib/billing/context";
import { grantPack } from "@/lib/billing/grant-pack";
import { mailTopUp } from "@/lib/billing/mail-top-up";
import { describePack, fromMetadata, type PackTerms } from "@/lib/billing/pack-terms";
import { recordBought } from "@/lib/billing/record-bought";
import { settleAutoTopup } from "@/lib/billing/settle-auto-topup";
import { syncInvoice } from "@/lib/billing/sync-invoice";
import { applyMoneyBack, type MoneyBack, readMoneyBack } from "@/lib/billing/sync-money-back";
import type { Payment, PaymentStatus } from "@/lib/generated/prisma/client";
import { fetchInvoiceOfPayment } from "@/lib/stripe/invoices";
import { fetchPayment, type PaymentFacts } from "@/lib/stripe/payment-intents";

/**
 * Makes our payment say what Stripe's says now, grants a pack's credits once it is paid, and takes back what was given
 * back. A pack's payment that we have no row of is rebuilt from the terms in its metadata. The caller holds the user's
 * lock.
 */
export async function syncPayment(
  context: BillingContext,
  user: BillingUser,
  paymentIntentId: string,
  now: Date,
  /** Whether a refund or a dispute is what brought us here. */
  { givenBack = false } = {},
): Promise<SyncOutcome> {
  const facts = await fetchPayment(context.stripe, paymentIntentId);
  if (!facts) return ignored(`Stripe has no payment ${paymentIntentId}.`);
  if (!isTheirs(user, facts.customerId)) return ignored(`${facts.id} belongs to another customer.`);
  const moneyBack = givenBack || (await mayBeGivenBack(context, facts)) ? await readMoneyBack(context, facts.id) : null;
  const terms = fromMetadata(facts.metadata);
  if (!terms) return syncInvoicedPayment(context, user, facts, moneyBack, now);

  const payment = await overwrite(context, user, facts, terms);
  await recordBought(context, user, payment, terms);
  await settleAutoTopup(context.db, payment, facts, now);
  if (facts.state !== "succeeded") return processed(`${payment.description}: the payment is ${facts.state}.`);
  const granted = await grantPack(context.sql, { userId: user.id, payment, terms, paidBy: facts.id }, now);
  await mailTopUp(context.db, payment, now);
  const sentence =
    granted > 0n ? `Granted ${granted} credits of ${terms.packName}` : `${terms.packName} was granted already`;
  if (!moneyBack) return processed(`${sentence}.`);
  const after = await applyMoneyBack(context, payment, moneyBack, now);
  return processed(`${sentence}; ${sayGivenBack(after)}.`);
}

/**
 * A subscription's payment is told by its invoice; only what was given back is noted here. The invoice may be heard of
 * after what was given back of it, and says nothing of that: then it is brought in now.
 */
async function syncInvoicedPayment(
  context: BillingContext,
  user: BillingUser,
  facts: PaymentFacts,
  moneyBack: MoneyBack | null,
  now: Date,
): Promise<SyncOutcome> {
  const find = () => context.db.payment.findUnique({ where: { stripePaymentIntentId: facts.id } });
  let payment = await find();
  const invoiceId = moneyBack && !payment ? await fetchInvoiceOfPayment(context.stripe, facts.id) : null;
  if (invoiceId) {
    await syncInvoice(context, user, invoiceId, now);
    payment = await find();
  }
  if (!payment) return ignored(`${facts.id} is of an invoice, which tells of it itself.`);
  if (facts.state !== "succeeded" || !moneyBack)
    return processed(`${payment.description}: the payment is ${facts.state}.`);
  const after = await applyMoneyBack(context, payment, moneyBack, now);
  return processed(`${payment.description}: ${sayGivenBack(after)}.`);
}

function sayGivenBack({ refundedCents, amountCents, status }: Payment): string {
  return `${refundedCents} of ${amountCents} cents refunded, ${status}`;
}

/** A refund that failed leaves nothing on the charge, but a line of ours. */
async function mayBeGivenBack({ db }: BillingContext, facts: PaymentFacts): Promise<boolean> {
  if (facts.refundedCents > 0 || facts.disputed) return true;
  const ofThis = { payment: { stripePaymentIntentId: facts.id } };
  const [refund, dispute] = [
    await db.refund.findFirst({ where: ofThis }),
    await db.dispute.findFirst({ where: ofThis }),
  ];
  return refund !== null || dispute !== null;
}

async function overwrite(
  { db }: BillingContext,
  user: BillingUser,
  facts: PaymentFacts,
  terms: PackTerms,
): Promise<Payment> {
  const before = await db.payment.findUnique({ where: { id: terms.paymentId } });
  const state = {
    status: statusOf(facts, before),
    amountCents: facts.amountCents,
    currency: facts.currency,
    stripePaymentIntentId: facts.id,
    stripeChargeId: facts.chargeId,
    methodBrand: facts.methodBrand,
    methodLast4: facts.methodLast4,
    methodFingerprint: facts.methodFingerprint,
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
      origin: terms.origin,
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

const GIVEN_BACK: ReadonlySet<string> = new Set(["REFUNDED", "PARTIALLY_REFUNDED", "DISPUTED"]);

/** What was given back is noted by its own verb, and stays until that says otherwise. */
function statusOf(facts: PaymentFacts, before: Payment | null): PaymentStatus {
  if (facts.state === "open" || facts.state === "processing") return "PENDING";
  if (facts.state !== "succeeded") return "FAILED";
  return before && GIVEN_BACK.has(before.status) ? before.status : "SUCCEEDED";
}
