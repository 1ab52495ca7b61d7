import type { BillingContext, BillingUser } from "@/lib/billing/context";
import { planTitle } from "@/lib/billing/plan-quantity";
import { recordBillingEvent } from "@/lib/billing/record-billing-event";
import { subscriptionKeys } from "@/lib/billing/source-keys";
import { endsAt, hasEnded } from "@/lib/billing/subscription-status";
import { dateFormat } from "@/lib/format/formats";
import { formatPrice } from "@/lib/format/money";
import type { Price, Subscription } from "@/lib/generated/prisma/client";

type SoldPrice = Price & { planVersion: { name: string } };

type Changes = {
  user: BillingUser;
  /** The plan's name. */
  plan: string;
  before: Subscription | null;
  after: Subscription;
  scheduled: { price: SoldPrice; quantity: number; at: Date } | null;
};

/** Records changes in the billing history, once each: keyed by Stripe's data, not by what noticed it first. */
export async function recordSubscriptionChanges(context: BillingContext, changes: Changes, now: Date): Promise<void> {
  await recordEnd(context, changes, now);
  await recordScheduledChange(context, changes, now);
  await recordPause(context, changes, now);
  await recordFreeDays(context, changes, now);
}

async function recordEnd({ db }: BillingContext, { user, plan, before, after }: Changes, now: Date): Promise<void> {
  const end = endsAt(after);
  const wasEnding = before !== null && endsAt(before) !== null;
  const line = { userId: user.id, subscriptionId: after.id };
  if (hasEnded(after)) {
    const occurredAt = after.endedAt ?? now;
    const sourceKey = subscriptionKeys.ended(after.id);
    await recordBillingEvent(db, {
      ...line,
      type: "subscription_ended",
      sourceKey,
      description: `${plan} ended`,
      occurredAt,
    });
  } else if (end) {
    const occurredAt = after.canceledAt ?? now;
    // A schedule's end has no time of request.
    const sourceKey = subscriptionKeys.cancelScheduled(after.id, after.canceledAt ?? end);
    const description = `${plan} will end on ${dayText(end)}`;
    await recordBillingEvent(db, { ...line, type: "cancel_scheduled", sourceKey, description, occurredAt });
  } else if (wasEnding && before?.canceledAt) {
    const sourceKey = subscriptionKeys.resumed(after.id, before.canceledAt);
    const description = `${plan} continues: the cancellation was undone`;
    await recordBillingEvent(db, { ...line, type: "resumed", sourceKey, description, occurredAt: now });
  }
}

async function recordScheduledChange(
  { db }: BillingContext,
  { user, plan, before, after, scheduled }: Changes,
  now: Date,
): Promise<void> {
  const line = { userId: user.id, subscriptionId: after.id, occurredAt: now };
  // A second schedule for the same change, after the first was undone, is another fact.
  if (scheduled) {
    const { price, quantity, at } = scheduled;
    const sourceKey = subscriptionKeys.changeScheduled(after.id, after, quantity);
    const next = planTitle(price.planVersion.name, quantity);
    const description = `${plan} changes to ${next === plan ? priceText(price, quantity) : next} on ${dayText(at)}`;
    await recordBillingEvent(db, { ...line, type: "change_scheduled", sourceKey, description });
  } else if (before?.scheduledPriceId && isAsBefore(before, after) && !hasEnded(after)) {
    const sourceKey = subscriptionKeys.changeUnscheduled(after.id, before);
    const description = `${plan} continues: the scheduled change was undone`;
    await recordBillingEvent(db, { ...line, type: "change_unscheduled", sourceKey, description });
  }
}

/** A plan that keeps its name changes its price: "$25 a month". */
function priceText({ amountCents, currency, interval }: SoldPrice, quantity: number): string {
  return `${formatPrice(amountCents * quantity, currency)} a ${interval === "YEAR" ? "year" : "month"}`;
}

/** The scheduled change did not take effect either. */
function isAsBefore(before: Subscription, after: Subscription): boolean {
  return before.priceId === after.priceId && before.quantity === after.quantity;
}

/** Free days given to a running subscription, and each extension of them. */
async function recordFreeDays({ db }: BillingContext, { user, plan, after }: Changes, now: Date): Promise<void> {
  const { id: subscriptionId, status, trialIsGiven, trialEndsAt } = after;
  if (status !== "TRIALING" || !trialIsGiven || !trialEndsAt) return;
  const sourceKey = subscriptionKeys.freeUntil(subscriptionId, trialEndsAt);
  const description = `${plan} is free until ${dayText(trialEndsAt)}`;
  const line = { userId: user.id, subscriptionId, type: "free_time_given", sourceKey, description } as const;
  await recordBillingEvent(db, { ...line, occurredAt: now });
}

/** Collection was paused or resumed: while paused, nobody is charged and no credits are granted. */
async function recordPause({ db }: BillingContext, { user, plan, before, after }: Changes, now: Date): Promise<void> {
  if (hasEnded(after)) return;
  const line = { userId: user.id, subscriptionId: after.id, occurredAt: now };
  const until = (one: Subscription) => one.collectionResumesAt?.toISOString() ?? "further notice";
  if (after.collectionPaused) {
    if (before?.collectionPaused && until(before) === until(after)) return;
    const sourceKey = subscriptionKeys.paused(after.id, after.currentPeriodStart, until(after));
    const end = after.collectionResumesAt ? ` until ${dayText(after.collectionResumesAt)}` : "";
    const description = `Payments for ${plan} are paused${end}`;
    await recordBillingEvent(db, { ...line, type: "collection_paused", sourceKey, description });
  } else if (before?.collectionPaused) {
    const sourceKey = subscriptionKeys.unpaused(after.id, before.currentPeriodStart, until(before));
    const description = `Payments for ${plan} resumed`;
    await recordBillingEvent(db, { ...line, type: "collection_resumed", sourceKey, description });
  }
}

/** "21 Dec 2026", in UTC: the stored sentence is the same for every reader. */
function dayText(at: Date): string {
  return dateFormat({ day: "numeric", month: "short", year: "numeric", timeZone: "UTC" }).format(at);
}
