import { WhatIsNext } from "@/components/billing/what-is-next";
import { currentSubscription } from "@/lib/billing/plans/current-subscription";
import { now } from "@/lib/clock";
import { database } from "@/lib/db";
import { debtPaidBy } from "@/lib/ledger/debt-paid-by";
import { openAccount } from "@/lib/ledger/open-account";
import { getBalance } from "@/lib/ledger/queries";

/** What was bought: a pack, by its payment or its Checkout session, or a plan. Null when nothing was. */
type Bought = { paymentId: string } | { sessionId: string } | "plan" | null;

/**
 * The subscription and the balance after a purchase was synced, and how many of its credits paid debt. Not from the
 * request's cache, which the layout filled before.
 */
export async function afterPurchase(userId: string, bought: Bought) {
  const at = await now();
  const { sql, prisma } = database();
  const [subscription, accountId] = await Promise.all([
    currentSubscription(prisma, userId, at),
    openAccount(sql, userId, at),
  ]);
  const source = await sourceOf(userId, bought, subscription);
  const [balance, debtPaid] = await Promise.all([
    getBalance(sql, accountId, at),
    source ? debtPaidBy(sql, accountId, source) : 0n,
  ]);
  return {
    subscription,
    debtPaid,
    aside: <WhatIsNext subscription={subscription} available={balance?.available ?? 0n} now={at} />,
  };
}

async function sourceOf(userId: string, bought: Bought, subscription: { id: string } | null) {
  if (bought === null) return null;
  if (bought === "plan") return subscription && { subscriptionId: subscription.id };
  if ("paymentId" in bought) return bought;
  const where = { userId, stripeCheckoutSessionId: bought.sessionId };
  const payment = await database().prisma.payment.findFirst({ where, select: { id: true } });
  return payment && { paymentId: payment.id };
}
