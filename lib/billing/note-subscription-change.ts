import { isCharged } from "@/lib/billing/subscription-status";
import type { Db } from "@/lib/db";
import type { Price, Subscription, SubscriptionChange } from "@/lib/generated/prisma/client";

/**
 * Appends what a paid subscription is now to its changes, which MRR over time is made of: when it differs from the last
 * one, and dated when it became so. Idempotent. The caller holds the user's lock.
 */
export async function noteSubscriptionChange(db: Db, subscriptionId: string, now: Date): Promise<void> {
  const subscription = await db.subscription.findUniqueOrThrow({
    where: { id: subscriptionId },
    include: { price: true, changes: { orderBy: { at: "desc" }, take: 1 } },
  });
  const { price, status, planVersionId, quantity } = subscription;
  if (!price) return;
  // Its money goes back whole: as if it had never been.
  if (subscription.duplicate) {
    await db.subscriptionChange.deleteMany({ where: { subscriptionId } });
    return;
  }
  const { currency, interval } = price;
  const is = { status, planVersionId, quantity, interval, currency, mrrCents: mrrOf(subscription, price) };
  const was = subscription.changes[0];
  if (was && sameAs(was, is)) return;
  const at = was ? await sinceWhen(db, subscription, was, now) : beganAt(subscription, is.mrrCents, now);
  const key = { subscriptionId_at: { subscriptionId, at } };
  await db.subscriptionChange.upsert({ where: key, create: { subscriptionId, at, ...is }, update: is });
}

/** It pays, or is on free days that were given to it while it did. */
const isPaying = (subscription: Pick<Subscription, "status" | "trialIsGiven">): boolean =>
  isCharged(subscription) || (subscription.status === "TRIALING" && subscription.trialIsGiven);

/**
 * What a price and a quantity come to per month, in minor units: a twelfth of a yearly price, rounded for each
 * subscription, so that sums are exact.
 */
export function monthlyCents(
  { interval, amountCents }: Pick<Price, "interval" | "amountCents">,
  quantity: number,
): bigint {
  const cents = BigInt(amountCents) * BigInt(quantity);
  return interval === "YEAR" ? (cents + 6n) / 12n : cents;
}

function mrrOf(subscription: Subscription, price: Price): bigint {
  const pays = isPaying(subscription) && !subscription.collectionPaused && !subscription.withoutPlan;
  return pays ? monthlyCents(price, subscription.quantity) : 0n;
}

type State = Pick<SubscriptionChange, "status" | "planVersionId" | "quantity" | "interval" | "currency" | "mrrCents">;

const sameAs = (was: State, is: State): boolean =>
  was.status === is.status &&
  was.planVersionId === is.planVersionId &&
  was.quantity === is.quantity &&
  was.interval === is.interval &&
  was.mrrCents === is.mrrCents;

/** A subscription that is first heard of after its trial has paid since the trial's end. */
function beganAt({ createdAt, trialEndsAt }: Subscription, mrrCents: bigint, now: Date): Date {
  return mrrCents > 0n && trialEndsAt && trialEndsAt > createdAt && trialEndsAt <= now ? trialEndsAt : createdAt;
}

/** When it became so, by what Stripe says of it; otherwise now. Never before the last change. */
async function sinceWhen(db: Db, subscription: Subscription, was: State & { at: Date }, now: Date): Promise<Date> {
  const at = (await toldBy(db, subscription, was, now)) ?? now;
  return new Date(Math.min(Math.max(at.getTime(), was.at.getTime()), Math.max(now.getTime(), was.at.getTime())));
}

async function toldBy(db: Db, subscription: Subscription, was: State & { at: Date }, now: Date): Promise<Date | null> {
  const { id, endedAt, trialEndsAt, currentPeriodStart, planVersionId, quantity } = subscription;
  if (endedAt) return endedAt;
  if (was.status === "TRIALING" && was.mrrCents === 0n) return trialEndsAt;
  if (was.status === "INCOMPLETE") return was.at;
  if (was.planVersionId === planVersionId && was.quantity === quantity && was.mrrCents !== 0n) return null;
  const charged = await db.paidPeriod.findFirst({
    where: {
      subscriptionId: id,
      planVersionId,
      quantity,
      isProration: true,
      isCredit: false,
      startAt: { gt: was.at, lte: now },
    },
    orderBy: { startAt: "desc" },
    select: { startAt: true },
  });
  return charged?.startAt ?? (currentPeriodStart > was.at ? currentPeriodStart : null);
}
