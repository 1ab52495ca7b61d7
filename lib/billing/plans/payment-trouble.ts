import { planTitle } from "@/lib/billing/plan-quantity";
import { isOverdue, LIVE_STATUSES } from "@/lib/billing/subscription-status";
import type { Db } from "@/lib/db";
import type { Subscription } from "@/lib/generated/prisma/client";

/** A plan with an overdue payment, and what is due. */
export type PaymentTrouble = {
  /** `overdue`: a failed renewal. `unfinished`: an incomplete first payment. `invoice`: a sent, unpaid invoice. */
  kind: "overdue" | "unfinished" | "invoice";
  plan: string;
  /** Null when Stripe has not reported one yet. */
  invoice: {
    url: string | null;
    amountCents: number;
    currency: string;
    failureMessage: string | null;
    /** The due date of a sent invoice. */
    dueAt: Date | null;
  } | null;
};

/** The overdue payment of a user's plan; null when there is none. */
export async function paymentTrouble(db: Db, userId: string): Promise<PaymentTrouble | null> {
  const [subscription] = await db.subscription.findMany({
    where: {
      userId,
      duplicate: false,
      withoutPlan: false,
      stripeSubscriptionId: { not: null },
      status: { in: ["INCOMPLETE", ...LIVE_STATUSES] },
    },
    include: {
      planVersion: { select: { name: true } },
      payments: {
        where: { kind: "SUBSCRIPTION", status: { in: ["FAILED", "PENDING"] }, invoiceUrl: { not: null } },
        // Of sent invoices, the one due first; otherwise the newest.
        orderBy: [{ dueAt: { sort: "asc", nulls: "last" } }, { createdAt: "desc" }],
        take: 1,
      },
    },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: 1,
  });
  if (!subscription) return null;
  const [payment] = subscription.payments;
  const kind = payment?.dueAt ? "invoice" : troubleOf(subscription);
  if (!kind) return null;
  return {
    kind,
    plan: planTitle(subscription.planVersion.name, subscription.quantity),
    invoice: payment
      ? {
          url: payment.invoiceUrl,
          amountCents: payment.amountCents,
          currency: payment.currency,
          failureMessage: payment.failureMessage,
          dueAt: payment.dueAt,
        }
      : null,
  };
}

function troubleOf(subscription: Pick<Subscription, "status">): PaymentTrouble["kind"] | null {
  if (subscription.status === "INCOMPLETE") return "unfinished";
  return isOverdue(subscription) ? "overdue" : null;
}
