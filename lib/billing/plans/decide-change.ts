import { changeKind, isImmediate, termsOf } from "@/lib/billing/change-kind";
import { keptQuantity } from "@/lib/billing/plan-quantity";
import { endsAt, isCurrent, isLive, LIVE_STATUSES } from "@/lib/billing/subscription-status";
import { readSubscription, type SubscriptionFacts } from "@/lib/billing/sync/read-subscription";
import type { BillingRefusal, ChangeKind } from "@/lib/billing/types";
import { findSellablePrice } from "@/lib/catalog/queries";
import type { Db } from "@/lib/db";
import type { PlanVersion, Price, Subscription } from "@/lib/generated/prisma/client";
import type { StripeClient } from "@/lib/stripe/client";

export type SoldAt = Price & { stripePriceId: string; planVersion: PlanVersion & { plan: { key: string } } };

export type Decision = {
  ok: true;
  kind: ChangeKind;
  /** `undo` reverts what is scheduled; `trial` costs nothing; `now` is prorated and paid; `later` is scheduled. */
  how: "undo" | "trial" | "now" | "later";
  subscription: Subscription;
  facts: SubscriptionFacts;
  from: SoldAt;
  to: SoldAt;
  /** The new quantity in Stripe. */
  quantity: number;
};

/** How a requested price change is carried out, given the subscription's state in Stripe. */
export async function decideChange(
  { db, stripe }: { db: Db; stripe: StripeClient },
  { userId, price }: { userId: string; price: string },
): Promise<Decision | BillingRefusal> {
  const subscription = await livePaidSubscription(db, userId);
  const facts = subscription && (await readSubscription({ db, stripe }, subscription.stripeSubscriptionId));
  if (!subscription || !facts?.sellsPlan || !isLive(facts)) return { ok: false, reason: "not_subscribed" };
  const from = await soldAt(db, facts.stripePriceId);
  const to = await wantedPrice(db, price, from);
  if (!to || !from || to.currency !== from.currency) return { ok: false, reason: "unknown_price" };

  const quantity = to.id === from.id ? facts.quantity : keptQuantity(to.planVersion, facts.quantity);
  const had = termsOf(from, from.planVersion, facts.quantity);
  const wanted = termsOf(to, to.planVersion, quantity);
  const kind = changeKind(had, wanted);
  const decision = { ok: true, kind, subscription, facts, from, to, quantity } as const;
  if (kind === "same") {
    if (await isMoved(db, subscription.id, facts.scheduledChange)) return { ok: false, reason: "terms_change" };
    const isOnRecord = subscription.priceId === to.id;
    const isPlanned = facts.scheduledChange !== null || facts.pendingChange !== null;
    return isPlanned || !isOnRecord ? { ...decision, how: "undo" } : { ok: false, reason: "same_price" };
  }
  if (!isCurrent(facts)) return { ok: false, reason: "payment_overdue" };
  if (endsAt(facts)) return { ok: false, reason: "cancellation_scheduled" };
  if (facts.status === "TRIALING") return { ...decision, how: "trial" };
  if (!isImmediate(had, wanted)) return { ...decision, how: "later" };
  // Stripe cannot make a change wait for payment when none is collected (docs.stripe.com/billing/subscriptions/pending-updates).
  const isCharged = facts.collection === "AUTOMATIC" && facts.collectionPause === null;
  return isCharged ? { ...decision, how: "now" } : { ok: false, reason: "collection_by_hand" };
}

/** Whether the scheduled change is a move to a newer version of the plan, which its subscriber cannot undo. */
async function isMoved(db: Db, subscriptionId: string, scheduled: SubscriptionFacts["scheduledChange"]) {
  if (!scheduled) return false;
  const toPrice = { stripePriceId: scheduled.stripePriceId };
  const item = { subscriptionId, toPrice, state: "SCHEDULED", move: { canceledAt: null } } as const;
  return (await db.versionMoveItem.findFirst({ where: item })) !== null;
}

type LiveSubscription = Subscription & { stripeSubscriptionId: string };

/** The live subscription in Stripe, even if its last payment failed; one with a plan before one without. */
export async function livePaidSubscription(db: Db, userId: string): Promise<LiveSubscription | null> {
  const row = await db.subscription.findFirst({
    where: { userId, stripeSubscriptionId: { not: null }, duplicate: false, status: { in: [...LIVE_STATUSES] } },
    orderBy: [{ withoutPlan: "asc" }, { createdAt: "desc" }],
  });
  return row?.stripeSubscriptionId ? { ...row, stripeSubscriptionId: row.stripeSubscriptionId } : null;
}

/** A price on sale, or the user's own, which may no longer be sold. */
async function wantedPrice(db: Db, reference: string, current: SoldAt | null): Promise<SoldAt | null> {
  const sellable = await findSellablePrice(db, reference);
  if (sellable) return soldAt(db, sellable.price.stripePriceId);
  return current && [current.id, current.stripePriceId].includes(reference) ? current : null;
}

async function soldAt(db: Db, stripePriceId: string): Promise<SoldAt | null> {
  const price = await db.price.findUnique({
    where: { stripePriceId },
    include: { planVersion: { include: { plan: { select: { key: true } } } } },
  });
  return price && { ...price, stripePriceId };
}
