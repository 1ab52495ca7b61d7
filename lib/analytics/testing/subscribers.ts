import { randomUUID } from "node:crypto";
import type { SubscriptionStatus } from "@/lib/billing/subscription-status";
import type { BillingInterval } from "@/lib/catalog/types";
import type { Database } from "@/lib/db";
import { NOON, newUser } from "@/lib/ledger/testing/accounts";

/** What someone pays for a plan per month from a moment on, in minor units. */
export type Paid = {
  at: Date;
  cents: number;
  currency?: string;
  status?: SubscriptionStatus;
  interval?: BillingInterval;
};

/** A plan version that subscriptions of a test are on. */
export async function somePlan(db: Database, name = "Pro"): Promise<{ planId: string; planVersionId: string }> {
  const plan = await db.prisma.plan.create({
    data: { key: `plan-${randomUUID()}`, versions: { create: { version: 1, name, creditsPerMonth: 100n } } },
    include: { versions: true },
  });
  return { planId: plan.id, planVersionId: plan.versions[0]?.id ?? "" };
}

/** A subscription of a user, without changes. */
export async function subscriptionOf(db: Database, userId: string, planVersionId: string): Promise<string> {
  const { id } = await db.prisma.subscription.create({
    data: {
      userId,
      planVersionId,
      stripeSubscriptionId: `sub_${randomUUID()}`,
      status: "ACTIVE",
      anchorAt: NOON,
      currentPeriodStart: NOON,
    },
  });
  return id;
}

/** Records that a subscription pays this much from then on. */
export async function pays(db: Database, subscriptionId: string, paid: Paid): Promise<void> {
  const { planVersionId } = await db.prisma.subscription.findUniqueOrThrow({ where: { id: subscriptionId } });
  const { at, cents, currency = "usd", interval = "MONTH", status = cents > 0 ? "ACTIVE" : "CANCELED" } = paid;
  const is = { status, planVersionId, quantity: 1, interval, currency, mrrCents: BigInt(cents) };
  await db.prisma.subscriptionChange.upsert({
    where: { subscriptionId_at: { subscriptionId, at } },
    create: { subscriptionId, at, ...is },
    update: is,
  });
}

/** A new user with a subscription that pays these amounts, one after the other. */
export async function subscriber(db: Database, planVersionId: string, life: readonly Paid[]): Promise<string> {
  const userId = await newUser(db);
  const subscriptionId = await subscriptionOf(db, userId, planVersionId);
  for (const paid of life) await pays(db, subscriptionId, paid);
  return userId;
}
