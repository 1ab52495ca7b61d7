import type { BillingContext, BillingReader } from "@/lib/billing/context";
import { WITH_RETURNS } from "@/lib/billing/refunds/returned-cents";
import { applyMoneyBack, readInvoiceMoneyBack } from "@/lib/billing/sync/sync-money-back";
import type { InvoiceWithPayment } from "@/lib/billing/sync/types";
import type { CreditNote, Dispute, Payment, Refund } from "@/lib/generated/prisma/client";
import type { InvoiceFacts } from "@/lib/stripe/invoices";
import { fetchPayment, type PaymentFacts } from "@/lib/stripe/payment-intents";

type Known = Payment & { refunds: Refund[]; disputes: Dispute[]; creditNotes: CreditNote[] };

/**
 * Payments are read while an invoice is not settled on record: refunds and disputes have their own events. Refunds are read
 * when there are unrecorded credit notes, or when the amount paid differs from the one that refunds were calculated with.
 * With `returns: "untold"` they are also read for payments that are new here: their events came before the import.
 */
export async function readInvoicePayments(
  { db, stripe }: BillingReader,
  invoices: readonly InvoiceFacts[],
  returns: Returns = "told",
): Promise<InvoiceWithPayment[]> {
  const stripeInvoiceId = { in: invoices.map(({ id }) => id) };
  const rows = await db.payment.findMany({ where: { stripeInvoiceId }, include: WITH_RETURNS });
  const known = new Map(rows.map((row) => [row.stripeInvoiceId, row]));
  const all: InvoiceWithPayment[] = [];
  for (const invoice of invoices) {
    const row = known.get(invoice.id);
    const isSettled = Boolean(row?.paidAt && row.stripeChargeId);
    const intent = invoice.status === "draft" || isSettled ? null : invoice.paymentIntentId;
    const payment = intent ? await fetchPayment(stripe, intent) : null;
    const isReturned = returns === "untold" && !row && mayBeReturned(invoice, payment);
    const moneyBack = isReturned || hasNews(invoice, row) ? await readInvoiceMoneyBack(stripe, invoice.id) : null;
    all.push({ invoice, payment, moneyBack });
  }
  return all;
}

/** Whether the events of refunds and disputes reach the app, or came before it knew the customer. */
export type Returns = "told" | "untold";

/** A payment says what was returned of it; one invoice may have several. */
function mayBeReturned({ parts }: InvoiceFacts, payment: PaymentFacts | null): boolean {
  return parts.length > 1 || (payment !== null && (payment.refundedCents > 0 || payment.disputed));
}

function hasNews({ creditedCents, moneyCents, balanceCents }: InvoiceFacts, row: Known | undefined): boolean {
  const issued = row?.creditNotes.filter(({ status }) => status === "ISSUED") ?? [];
  const onRecord = issued.reduce((sum, { amountCents }) => sum + amountCents, 0);
  if (creditedCents !== onRecord) return true;
  if (!row || row.refunds.length + row.disputes.length + row.creditNotes.length === 0) return false;
  return row.amountCents !== moneyCents || row.balanceCents !== balanceCents;
}

/** Syncs their refunds and disputes. After the grants, which lock accounts in their own order. */
export async function applyInvoicesMoneyBack(
  context: BillingContext,
  payments: readonly InvoiceWithPayment[],
  now: Date,
): Promise<void> {
  for (const { invoice, moneyBack } of payments) {
    if (!moneyBack) continue;
    const payment = await context.db.payment.findUnique({ where: { stripeInvoiceId: invoice.id } });
    if (payment) await applyMoneyBack(context, payment, moneyBack, now);
  }
}
