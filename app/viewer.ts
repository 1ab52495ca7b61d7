import "server-only";
import { cookies } from "next/headers";
import { cache } from "react";
import { offered } from "@/app/catalogue";
import type { BalanceSnapshot } from "@/components/credits/balance-snapshot";
import { isTimeZone } from "@/lib/analytics/time-zones";
import { toBalanceView } from "@/lib/api/endpoints/balance/view";
import { currentUser } from "@/lib/auth/guards";
import type { SignedInUser } from "@/lib/auth/types";
import { currentOf } from "@/lib/billing/plans/current-subscription";
import { type PaymentTrouble, troubleIn } from "@/lib/billing/plans/payment-trouble";
import { withPlanEnd } from "@/lib/billing/plans/plan-end";
import { readSubscriptions } from "@/lib/billing/plans/read-subscriptions";
import { endDormancy } from "@/lib/billing/refills/dormancy/end-dormancy";
import { now } from "@/lib/clock";
import { cookieName } from "@/lib/cookies";
import { database } from "@/lib/db";
import { env } from "@/lib/env";
import { openAccount } from "@/lib/ledger/open-account";
import { getBalance } from "@/lib/ledger/queries";
import type { Balance } from "@/lib/ledger/types";

/** The signed-in user, read once per request; null when signed out. A dormant free plan is refilled first. */
export const viewer = cache(async (): Promise<SignedInUser | null> => {
  const user = await currentUser();
  if (user?.isDormant) await endDormancy(database(), user.id, await pageNow());
  return user;
});

/** The time that the whole page is rendered for. */
export const pageNow = cache(now);

/** The user's ledger account, opened on first use. */
export const accountOf = cache(async (userId: string): Promise<string> => {
  const user = await viewer();
  if (user?.id === userId && user.accountId) return user.accountId;
  return openAccount(database().sql, userId, await pageNow());
});

/** The balance with its lots. */
export const balanceOf = cache(async (userId: string): Promise<Balance> => {
  const accountId = await accountOf(userId);
  const [balance, subscription] = await Promise.all([
    getBalance(database().sql, accountId, await pageNow()),
    subscriptionOf(userId),
  ]);
  if (!balance) throw new Error(`Credit account ${accountId} does not exist.`);
  return withPlanEnd(balance, subscription?.endsAt ?? null);
});

const subscriptionsOf = cache(async (userId: string) => readSubscriptions(database().prisma, userId, await pageNow()));

/** The user's subscription, free or paid. */
export const subscriptionOf = cache(async (userId: string) => {
  const subscription = currentOf(await subscriptionsOf(userId), await pageNow());
  if (!subscription || subscription.plan.isFree || subscription.freePlan) return subscription;
  return { ...subscription, freePlan: await freePlanToStart(userId) };
});

/**
 * The free plan of a user who has not had it yet, because they subscribed before they verified their address: it starts when
 * their paid plan ends. Null until the address is verified.
 */
async function freePlanToStart(userId: string): Promise<string | null> {
  const user = await viewer();
  if (user?.id !== userId || !(user.emailVerified || env().EMAIL_VERIFICATION === "off")) return null;
  return (await offered()).plans.find(({ isFree }) => isFree)?.name ?? null;
}

/** The overdue payment for the user's plan; null when there is none. */
export const paymentTroubleOf = cache(async (userId: string): Promise<PaymentTrouble | null> => {
  return troubleIn(await subscriptionsOf(userId));
});

/** The first value of the balance pill and of every balance on the page, as the stream sends it. */
export const snapshotOf = cache(async (userId: string): Promise<BalanceSnapshot> => {
  const [balance, subscription] = await Promise.all([balanceOf(userId), subscriptionOf(userId)]);
  return toBalanceView(balance, subscription?.nextRefill ?? null);
});

/** The time zone that the user's browser last sent; UTC until then. */
export async function viewerTimeZone(): Promise<string> {
  const zone = (await cookies()).get(cookieName("timeZone"))?.value ?? "UTC";
  return isTimeZone(zone) ? zone : "UTC";
}
