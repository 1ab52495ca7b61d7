import { BANK_ASKS } from "@/lib/billing/bank-asks";
import { planTitle } from "@/lib/billing/plan-quantity";
import { readSubscriptions, type SubscriptionRow } from "@/lib/billing/plans/read-subscriptions";
import { isOverdue } from "@/lib/billing/subscription-status";
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
    /** The bank asks its customer to confirm it, which is done on the page of the invoice. */
    asksBank: boolean;
    /** The due date of a sent invoice. */
    dueAt: Date | null;
    /** When Stripe retries automatically. */
    nextAttemptAt: Date | null;
  } | null;
};

/** The overdue payment of a user's plan; null when there is none. */
export async function paymentTrouble(db: Db, userId: string, now: Date): Promise<PaymentTrouble | null> {
  return troubleIn(await readSubscriptions(db, userId, now));
}

/** The same, of the user's subscriptions that were read. */
export function troubleIn(subscriptions: readonly SubscriptionRow[]): PaymentTrouble | null {
  const subscription = subscriptions.find(({ stripeSubscriptionId }) => stripeSubscriptionId !== null);
  if (!subscription) return null;
  const payment = subscription.unpaid.find(({ status }) => status === "FAILED" || status === "PENDING");
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
          asksBank: payment.declineCode === BANK_ASKS,
          dueAt: payment.dueAt,
          nextAttemptAt: payment.nextAttemptAt,
        }
      : null,
  };
}

function troubleOf(subscription: Pick<Subscription, "status">): PaymentTrouble["kind"] | null {
  if (subscription.status === "INCOMPLETE") return "unfinished";
  return isOverdue(subscription) ? "overdue" : null;
}
