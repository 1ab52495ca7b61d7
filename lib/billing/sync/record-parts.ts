import type { Db } from "@/lib/db";
import type { Prisma } from "@/lib/generated/prisma/client";
import type { InvoicePart } from "@/lib/stripe/invoices";

/**
 * Notes the payment intents that an invoice is paid with, so that what is given back of any of them is heard of. One
 * that is no longer tied to the invoice stays: it may have been charged. The caller holds the user's lock.
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

/** The payment that an intent paid, or a part of it. */
export function paidBy(stripePaymentIntentId: string): Prisma.PaymentWhereInput {
  return { OR: [{ stripePaymentIntentId }, { parts: { some: { stripePaymentIntentId } } }] };
}
