import type { BillingServices } from "@/lib/billing/context";
import { keptQuantity } from "@/lib/billing/plan-quantity";
import { scheduleAtPeriodEnd } from "@/lib/billing/plans/schedule-at-period-end";
import { syncAtOnce } from "@/lib/billing/plans/sync-at-once";
import { mailTermsChange } from "@/lib/billing/plans/version-moves/mail-terms-change";
import type { LeftBecause } from "@/lib/billing/plans/version-moves/types";
import { endsAt, isCurrent, isLive } from "@/lib/billing/subscription-status";
import { readSubscription, type SubscriptionFacts } from "@/lib/billing/sync/read-subscription";
import { type Busy, takeTurn } from "@/lib/billing/take-turn";

export type MoveItem = { moveId: string; subscriptionId: string; userId: string };

/**
 * Schedules the new version of a plan for one subscriber of a move, and tells them by mail. Who has canceled, changed or
 * stopped paying since the move began is left alone. Idempotent: what Stripe has scheduled already is only recorded.
 */
export async function moveSubscriber(services: BillingServices, item: MoveItem, now: Date): Promise<"settled" | Busy> {
  const { stripe, database } = services;
  const db = database.prisma;
  const { moveId, subscriptionId, userId } = item;
  return takeTurn<"settled">(database.sql, { userId, purpose: "version_move" }, async () => {
    const found = await db.versionMoveItem.findUnique({
      where: { moveId_subscriptionId: { moveId, subscriptionId }, state: "PENDING", move: { canceledAt: null } },
      include: { subscription: true, fromPrice: SOLD, toPrice: SOLD },
    });
    if (!found) return "settled";
    const { fromPrice, toPrice, subscription } = found;
    const facts = await readSubscription({ db, stripe }, subscription.stripeSubscriptionId ?? "");
    const because = leftBecause(facts, fromPrice.stripePriceId, toPrice.stripePriceId);
    if (because !== null || !facts || !toPrice.stripePriceId) {
      await leave(services, item, because ?? "gone");
      return "settled";
    }
    const quantity = keptQuantity(toPrice.planVersion, facts.quantity);
    const sold = { stripePriceId: toPrice.stripePriceId, interval: toPrice.interval };
    const changeAt = await scheduleAtPeriodEnd(stripe, { facts, to: sold, quantity });
    await syncAtOnce(services, { userId, stripeSubscriptionId: facts.id }, now);
    await database.transaction(async (tx) => {
      const scheduled = await tx.versionMoveItem.updateMany({
        where: { moveId, subscriptionId, state: "PENDING" },
        data: { state: "SCHEDULED", changeAt },
      });
      // The move was canceled meanwhile: the next run takes the change back.
      if (scheduled.count === 0) {
        await tx.versionMoveItem.updateMany({
          where: { moveId, subscriptionId, state: "CANCELED" },
          data: { state: "SCHEDULED", changeAt },
        });
      }
      const change = { from: fromPrice, to: toPrice, quantity, at: changeAt };
      await mailTermsChange(tx, item, { stage: "announced", ...change }, now);
    });
    return "settled";
  });
}

const SOLD = { include: { planVersion: true } } as const;

/** Leaves a subscriber of a move alone, and records why. */
export async function leave(
  { database }: BillingServices,
  { moveId, subscriptionId }: MoveItem,
  because: LeftBecause,
): Promise<void> {
  await database.prisma.versionMoveItem.updateMany({
    where: { moveId, subscriptionId, state: { in: ["PENDING", "SCHEDULED"] } },
    data: { state: "LEFT", note: because },
  });
}

/** Why someone is left alone, by what Stripe says now. */
function leftBecause(facts: SubscriptionFacts | null, from: string | null, to: string | null): LeftBecause | null {
  if (!facts?.sellsPlan || !isLive(facts) || facts.stripePriceId !== from) return "gone";
  if (endsAt(facts)) return "ending";
  const planned = facts.scheduledChange?.stripePriceId;
  if (facts.pendingChange || (planned ? planned !== to : facts.nextPhase !== null)) return "changing";
  if (facts.status === "TRIALING") return "trial";
  return isCurrent(facts) ? null : "unpaid";
}
