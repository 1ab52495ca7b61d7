import type { BillingContext } from "@/lib/billing/context";
import type { ClaimedTerms } from "@/lib/billing/packs/pack-terms";
import { recordBillingEvent } from "@/lib/billing/record-billing-event";
import { moneyKeys } from "@/lib/billing/source-keys";
import type { Payment } from "@/lib/generated/prisma/client";

/** Records a paid pack in the billing history, once. */
export async function recordBought(
  { db }: Pick<BillingContext, "db">,
  payment: Payment,
  terms: ClaimedTerms,
): Promise<void> {
  if (!payment.paidAt) return;
  await recordBillingEvent(db, {
    userId: payment.userId,
    type: "pack_bought",
    sourceKey: moneyKeys.packPaid(payment.id),
    description: payment.description,
    amountCents: payment.amountCents,
    currency: payment.currency,
    ...(!terms.isGift && { credits: (terms.credits + terms.bonusCredits) * BigInt(terms.quantity) }),
    paymentId: payment.id,
    occurredAt: payment.paidAt,
  });
}
