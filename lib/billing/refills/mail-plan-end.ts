import { monthlyCredits, planTitle } from "@/lib/billing/plan-quantity";
import { subscriptionKeys } from "@/lib/billing/source-keys";
import { ENTITLED_STATUSES } from "@/lib/billing/subscription-status";
import type { Db } from "@/lib/db";
import type { Subscription } from "@/lib/generated/prisma/client";
import { getBalance } from "@/lib/ledger/queries";
import { isMailed, queueMail } from "@/lib/notify/queue-mail";
import type { ContentOf } from "@/lib/notify/types";
import type { Tx } from "@/lib/services";

type Ended = Pick<Subscription, "id" | "userId" | "trialEndsAt" | "trialIsGiven"> & {
  planName: string;
  endedAt: Date;
  isUnpaid: boolean;
};

/**
 * Emails the user, once, that a plan has ended, with what they have now: call it after its credits have ended and the free
 * plan has taken over. Not while their account is being deleted, which has its own email. The caller holds the user's
 * lock.
 */
export async function mailPlanEnd({ db, sql }: Tx, ended: Ended, now: Date): Promise<void> {
  const { id, userId, planName, endedAt, isUnpaid } = ended;
  const fact = { userId, sourceKey: subscriptionKeys.ended(id) };
  if (await isMailed(db, fact)) return;
  if (await db.accountDeletion.findUnique({ where: { userId }, select: { userId: true } })) return;
  const balance = await getBalance(sql, userId, now);
  await queueMail(
    db,
    {
      template: "plan_ended",
      ...fact,
      what: isTrial(ended) ? "trial" : "plan",
      planName,
      endedAt,
      isUnpaid,
      now: await planNow(db, userId),
      available: balance?.available ?? 0n,
    },
    now,
  );
}

const isTrial = ({ trialEndsAt, trialIsGiven, endedAt }: Ended): boolean =>
  trialEndsAt !== null && !trialIsGiven && endedAt <= trialEndsAt;

/** What applies to them now: another plan that is paid or given, otherwise the free one. */
async function planNow(db: Db, userId: string): Promise<ContentOf<"plan_ended">["now"]> {
  const running = await db.subscription.findMany({
    where: { userId, duplicate: false, withoutPlan: false, status: { in: [...ENTITLED_STATUSES] } },
    include: { planVersion: { include: { plan: { select: { isFree: true } } } } },
    orderBy: { createdAt: "asc" },
  });
  const one = running.find(({ planVersion }) => !planVersion.plan.isFree) ?? running[0];
  if (!one) return null;
  const { planVersion, quantity } = one;
  const credits = monthlyCredits(planVersion, quantity);
  return { name: planTitle(planVersion.name, quantity), credits, isFree: planVersion.plan.isFree };
}
