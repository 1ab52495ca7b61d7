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
export function planStatus({ status, endsAt }: SubscriptionView): { name: string; tone: Tone } {
  return endsAt && (status === "ACTIVE" || status === "TRIALING")
    ? { name: "Ending", tone: "plain" }
    : statuses[status];
}

/** Whether the plan's last payment is missing. */
export function isOwing({ status }: SubscriptionView): boolean {
  return status === "PAST_DUE" || status === "UNPAID";
}
