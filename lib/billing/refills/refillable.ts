import { mayHaveFreeCredits } from "@/lib/billing/eligibility/free-credits";
import type { Refills } from "@/lib/billing/refills/due-windows";
import { type PaidLine, toLine } from "@/lib/billing/windows/paid-lines";
import { windowAt } from "@/lib/billing/windows/windows";
import type { Db } from "@/lib/db";
import type { PlanVersion, Subscription } from "@/lib/generated/prisma/client";

/** A subscription with everything its refills depend on. */
export type Refillable = Subscription &
  Refills & {
    planVersion: PlanVersion;
    /** A free plan of a user with an unverified address. */
    waitsForVerification: boolean;
  };

/** Refills of the free plan follow its current version, as nobody bought it; a paid plan keeps the version that was sold. */
export async function readRefillable(db: Db, subscriptionId: string): Promise<Refillable> {
  const row = await db.subscription.findUniqueOrThrow({
    where: { id: subscriptionId },
    include: {
      planVersion: { include: { plan: { select: { currentVersion: true } } } },
      user: { select: { emailVerified: true } },
      paidPeriods: { include: { planVersion: true }, orderBy: [{ startAt: "asc" }, { createdAt: "asc" }] },
    },
  });
  const { paidPeriods, planVersion: sold, user, ...subscription } = row;
  const { plan, ...soldVersion } = sold;
  const isFree = isFreePlan(subscription);
  const planVersion = isFree ? await currentVersion(db, soldVersion, plan.currentVersion) : soldVersion;
  if (planVersion.id !== subscription.planVersionId) {
    await db.subscription.update({ where: { id: subscription.id }, data: { planVersionId: planVersion.id } });
  }
  const paid = isFree ? [freeLine(subscription, planVersion)] : paidPeriods.map(toLine);
  return {
    ...subscription,
    waitsForVerification: isFree && !mayHaveFreeCredits(user),
    planVersionId: planVersion.id,
    planVersion,
    paid,
    policy: planVersion.refillPolicy,
    firstOwed: isFree ? beganAt(subscription) : null,
  };
}

/** Whether it is the free plan, and neither sold by Stripe nor given by an admin for a time. */
export function isFreePlan(one: Pick<Subscription, "stripeSubscriptionId" | "compUntil">): boolean {
  return one.stripeSubscriptionId === null && one.compUntil === null;
}

/** A free plan never ends and costs nothing. */
function freeLine({ anchorAt }: Subscription, { creditsPerMonth, name }: PlanVersion): PaidLine {
  return {
    startAt: anchorAt,
    endAt: FOR_EVER,
    creditsPerMonth,
    planName: name,
    isCredit: false,
    isProration: false,
    isGiven: false,
    invoice: null,
    invoicedAt: anchorAt,
    paidAt: anchorAt,
    paymentId: null,
    anchorAt,
  };
}

const FOR_EVER = new Date(8_640_000_000_000_000);

/** The window in which a free plan last started or resumed: earlier ones are not owed. */
function beganAt({ anchorAt, currentPeriodStart }: Subscription): Date {
  return windowAt(anchorAt, currentPeriodStart)?.start ?? anchorAt;
}

async function currentVersion(db: Db, sold: PlanVersion, version: number): Promise<PlanVersion> {
  if (sold.version === version) return sold;
  return db.planVersion.findUniqueOrThrow({ where: { planId_version: { planId: sold.planId, version } } });
}
