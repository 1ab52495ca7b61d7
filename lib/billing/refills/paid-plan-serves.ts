import { graceHours } from "@/lib/billing/grace-period";
import { isOverdue, LIVE_STATUSES } from "@/lib/billing/subscription-status";
import type { Db } from "@/lib/db";
import type { Subscription } from "@/lib/generated/prisma/client";
import { HOUR_MS } from "@/lib/time";

type Serving = Pick<Subscription, "status" | "collection" | "collectionPaused" | "paidThrough" | "quantity">;

/**
 * `until` is when the free plan takes over unless something is paid before; null is not while the subscription lives.
 * `byTime`: it does so when that moment comes; otherwise only when Stripe is heard of after it, since a payment may be
 * under way that was not heard of yet.
 */
export type Served = { until: Date | null; byTime: boolean };

/**
 * Until when a subscription that lives at Stripe serves its owner, and not the free plan: as long as what was paid or
 * given runs, and the grace after it. So nobody has less than the free plan gives while a first invoice is not paid, or
 * while collection is paused. A failed charge is another matter: while Stripe tries again the free plan waits.
 */
export function servesUntil(subscription: Serving): Served {
  if (isInDunning(subscription)) return { until: null, byTime: false };
  const { paidThrough } = subscription;
  const byTime = waitsForSomebody(subscription);
  // Where Stripe charges by itself nobody is to have a refill of the free plan for the hour of the draft.
  const hours = byTime ? graceHours() : Math.max(graceHours(), DRAFT_HOURS);
  return { until: new Date(paidThrough ? paidThrough.getTime() + hours * HOUR_MS : 0), byTime };
}

function isInDunning(subscription: Serving): boolean {
  return subscription.collection === "AUTOMATIC" && isOverdue(subscription);
}

/** Of a quantity of 0 nothing is charged until somebody sets another. */
function waitsForSomebody({ status, collection, collectionPaused, quantity }: Serving): boolean {
  return collection === "INVOICE" || collectionPaused || status === "PAUSED" || quantity === 0;
}

/** For so long a renewal may be a draft (docs.stripe.com/billing/subscriptions/webhooks). */
const DRAFT_HOURS = 72;

/** Until when a user's paid subscription serves them; null when they have none that lives. */
export async function paidPlanServes(db: Db, userId: string): Promise<Served | null> {
  const live = await db.subscription.findMany({
    where: {
      userId,
      stripeSubscriptionId: { not: null },
      duplicate: false,
      withoutPlan: false,
      status: { in: [...LIVE_STATUSES] },
    },
    select: { status: true, collection: true, collectionPaused: true, paidThrough: true, quantity: true },
  });
  if (live.length === 0) return null;
  const served = live.map(servesUntil);
  const byTime = served.every((one) => one.byTime);
  const times = served.flatMap(({ until }) => (until ? [until.getTime()] : []));
  return { until: times.length < served.length ? null : new Date(Math.max(...times)), byTime };
}
