import type { Tone } from "@/components/ui/chip";
import type { SubscriptionStatus, SubscriptionView } from "@/lib/billing/types";

const statuses: Record<SubscriptionStatus, { name: string; tone: Tone }> = {
  TRIALING: { name: "Trial", tone: "good" },
  ACTIVE: { name: "Active", tone: "good" },
  PAST_DUE: { name: "Payment failed", tone: "warn" },
  INCOMPLETE: { name: "Waiting for payment", tone: "warn" },
  UNPAID: { name: "Unpaid", tone: "bad" },
  PAUSED: { name: "Paused", tone: "plain" },
  CANCELED: { name: "Cancelled", tone: "plain" },
  INCOMPLETE_EXPIRED: { name: "Never paid", tone: "plain" },
  UNKNOWN: { name: "Being checked", tone: "plain" },
};

/** How a plan stands, in a word or two. */
export function planStatus({ status, endsAt, collection, freeUntil }: SubscriptionView): { name: string; tone: Tone } {
  const isRunning = status === "ACTIVE" || status === "TRIALING";
  if (endsAt && isRunning) return { name: "Ending", tone: "plain" };
  if (collection.invoice) return { name: isRunning ? "Invoice sent" : "Invoice overdue", tone: "warn" };
  if (freeUntil && isRunning && !collection.paused) return { name: "Free", tone: "good" };
  return collection.paused && isRunning ? { name: "Payments paused", tone: "plain" } : statuses[status];
}

/** Whether the plan's last payment is missing. */
export function isOwing({ status }: SubscriptionView): boolean {
  return status === "PAST_DUE" || status === "UNPAID";
}

/** Whether what comes next comes when somebody pays, and not by date. */
export function waitsForMoney(subscription: SubscriptionView): boolean {
  return isOwing(subscription) || subscription.collection.method === "INVOICE";
}
