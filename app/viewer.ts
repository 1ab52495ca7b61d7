import "server-only";
import { cookies } from "next/headers";
import { cache } from "react";
import type { BalanceSnapshot } from "@/components/credits/balance-snapshot";
import { TIME_ZONE_COOKIE } from "@/components/ui/time-zone-cookie";
import { isTimeZone } from "@/lib/analytics/time-zones";
import { currentUser } from "@/lib/auth/guards";
import { currentSubscription } from "@/lib/billing/plans/current-subscription";
import { type PaymentTrouble, paymentTrouble } from "@/lib/billing/plans/payment-trouble";
import { withPlanEnd } from "@/lib/billing/plans/plan-end";
import { now } from "@/lib/clock";
import { database } from "@/lib/db";
import { openAccount } from "@/lib/ledger/open-account";
import { getBalance } from "@/lib/ledger/queries";
import type { Balance } from "@/lib/ledger/types";

/** The signed-in user, read once per request; null when signed out. */
export const viewer = cache(currentUser);

/** The time that the whole page is rendered for. */
export const pageNow = cache(now);

/** The user's ledger account, opened on first use. */
export const accountOf = cache(async (userId: string): Promise<string> => {
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

/** The user's subscription, free or paid. */
export const subscriptionOf = cache(async (userId: string) => {
  return currentSubscription(database().prisma, userId, await pageNow());
});

/** The overdue payment for the user's plan; null when there is none. */
export const paymentTroubleOf = cache(async (userId: string): Promise<PaymentTrouble | null> => {
  return paymentTrouble(database().prisma, userId);
});

/** The first value of the balance pill and of every balance on the page. */
export const snapshotOf = cache(async (userId: string): Promise<BalanceSnapshot> => {
  const [balance, subscription] = await Promise.all([balanceOf(userId), subscriptionOf(userId)]);
  const refill = subscription?.nextRefill ?? null;
  return {
    balance: Number(balance.balance),
    held: Number(balance.held),
    available: Number(balance.available),
    debt: Number(balance.debt),
    lots: balance.lots.map((lot) => ({
      id: lot.id,
      kind: lot.kind,
      amount: Number(lot.amount),
      remaining: Number(lot.remaining),
      held: Number(lot.held),
      expiresAt: lot.expiresAt?.toISOString() ?? null,
      frozen: lot.frozenAt !== null,
    })),
    nextRefill: refill && { at: refill.at.toISOString(), credits: Number(refill.credits) },
    asOf: balance.asOf.toISOString(),
  };
});

/** The time zone that the user's browser last sent; UTC until then. */
export async function viewerTimeZone(): Promise<string> {
  const zone = (await cookies()).get(TIME_ZONE_COOKIE)?.value ?? "UTC";
  return isTimeZone(zone) ? zone : "UTC";
}
