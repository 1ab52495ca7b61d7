import type { BillingServices } from "@/lib/billing/context";
import { syncAtOnce } from "@/lib/billing/plans/sync-at-once";
import { mailTermsChange } from "@/lib/billing/plans/version-moves/mail-terms-change";
import type { MoveItem } from "@/lib/billing/plans/version-moves/move-subscriber";
import { endsAt, isLive } from "@/lib/billing/subscription-status";
import { readSubscription, type SubscriptionFacts } from "@/lib/billing/sync/read-subscription";
import { type Busy, takeTurn } from "@/lib/billing/take-turn";
import { releaseSchedule } from "@/lib/stripe/schedules";

/**
 * Takes back the change that a canceled move scheduled for one subscriber, and tells them. A change that they made
 * themselves stays. Idempotent.
 */
export async function stayOnVersion(services: BillingServices, item: MoveItem, now: Date): Promise<"settled" | Busy> {
  const { stripe, database } = services;
  const db = database.prisma;
  const { moveId, subscriptionId, userId } = item;
  return takeTurn<"settled">(database.sql, { userId, purpose: "version_move" }, async () => {
    const found = await db.versionMoveItem.findUnique({
      where: { moveId_subscriptionId: { moveId, subscriptionId }, state: "SCHEDULED" },
      include: { subscription: true, fromPrice: SOLD, toPrice: SOLD },
    });
    const stripeSubscriptionId = found?.subscription.stripeSubscriptionId;
    if (!found || !stripeSubscriptionId) return "settled";
    const { fromPrice, toPrice } = found;
    const facts = await readSubscription({ db, stripe }, stripeSubscriptionId);
    const isScheduled = facts?.scheduledChange?.stripePriceId === toPrice.stripePriceId;
    if (facts?.scheduleId && isScheduled) await releaseSchedule(stripe, facts.scheduleId);
    if (facts) await syncAtOnce(services, { userId, stripeSubscriptionId }, now);
    const hasMoved = facts?.stripePriceId === toPrice.stripePriceId;
    const stays = !hasMoved && (isScheduled || continues(facts, fromPrice.stripePriceId));
    await database.transaction(async (tx) => {
      await tx.versionMoveItem.updateMany({
        where: { moveId, subscriptionId, state: "SCHEDULED" },
        data: hasMoved ? { state: "MOVED" } : stays ? { state: "CANCELED" } : { state: "LEFT", note: "gone" },
      });
      if (!stays || !facts) return;
      const change = { from: fromPrice, to: toPrice, quantity: facts.quantity, at: facts.currentPeriodEnd };
      await mailTermsChange(tx, item, { stage: "canceled", ...change }, now);
    });
    return "settled";
  });
}

const SOLD = { include: { planVersion: true } } as const;

/** Whether the subscriber goes on as before: a run that died after it released the schedule has nothing left to release. */
function continues(facts: SubscriptionFacts | null, stripePriceId: string | null): boolean {
  if (!facts || !isLive(facts) || facts.stripePriceId !== stripePriceId) return false;
  return endsAt(facts) === null && facts.scheduledChange === null;
}
