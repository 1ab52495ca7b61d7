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

/** What is to be paid next for a plan, at its list price. */
export type NextPayment =
  | { kind: "none" }
  /** It ends, and nothing more is due. */
  | { kind: "ends"; at: Date }
  | { kind: "sent"; invoice: NonNullable<SubscriptionView["collection"]["invoice"]> }
  | { kind: "overdue"; amountCents: number; currency: string }
  | { kind: "paused"; resumesAt: Date | null }
  /** The period is over, and its renewal is being charged. */
  | { kind: "renewing"; amountCents: number; currency: string }
  /** `isFirst`: after a trial. */
  | { kind: "coming"; at: Date; amountCents: number; currency: string; isFirst: boolean };

/**
 * The next payment at `now`: what is due comes before an end, and a scheduled change is charged at its own price. A refill
 * that is due says that its renewal is being charged: Stripe's period may have moved on before the payment.
 */
export function nextPayment(subscription: SubscriptionView, now: Date): NextPayment {
  const { price, quantity, endsAt, trialEndsAt, currentPeriodEnd, status } = subscription;
  const { scheduledChange, collection, freeUntil } = subscription;
  if (price && collection.invoice) return { kind: "sent", invoice: collection.invoice };
  if (price && isOverdue(subscription)) {
    return { kind: "overdue", amountCents: price.amountCents * quantity, currency: price.currency };
  }
  const isRenewing = isRefillDue(subscription, now);
  if (endsAt && !isRenewing) return { kind: "ends", at: endsAt };
  if (!price || !currentPeriodEnd) return { kind: "none" };
  if (collection.paused) return { kind: "paused", resumesAt: collection.resumesAt };
  const isTrial = status === "TRIALING";
  const at = isTrial && trialEndsAt ? trialEndsAt : currentPeriodEnd;
  const by = isRenewing ? now : at;
  const next = scheduledChange && scheduledChange.at <= by ? scheduledChange : { price, quantity };
  const { currency } = next.price;
  const amountCents = next.price.amountCents * next.quantity;
  if (isRenewing) return { kind: "renewing", amountCents, currency };
  return { kind: "coming", at, amountCents, currency, isFirst: isTrial && !freeUntil };
}

/** Whether the refill waits for its renewal's payment: its time has come, and its credits have not. */
export function isRefillDue({ nextRefill }: Pick<SubscriptionView, "nextRefill">, now: Date): boolean {
  return nextRefill !== null && nextRefill.at <= now;
}

/** What a plan that ends is like until then. */
export function untilItEnds(subscription: SubscriptionView): string {
  return isOverdue(subscription) ? "Its last payment is still due." : "Until then nothing changes.";
}

/** What comes after a plan's end, for its user: "After that, its unused credits expire, …". */
export function afterItEnds({ freePlan }: Pick<SubscriptionView, "freePlan">): string {
  const next = freePlan ? `you move to the ${freePlan} plan` : "you have no plan";
  return `After that, its unused credits expire, credits from packs stay, and ${next}.`;
}

/** What the next credits wait for when no refill has a date: a payment, or the end of a pause. Null when none is coming. */
export type RefillWait = "overdue" | "invoice" | "pause" | null;

/** What the refills of the user's plan wait for. */
export function refillWait(subscription: SubscriptionView | null): RefillWait {
  if (!subscription) return null;
  if (isOverdue(subscription)) return "overdue";
  if (subscription.collection.paused) return "pause";
  return subscription.collection.method === "INVOICE" ? "invoice" : null;
}

/** Whether the next credits depend on a payment rather than a date. */
export function waitsForMoney(subscription: SubscriptionView): boolean {
  const wait = refillWait(subscription);
  return wait === "overdue" || wait === "invoice";
}
