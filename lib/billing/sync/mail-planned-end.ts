import type { BillingUser } from "@/lib/billing/context";
import { mailPlanEnd } from "@/lib/billing/refills/mail-plan-end";
import { subscriptionKeys } from "@/lib/billing/source-keys";
import { endsAt, hasEnded, isOverdue } from "@/lib/billing/subscription-status";
import type { SubscriptionFacts } from "@/lib/billing/sync/read-subscription";
import type { Subscription } from "@/lib/generated/prisma/client";
import { getBalance } from "@/lib/ledger/queries";
import { isMailed, queueMail } from "@/lib/notify/queue-mail";
import type { Tx } from "@/lib/services";

type Changed = { before: Subscription | null; after: Subscription; planName: string };

/**
 * Emails the user that their plan is set to end, continues after all, or has ended: each once, with the key of its line in
 * the billing history. Not about what happened before the customer was imported. Call it after credits were granted and
 * ended. The caller holds the user's lock.
 */
export async function mailPlannedEnd(
  tx: Tx,
  { importedAt }: Pick<BillingUser, "importedAt">,
  { before, after, planName, facts }: Changed & { facts: Pick<SubscriptionFacts, "endedUnpaid"> },
  now: Date,
): Promise<void> {
  const happenedAt = after.endedAt ?? after.canceledAt;
  if (after.withoutPlan || (importedAt && happenedAt && happenedAt < importedAt)) return;
  const { id, userId, canceledAt, currentPeriodEnd: nextChargeAt } = after;
  const end = endsAt(after);
  const about = { planName, what: whatEnds(after) } as const;
  if (hasEnded(after)) {
    // Its first payment never succeeded: nothing had begun.
    if (after.status !== "CANCELED") return;
    await mailPlanEnd(tx, { ...after, planName, endedAt: after.endedAt ?? now, isUnpaid: facts.endedUnpaid }, now);
  } else if (end) {
    const fact = { userId, sourceKey: subscriptionKeys.cancelScheduled(id, canceledAt ?? end) };
    if (await isMailed(tx.db, fact)) return;
    const left = { credits: await creditsLeft(tx, after, now), refillsUntilThen: await refillsBefore(tx, id, end) };
    const ending = { ...about, ...left, endsAt: end, isOverdue: isOverdue(after) };
    await queueMail(tx.db, { template: "plan_canceled", ...fact, ...ending }, now);
  } else if (before?.canceledAt && endsAt(before)) {
    const sourceKey = subscriptionKeys.resumed(id, before.canceledAt);
    await queueMail(tx.db, { template: "plan_resumed", userId, sourceKey, ...about, nextChargeAt }, now);
  }
}

const whatEnds = ({ status, trialIsGiven }: Subscription): "plan" | "trial" =>
  status === "TRIALING" && !trialIsGiven ? "trial" : "plan";

/** What is left of the plan's credits. */
async function creditsLeft({ sql }: Tx, { id, userId }: Subscription, now: Date): Promise<bigint> {
  const balance = await getBalance(sql, userId, now);
  const lots = balance?.lots.filter(({ subscriptionId }) => subscriptionId === id) ?? [];
  return lots.reduce((sum, { remaining }) => sum + remaining, 0n);
}

async function refillsBefore({ db }: Tx, id: string, end: Date): Promise<boolean> {
  const { nextRefillAt } = await db.subscription.findUniqueOrThrow({ where: { id }, select: { nextRefillAt: true } });
  return nextRefillAt !== null && nextRefillAt < end;
}
