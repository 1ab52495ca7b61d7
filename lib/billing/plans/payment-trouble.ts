import { planTitle } from "@/lib/billing/plan-quantity";
import { isOverdue, LIVE_STATUSES } from "@/lib/billing/subscription-status";
import type { Db } from "@/lib/db";
import type { Subscription } from "@/lib/generated/prisma/client";

/** A plan whose payment is missing, and what is asked for. */
export type PaymentTrouble = {
  /**
   * `overdue`: a renewal that failed. `unfinished`: a first payment that was begun and waits for its owner. `invoice`: an
   * invoice that was sent and waits to be paid.
   */
  kind: "overdue" | "unfinished" | "invoice";
  plan: string;
  /** Null where Stripe has told of none yet. */
  invoice: {
    url: string | null;
    amountCents: number;
    currency: string;
    failureMessage: string | null;
    /** Until when one that was sent is to be paid. */
    dueAt: Date | null;
  } | null;
};

/** The payment that somebody's plan waits for; null when it waits for none. */
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
        // Of invoices that were sent, the one that is due first; else the newest.
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
