import type { BillingUser } from "@/lib/billing/context";
import { monthlyCredits } from "@/lib/billing/plan-quantity";
import { moneyKeys } from "@/lib/billing/source-keys";
import { endsAt } from "@/lib/billing/subscription-status";
import type { InvoiceWithPayment } from "@/lib/billing/sync/types";
import type { Db } from "@/lib/db";
import type { PlanVersion, Subscription } from "@/lib/generated/prisma/client";
import { queueMail } from "@/lib/notify/queue-mail";
import type { ContentOf } from "@/lib/notify/types";

/** What a payment for a plan did. */
export type MailedPayment = ContentOf<"plan_paid">["what"];

type Paid = Pick<InvoiceWithPayment, "invoice" | "payment"> & { what: MailedPayment };

/**
 * Emails about a plan's first payment, a renewal or a change of plan, once per invoice. Not about a duplicate, which is refunded, nor about
 * what was paid before the customer was imported.
 */
export async function mailPaidInvoice(
  db: Db,
  { id: userId, importedAt }: BillingUser,
  subscription: Subscription & { planVersion: PlanVersion },
  { what, invoice, payment }: Paid,
  now: Date,
): Promise<void> {
  const { planVersion, quantity, duplicate, withoutPlan, currentPeriodEnd } = subscription;
  if (duplicate || withoutPlan || (importedAt !== null && (invoice.paidAt ?? invoice.createdAt) < importedAt)) return;
  await queueMail(
    db,
    {
      template: "plan_paid",
      what,
      userId,
      sourceKey: moneyKeys.invoicePaid(invoice.id),
      planName: planVersion.name,
      credits: monthlyCredits(planVersion, quantity),
      nextChargeAt: endsAt(subscription) ? null : currentPeriodEnd,
      amountCents: invoice.moneyCents,
      currency: invoice.currency,
      methodBrand: payment?.methodBrand ?? null,
      methodLast4: payment?.methodLast4 ?? null,
      invoiceLink: invoice.invoiceUrl,
    },
    now,
  );
}
