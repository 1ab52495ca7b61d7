import { planTitle } from "@/lib/billing/plan-quantity";
import { mailKeys } from "@/lib/billing/source-keys";
import { ENTITLED_STATUSES, endsAt, endsWithin } from "@/lib/billing/subscription-status";
import type { Db } from "@/lib/db";
import { queueMail } from "@/lib/notify/queue-mail";
import { DAY_MS } from "@/lib/time";

const DAYS_BEFORE = 3;

/**
 * Emails users whose plan or trial ends within three days, once per end. Run every hour; a new end date is a new fact. Not
 * about an end that was requested within these days, which its own email has just confirmed.
 * Returns how many are about to end.
 */
export async function notifyEndingSoon(db: Db, now: Date): Promise<number> {
  const soon = { gt: now, lte: new Date(now.getTime() + DAYS_BEFORE * DAY_MS) };
  const ending = await db.subscription.findMany({
    where: {
      stripeSubscriptionId: { not: null },
      duplicate: false,
      withoutPlan: false,
      status: { in: [...ENTITLED_STATUSES] },
      OR: [...endsWithin(soon), { status: "TRIALING", trialEndsAt: soon }],
    },
    include: { planVersion: true, price: true },
  });
  for (const one of ending) {
    const { id, userId, status, trialEndsAt, canceledAt, price } = one;
    const stopsAt = endsAt(one);
    const at = stopsAt ?? trialEndsAt;
    if (!at || (stopsAt && canceledAt && canceledAt.getTime() > stopsAt.getTime() - DAYS_BEFORE * DAY_MS)) continue;
    const planName = planTitle(one.planVersion.name, one.quantity);
    const about = { userId, planName, endsAt: at, sourceKey: mailKeys.endingSoon(id, at) };
    const charge =
      stopsAt || !price ? null : { amountCents: price.amountCents * one.quantity, currency: price.currency };
    const collection = one.collectionPaused ? "PAUSED" : one.collection;
    const freeTime = { what: one.trialIsGiven ? "free_days" : "trial", charge, collection } as const;
    const what = status === "TRIALING" ? freeTime : ({ what: "subscription" } as const);
    await queueMail(db, { template: "ending_soon", ...about, ...what }, now);
  }
  return ending.length;
}
