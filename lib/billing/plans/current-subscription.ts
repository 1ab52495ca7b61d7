import { changeKind, termsOf as terms } from "@/lib/billing/change-kind";
import { monthlyCredits } from "@/lib/billing/plan-quantity";
import { readSubscriptions, type SubscriptionRow } from "@/lib/billing/plans/read-subscriptions";
import { nextFreeRefill, nextRefill, type Refill } from "@/lib/billing/refills/next-refill";
import { isFreePlan } from "@/lib/billing/refills/refillable";
import { endsAt, isLive } from "@/lib/billing/subscription-status";
import type { CollectionView, ScheduledChange, SubscriptionView } from "@/lib/billing/types";
import type { Db } from "@/lib/db";

/**
 * The user's subscription at `now`: the live paid one, otherwise one that an admin gave, otherwise the free one; null when
 * there is none.
 */
export async function currentSubscription(db: Db, userId: string, now: Date): Promise<SubscriptionView | null> {
  return currentOf(await readSubscriptions(db, userId, now), now);
}

/** The same, of the user's subscriptions that were read. */
export function currentOf(subscriptions: readonly SubscriptionRow[], now: Date): SubscriptionView | null {
  const rows = subscriptions.filter(isLive);
  const free = rows.find(isFreePlan) ?? null;
  const paid = rows.find((one) => one.stripeSubscriptionId !== null);
  if (paid) return view(paid, free, now);
  const given = rows.find(({ compUntil }) => compUntil !== null && now < compUntil);
  if (given) return view(given, free, now);
  return free?.status === "ACTIVE" ? view(free, null, now) : null;
}

/** `free` is the free plan beside a paid one, applied or waiting. */
function view(row: SubscriptionRow, free: SubscriptionRow | null, now: Date): SubscriptionView {
  const { plan, ...version } = row.planVersion;
  const end = endsAt(row);
  return {
    id: row.id,
    status: row.status,
    plan: {
      key: plan.key,
      name: version.name,
      isFree: plan.isFree,
      version: version.version,
      creditsPerMonth: version.creditsPerMonth,
    },
    price: row.price && {
      id: row.price.id,
      interval: row.price.interval,
      amountCents: row.price.amountCents,
      currency: row.price.currency,
    },
    quantity: row.quantity,
    monthlyCredits: monthlyCredits(row.planVersion, row.quantity),
    currentPeriodStart: row.currentPeriodStart,
    currentPeriodEnd: row.currentPeriodEnd,
    paidThrough: row.paidThrough,
    cancelAtPeriodEnd: row.cancelAtPeriodEnd,
    endsAt: end,
    trialEndsAt: row.trialEndsAt,
    freeUntil: freeUntil(row, now),
    scheduledChange: scheduledChange(row),
    collection: collectionOf(row),
    meanwhile: free?.status === "ACTIVE" ? nameOf(free) : null,
    freePlan: free?.planVersion.name ?? null,
    nextRefill: soonest(
      nextRefill(row, { end, change: scheduledChange(row) }, now),
      free && nextFreeRefill(free, row, { end }, now),
    ),
  };
}

const nameOf = ({ planVersion: { name, creditsPerMonth } }: SubscriptionRow) => ({ name, creditsPerMonth });

function soonest(one: Refill | null, other: Refill | null): Refill | null {
  if (!one || !other) return one ?? other;
  return other.at < one.at ? other : one;
}

function freeUntil({ status, trialIsGiven, trialEndsAt, paidPeriods }: SubscriptionRow, now: Date): Date | null {
  if (status === "TRIALING" && trialIsGiven && trialEndsAt && trialEndsAt > now) return trialEndsAt;
  const running = paidPeriods.filter(({ startAt }) => startAt <= now).map(({ endAt }) => endAt.getTime());
  return running.length > 0 ? new Date(Math.max(...running)) : null;
}

function collectionOf({ collection, collectionPaused, collectionResumesAt, unpaid }: SubscriptionRow): CollectionView {
  // A sent invoice has a due date. The one that is due first.
  const invoice = unpaid.find(({ dueAt }) => dueAt !== null);
  return {
    method: collection,
    paused: collectionPaused,
    resumesAt: collectionResumesAt,
    invoice: invoice
      ? {
          url: invoice.invoiceUrl,
          amountCents: invoice.amountCents,
          currency: invoice.currency,
          dueAt: invoice.dueAt,
        }
      : null,
  };
}

function scheduledChange(row: SubscriptionRow): ScheduledChange | null {
  const { price: from, scheduledPrice: to, scheduledChangeAt: at } = row;
  if (!from || !to || !at) return null;
  const { key } = to.planVersion.plan;
  const { name, creditsPerMonth } = to.planVersion;
  const quantity = row.scheduledQuantity ?? row.quantity;
  return {
    at,
    kind: changeKind(terms(from, row.planVersion, row.quantity), terms(to, to.planVersion, quantity)),
    quantity,
    monthlyCredits: monthlyCredits(to.planVersion, quantity),
    plan: { key, name, creditsPerMonth },
    price: { id: to.id, interval: to.interval, amountCents: to.amountCents, currency: to.currency },
  };
}
