import { graceHours } from "@/lib/billing/grace-period";
import { isOverdue, LIVE_STATUSES } from "@/lib/billing/subscription-status";
import type { Db } from "@/lib/db";
import type { Subscription } from "@/lib/generated/prisma/client";
import { HOUR_MS } from "@/lib/time";

type Serving = Pick<
  Subscription,
  "status" | "collection" | "collectionPaused" | "paidThrough" | "quantity" | "compUntil"
>;

/**
 * `until` is when the free plan takes over unless something is paid before; null means not while the subscription is live.
 * `byTime`: it does so at that moment; otherwise only after the next sync, because a payment may be in progress that has
 * not been reported.
 */
export type Served = { until: Date | null; byTime: boolean };

/**
 * Until when a live subscription applies instead of the free plan: for its paid or given time and the grace period after
 * it. So nobody has less than the free plan while a first invoice is unpaid or collection is paused. A failed charge is
 * different: while Stripe retries, the free plan waits.
 */
export function servesUntil(subscription: Serving): Served {
  // Nobody pays for what an admin gave, so there is nothing to wait for.
  if (subscription.compUntil) return { until: subscription.compUntil, byTime: true };
  if (isInDunning(subscription)) return { until: null, byTime: false };
  const { paidThrough } = subscription;
  const byTime = waitsForAPerson(subscription);
  // With automatic charges, the free plan must not refill during the hour that the renewal's invoice is a draft.
  const hours = byTime ? graceHours() : Math.max(graceHours(), DRAFT_HOURS);
  return { until: new Date(paidThrough ? paidThrough.getTime() + hours * HOUR_MS : 0), byTime };
}

function isInDunning(subscription: Serving): boolean {
  return subscription.collection === "AUTOMATIC" && isOverdue(subscription);
}

/** A quantity of 0 is not charged until someone changes it. */
function waitsForAPerson({ status, collection, collectionPaused, quantity }: Serving): boolean {
  return collection === "INVOICE" || collectionPaused || status === "PAUSED" || quantity === 0;
}

/** How long a renewal's invoice may be a draft (docs.stripe.com/billing/subscriptions/webhooks). */
const DRAFT_HOURS = 72;

/** Until when a user's paid or given plan applies; null when they have no live one. */
export async function paidPlanServes(db: Db, userId: string): Promise<Served | null> {
  const live = await db.subscription.findMany({
    where: {
      userId,
      OR: [{ stripeSubscriptionId: { not: null } }, { compUntil: { not: null } }],
      duplicate: false,
      withoutPlan: false,
      status: { in: [...LIVE_STATUSES] },
    },
    select: {
      status: true,
      collection: true,
      collectionPaused: true,
      paidThrough: true,
      quantity: true,
      compUntil: true,
    },
  });
  if (live.length === 0) return null;
  const served = live.map(servesUntil);
  const byTime = served.every((one) => one.byTime);
  const times = served.flatMap(({ until }) => (until ? [until.getTime()] : []));
  return { until: times.length < served.length ? null : new Date(Math.max(...times)), byTime };
}
