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
import { readSale } from "@/lib/billing/packs/agreed-sale";
import { grantPack, sayGranted } from "@/lib/billing/packs/grant-pack";
import { mailPack } from "@/lib/billing/packs/mail-pack";
import type { ClaimedTerms } from "@/lib/billing/packs/pack-terms";
import { recordBought } from "@/lib/billing/packs/record-bought";
import { recordPackPayment } from "@/lib/billing/packs/record-pack-payment";
import { settleAutoTopup } from "@/lib/billing/packs/settle-auto-topup";
import { paidBy } from "@/lib/billing/sync/record-parts";
import { syncInvoice } from "@/lib/billing/sync/sync-invoice";
import { applyMoneyBack, readInvoiceMoneyBack, readMoneyBack } from "@/lib/billing/sync/sync-money-back";
import type { MoneyBack } from "@/lib/billing/sync/types";
import type { Db } from "@/lib/db";
import { formatMoney } from "@/lib/format/money";
import type { Payment } from "@/lib/generated/prisma/client";
import { log } from "@/lib/log";
import type { CheckoutFacts } from "@/lib/stripe/checkout";
import { fetchInvoiceOfPayment } from "@/lib/stripe/invoices";
import { fetchPayment, type PaymentFacts } from "@/lib/stripe/payment-intents";

/**
 * Syncs a payment from Stripe, grants a pack's credits once it is paid, and settles refunds. It is checked against the
 * recorded sale, not its metadata: a payment that does not match is refused. A pack's payment without a row is rebuilt
 * from terms that this app has signed.
 */
export async function syncPayment(
  reader: BillingReader,
  user: BillingUser,
  paymentIntentId: string,
  now: Date,
  /** Whether a refund or a dispute triggered the sync, and the Checkout session that did, if it was just read. */
  { givenBack = false, checkout }: { givenBack?: boolean; checkout?: CheckoutFacts } = {},
): Promise<Write> {
  const facts = await fetchPayment(reader.stripe, paymentIntentId);
  if (!facts) return nothing(ignored(`Stripe has no payment ${paymentIntentId}.`));
  if (!isTheirs(user, facts.customerId)) return nothing(ignored(`${facts.id} belongs to another customer.`));
  const sale = await readSale(reader, user, facts, checkout);
  if (sale && !sale.agreed) return nothing(refusal(facts, sale.sentence));
  const isGivenBack = givenBack || (await mayBeGivenBack(reader.db, facts));
  if (!sale) return syncInvoicedPayment(reader, user, { facts, isGivenBack }, now);
  const moneyBack = isGivenBack ? await readMoneyBack(reader, facts.id) : null;
  return (context, { id: userId }) => writePack(context, { userId, facts, terms: sale.terms, moneyBack }, now);
}

function refusal({ id, amountCents, currency }: PaymentFacts, why: string): SyncOutcome {
  log.warn({ payment: id, amountCents, currency, why }, "a payment does not match what was sold; nothing is granted");
  return refused(`${id} was not accepted as a sale. ${why}`);
}

type PackPaid = { userId: string; facts: PaymentFacts; terms: ClaimedTerms; moneyBack: MoneyBack | null };

async function writePack(context: BillingContext, paid: PackPaid, now: Date): Promise<SyncOutcome> {
  const { userId, facts, terms, moneyBack } = paid;
  const payment = await recordPackPayment(context.db, { userId, facts, terms });
  await recordBought(context, payment, terms);
  await settleAutoTopup(context.db, payment, facts, now);
  if (facts.state !== "succeeded") {
    return processed(`${payment.description}: the payment is ${facts.state}.`, { payment: withFacts(payment, facts) });
  }
  const granted = terms.isGift
    ? "gift"
    : await grantPack(context.sql, { userId, payment, terms, paidBy: facts.id }, now);
  if (granted === "gift") await recordGift(context.db, payment, now);
  const sentence = sayGranted(granted, terms.packName);
  if (granted === "balance_out_of_range") log.warn({ payment: facts.id }, sentence);
  else await mailPack(context, payment, now);
  const credits = typeof granted === "bigint" ? granted : 0n;
  if (!moneyBack) return processed(`${sentence}.`, { payment: withFacts(payment, facts), granted: credits });
  const after = await applyMoneyBack(context, payment, moneyBack, now);
  return processed(`${sentence}; ${sayGivenBack(after)}.`, { payment: withFacts(after, facts), granted: credits });
}

const withFacts = (payment: Payment, { unfinished }: PaymentFacts) => ({ ...payment, unfinished });

type Invoiced = { facts: PaymentFacts; isGivenBack: boolean };

/**
 * A subscription's payment is recorded by its invoice; only refunds are recorded here. If the invoice has not been synced
 * yet, it is synced now. So is one that failed before and is retried by bank debit, for which the invoice has no event.
 */
async function syncInvoicedPayment(
  reader: BillingReader,
  user: BillingUser,
  { facts, isGivenBack }: Invoiced,
  now: Date,
): Promise<Write> {
  const find = (db: Db) => db.payment.findFirst({ where: { ...paidBy(facts.id), userId: user.id } });
  const known = await find(reader.db);
  const isUntold = (isGivenBack && !known) || facts.state === "processing";
  const isAsked = isUntold || isGivenBack;
  const invoiceId = known?.stripeInvoiceId ?? (isAsked ? await fetchInvoiceOfPayment(reader.stripe, facts.id) : null);
  const writeInvoice = isUntold && invoiceId ? await syncInvoice(reader, user, invoiceId, now) : null;
  const moneyBack = isGivenBack && invoiceId ? await readInvoiceMoneyBack(reader.stripe, invoiceId) : null;
  return async (context, locked) => {
    const invoiced = await writeInvoice?.(context, locked);
    const granted = invoiced?.granted ?? 0n;
    const payment = await find(context.db);
    if (!payment) return ignored(`${facts.id} pays an invoice and is handled through it.`);
    if (facts.state !== "succeeded" || !moneyBack) {
      const sentence = `${payment.description}: the payment is ${facts.state}.`;
      return processed(sentence, { payment: withFacts(payment, facts), granted });
    }
    const after = await applyMoneyBack(context, payment, moneyBack, now);
    const sentence = `${payment.description}: ${sayGivenBack(after)}.`;
    return processed(sentence, { payment: withFacts(after, facts), granted });
  };
}

/** $5.00 of $60.00 refunded; the payment is partially refunded. */
function sayGivenBack({ refundedCents, creditedCents, amountCents, currency, status }: Payment): string {
  const money = (cents: number) => formatMoney(cents, currency);
  const credited = creditedCents > 0 ? `, ${money(creditedCents)} credited` : "";
  const state = status.toLowerCase().replaceAll("_", " ");
  return `${money(refundedCents)} of ${money(amountCents)} refunded${credited}; the payment is ${state}`;
}

/** A failed refund leaves no trace on the charge, but it has a row here. */
async function mayBeGivenBack(db: Db, facts: PaymentFacts): Promise<boolean> {
  if (facts.refundedCents > 0 || facts.disputed) return true;
  const ofThis = { payment: paidBy(facts.id) };
  const [refund, dispute] = [
    await db.refund.findFirst({ where: ofThis }),
    await db.dispute.findFirst({ where: ofThis }),
  ];
  return refund !== null || dispute !== null;
}
