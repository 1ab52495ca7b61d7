import type { BillingUser } from "@/lib/billing/context";
import { endOfGrace } from "@/lib/billing/grace-period";
import { moneyKeys } from "@/lib/billing/source-keys";
import type { InvoiceWithPayment } from "@/lib/billing/sync/types";
import type { Db } from "@/lib/db";
import type { Subscription } from "@/lib/generated/prisma/client";
import { queueMail } from "@/lib/notify/queue-mail";

/**
 * Emails about an unpaid renewal, once per attempt: the card was declined, or the bank requires authentication. Not about
 * the first invoice or a sent one, whose payer sees the result.
 */
export async function mailUnpaidInvoice(
  db: Db,
  { id: userId }: BillingUser,
  { paidThrough, planVersion: { name } }: Subscription & { planVersion: { name: string } },
  { invoice, payment }: Pick<InvoiceWithPayment, "invoice" | "payment">,
  now: Date,
): Promise<void> {
  if (invoice.billingReason === "subscription_create" || invoice.dueAt) return;
  const { moneyCents: amountCents, currency, nextAttemptAt } = invoice;
  const money = { userId, amountCents, currency, link: invoice.invoiceUrl ?? undefined };
  if (payment?.needsAction) {
    const sourceKey = moneyKeys.invoiceNeedsAction(invoice.id, invoice.attemptCount);
    await queueMail(db, { template: "action_required", ...money, description: name, sourceKey }, now);
    return;
  }
  const graceEndsAt = paidThrough && endOfGrace(paidThrough);
  const sourceKey = moneyKeys.invoiceFailed(invoice.id, invoice.attemptCount);
  const failed = { template: "payment_failed", planName: name, graceEndsAt, nextAttemptAt, sourceKey } as const;
  await queueMail(db, { ...failed, ...money, link: undefined }, now);
}
