import { changeKind, isImmediate, type Terms } from "@/lib/billing/change-kind";
import { LIVE_STATUSES } from "@/lib/billing/settle-free-plan";
import type { BillingRefusal, ChangeKind } from "@/lib/billing/types";
import { findSellablePrice } from "@/lib/catalog/queries";
import type { Db } from "@/lib/db";
import type { PlanVersion, Price, Subscription } from "@/lib/generated/prisma/client";
import type { StripeClient } from "@/lib/stripe/client";
import { fetchSubscription, type SubscriptionFacts } from "@/lib/stripe/subscriptions";

export type SoldAt = Price & { stripePriceId: string; planVersion: PlanVersion & { plan: { key: string } } };

export type Decision = {
  ok: true;
  kind: ChangeKind;
  /** `undo` takes back what is planned; `trial` costs nothing; `now` is prorated and paid; `later` is scheduled. */
  how: "undo" | "trial" | "now" | "later";
  subscription: Subscription;
  facts: SubscriptionFacts;
  from: SoldAt;
  to: SoldAt;
};

/** What a wish for another price comes to, as the subscription stands at Stripe now. */
export async function decideChange(
  { db, stripe }: { db: Db; stripe: StripeClient },
  { userId, price }: { userId: string; price: string },
): Promise<Decision | BillingRefusal> {
  const subscription = await livePaidSubscription(db, userId);
  const facts = subscription && (await fetchSubscription(stripe, subscription.stripeSubscriptionId));
  if (!subscription || !facts || OVER.has(facts.status)) return { ok: false, reason: "not_subscribed" };
  const from = await soldAt(db, facts.stripePriceId);
  const to = await wantedPrice(db, price, from);
  if (!to || !from || to.currency !== from.currency) return { ok: false, reason: "unknown_price" };

  const kind = changeKind(terms(from), terms(to));
  const decision = { ok: true, kind, subscription, facts, from, to } as const;
  if (kind === "same") {
    const isOnRecord = subscription.priceId === to.id;
    const isPlanned = facts.scheduledChange !== null || facts.pendingChange !== null;
    return isPlanned || !isOnRecord ? { ...decision, how: "undo" } : { ok: false, reason: "same_price" };
  }
  if (facts.status !== "ACTIVE" && facts.status !== "TRIALING") return { ok: false, reason: "payment_overdue" };
  if (facts.cancelAt || facts.cancelAtPeriodEnd) return { ok: false, reason: "cancellation_scheduled" };
  if (facts.status === "TRIALING") return { ...decision, how: "trial" };
  return { ...decision, how: isImmediate(terms(from), terms(to)) ? "now" : "later" };
}

const OVER: ReadonlySet<string> = new Set(["CANCELED", "INCOMPLETE", "INCOMPLETE_EXPIRED", "UNKNOWN"]);

type LiveSubscription = Subscription & { stripeSubscriptionId: string };

/** The paid subscription that goes on, even if its last payment failed. */
export async function livePaidSubscription(db: Db, userId: string): Promise<LiveSubscription | null> {
  const row = await db.subscription.findFirst({
    where: { userId, stripeSubscriptionId: { not: null }, duplicate: false, status: { in: [...LIVE_STATUSES] } },
    orderBy: { createdAt: "desc" },
  });
  return row?.stripeSubscriptionId ? { ...row, stripeSubscriptionId: row.stripeSubscriptionId } : null;
}

function terms({ id: priceId, interval, amountCents, planVersion: { creditsPerMonth } }: SoldAt): Terms {
  return { priceId, interval, amountCents, creditsPerMonth };
}

/** One that is sold now, or the one somebody is on, which may be sold no more. */
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
