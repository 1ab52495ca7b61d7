import { LIVE_STATUSES } from "@/lib/billing/live-statuses";
import { planTitle } from "@/lib/billing/plan-quantity";
import type { Db } from "@/lib/db";

/** A plan whose payment is missing, and what is asked for. */
export type PaymentTrouble = {
  /** `overdue`: a renewal that failed. `unfinished`: a first payment that was begun and waits for its owner. */
  kind: "overdue" | "unfinished";
  plan: string;
  /** Null where Stripe has told of none yet. */
  invoice: { url: string | null; amountCents: number; currency: string; failureMessage: string | null } | null;
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
        where: { kind: "SUBSCRIPTION", status: { in: ["FAILED", "PENDING"] } },
        orderBy: { createdAt: "desc" },
        take: 1,
      },
    },
    orderBy: { createdAt: "desc" },
    take: 1,
  });
  const kind = subscription && TROUBLE[subscription.status];
  if (!kind) return null;
  const [payment] = subscription.payments;
  return {
    kind,
    plan: planTitle(subscription.planVersion.name, subscription.quantity),
    invoice: payment
      ? {
          url: payment.invoiceUrl,
          amountCents: payment.amountCents,
          currency: payment.currency,
          failureMessage: payment.failureMessage,
        }
      : null,
  };
}

const TROUBLE: Partial<Record<string, PaymentTrouble["kind"]>> = {
  PAST_DUE: "overdue",
  UNPAID: "overdue",
  INCOMPLETE: "unfinished",
};
