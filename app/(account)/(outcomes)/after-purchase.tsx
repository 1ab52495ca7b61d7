import { offered } from "@/app/catalogue";
import { PurchaseCard } from "@/components/billing/purchase-card";
import { WhatIsNext } from "@/components/billing/what-is-next";
import { cheapestInPlan } from "@/components/pricing/offer";
import { currentSubscription } from "@/lib/billing/plans/current-subscription";
import { now } from "@/lib/clock";
import { database } from "@/lib/db";
import { debtPaidBy } from "@/lib/ledger/debt-paid-by";
import { getBalance } from "@/lib/ledger/queries";

/** What was bought: a pack, by its payment or its Checkout session, or a plan. Null when nothing was. */
type Bought = { paymentId: string } | { sessionId: string } | "plan" | null;

/**
 * The subscription and the balance after a purchase was synced, what was bought, and how many of its credits paid debt. Not
 * from the request's cache, which the layout filled before.
 */
export async function afterPurchase(userId: string, bought: Bought) {
  const at = await now();
  const { sql, prisma } = database();
  const subscription = await currentSubscription(prisma, userId, at);
  const payment = await paymentOf(userId, bought, subscription);
  const plan = bought === "plan" && subscription?.price ? subscription : null;
  const source = plan ? { subscriptionId: plan.id } : payment && { paymentId: payment.id };
  const [balance, debtPaid, offer] = await Promise.all([
    getBalance(sql, userId, at),
    source ? debtPaidBy(sql, userId, source) : 0n,
    offered(),
  ]);
  return {
    subscription,
    debtPaid,
    aside: (
      <WhatIsNext
        subscription={subscription}
        available={balance?.available ?? 0n}
        creditInPlan={cheapestInPlan(offer)}
        now={at}
      />
    ),
    purchase: <PurchaseCard plan={plan} payment={payment} />,
  };
}

/** The payment of what was bought: of a plan the latest, null while there is none. */
async function paymentOf(userId: string, bought: Bought, subscription: { id: string } | null) {
  if (bought === null) return null;
  const { payment } = database().prisma;
  if (bought === "plan") {
    if (!subscription) return null;
    const where = { userId, subscriptionId: subscription.id, amountCents: { gt: 0 } };
    return payment.findFirst({ where, orderBy: { createdAt: "desc" } });
  }
  if ("paymentId" in bought) return payment.findFirst({ where: { userId, id: bought.paymentId } });
  return payment.findFirst({ where: { userId, stripeCheckoutSessionId: bought.sessionId } });
}
