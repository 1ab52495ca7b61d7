import type { Db } from "@/lib/db";
import type { Prisma } from "@/lib/generated/prisma/client";
import type { InvoicePart } from "@/lib/stripe/invoices";

/**
 * Records the payment intents that pay an invoice, so that refunds of any of them are recognized. One that is no longer
 * attached to the invoice is kept: it may have been charged. The caller holds the user's lock.
 */
export async function recordParts(db: Db, paymentId: string, parts: readonly InvoicePart[]): Promise<void> {
  for (const { paymentIntentId: stripePaymentIntentId, paidCents: amountCents } of parts) {
    await db.paymentPart.upsert({
      where: { paymentId_stripePaymentIntentId: { paymentId, stripePaymentIntentId } },
      create: { paymentId, stripePaymentIntentId, amountCents },
      update: { amountCents },
    });
  }
}

/** The payment that an intent paid in whole or in part. */
export function paidBy(stripePaymentIntentId: string): Prisma.PaymentWhereInput {
  return { OR: [{ stripePaymentIntentId }, { parts: { some: { stripePaymentIntentId } } }] };
}
