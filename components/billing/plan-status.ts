import type { Tone } from "@/components/ui/chip";
import { isCurrent, isOverdue, type SubscriptionStatus } from "@/lib/billing/subscription-status";
import type { SubscriptionView } from "@/lib/billing/types";

const statuses: Record<SubscriptionStatus, { name: string; tone: Tone }> = {
  TRIALING: { name: "Trial", tone: "good" },
  ACTIVE: { name: "Active", tone: "good" },
  PAST_DUE: { name: "Payment failed", tone: "warn" },
  INCOMPLETE: { name: "Waiting for payment", tone: "warn" },
  UNPAID: { name: "Unpaid", tone: "bad" },
  PAUSED: { name: "Paused", tone: "plain" },
  CANCELED: { name: "Canceled", tone: "plain" },
  INCOMPLETE_EXPIRED: { name: "Never paid", tone: "plain" },
  UNKNOWN: { name: "Checking", tone: "plain" },
};

/** The status of a plan in a word or two. */
export function planStatus(subscription: SubscriptionView): { name: string; tone: Tone } {
  const { status, endsAt, collection, freeUntil } = subscription;
  const isRunning = isCurrent(subscription);
  if (isGivenPlan(subscription)) return { name: "Free", tone: "good" };
  if (endsAt && isRunning) return { name: "Ending", tone: "plain" };
  if (collection.invoice) return { name: isRunning ? "Invoice sent" : "Invoice overdue", tone: "warn" };
  if (freeUntil && isRunning && !collection.paused) return { name: "Free", tone: "good" };
  return collection.paused && isRunning ? { name: "Payments paused", tone: "plain" } : statuses[status];
}

/** Whether an admin gave the plan for a time: it costs nothing, and there is nothing to cancel or change. */
export function isGivenPlan({ plan, price }: SubscriptionView): boolean {
  return !plan.isFree && price === null;
}

/** Whether the next credits depend on a payment rather than a date. */
export function waitsForMoney(subscription: SubscriptionView): boolean {
  return isOverdue(subscription) || subscription.collection.method === "INVOICE";
}
