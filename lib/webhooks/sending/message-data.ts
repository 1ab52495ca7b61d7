import type { Db } from "@/lib/db";
import type { Payment, Plan, PlanVersion, Price, Subscription } from "@/lib/generated/prisma/client";

type Asked = {
  userId: string;
  type: string;
  paymentId: string | null;
  subscriptionId: string | null;
  data: Record<string, unknown>;
  occurredAt: Date;
};

type Facts = {
  /** The whole data of a message; null for what is not to be announced. */
  dataOf: (message: Asked) => Record<string, unknown> | null;
};

/** Reads what messages are about, as it is now: their accounts, payments and subscriptions. */
export async function readFacts(db: Db, messages: readonly Asked[]): Promise<Facts> {
  const ids = (pick: (message: Asked) => string | null) => [...new Set(messages.flatMap((one) => pick(one) ?? []))];
  const users = await db.user.findMany({
    where: { id: { in: ids(({ userId }) => userId) } },
    select: { id: true, externalId: true, importedAt: true, deletedAt: true },
  });
  const payments = await db.payment.findMany({ where: { id: { in: ids(({ paymentId }) => paymentId) } } });
  const subscriptions = await db.subscription.findMany({
    where: { id: { in: ids(({ subscriptionId }) => subscriptionId) } },
    include: { price: true, planVersion: { include: { plan: true } } },
  });
  const userOf = new Map(users.map((user) => [user.id, user]));
  const paymentOf = new Map(payments.map((payment) => [payment.id, payment]));
  const subscriptionOf = new Map(subscriptions.map((subscription) => [subscription.id, subscription]));
  return {
    dataOf: ({ userId, type, paymentId, subscriptionId, data, occurredAt }) => {
      const user = userOf.get(userId);
      if (!user) return null;
      // An account that is deleted has no credits to speak of; what is written down of them may name the person.
      if (user.deletedAt && OF_CREDITS.test(type)) return null;
      // It happened elsewhere, before the customer was imported from Stripe.
      if (user.importedAt && occurredAt < user.importedAt) return null;
      const payment = paymentId && paymentOf.get(paymentId);
      const subscription = subscriptionId && subscriptionOf.get(subscriptionId);
      return {
        account: { id: user.id, externalId: user.externalId },
        ...data,
        ...(subscription && { subscription: subscriptionData(subscription) }),
        ...(payment && { payment: paymentData(payment) }),
      };
    },
  };
}

const OF_CREDITS = /^(credits|balance|budget)\./;

type Sold = Subscription & { price: Price | null; planVersion: PlanVersion & { plan: Plan } };

function subscriptionData({ price, planVersion, ...subscription }: Sold) {
  return {
    id: subscription.id,
    status: subscription.status,
    plan: { key: planVersion.plan.key, name: planVersion.name, version: planVersion.version },
    price: price && { interval: price.interval, amountCents: price.amountCents, currency: price.currency },
    quantity: subscription.quantity,
    period: { start: subscription.currentPeriodStart, end: subscription.currentPeriodEnd },
    trialEndsAt: subscription.trialEndsAt,
    cancelAtPeriodEnd: subscription.cancelAtPeriodEnd,
    cancelAt: subscription.cancelAt,
    endedAt: subscription.endedAt,
    stripeSubscriptionId: subscription.stripeSubscriptionId,
  };
}

function paymentData(payment: Payment) {
  return {
    id: payment.id,
    kind: payment.kind,
    origin: payment.origin,
    status: payment.status,
    amountCents: payment.amountCents,
    refundedCents: payment.refundedCents,
    currency: payment.currency,
    description: payment.description,
    declineCode: payment.declineCode,
    paidAt: payment.paidAt,
    stripePaymentIntentId: payment.stripePaymentIntentId,
    stripeInvoiceId: payment.stripeInvoiceId,
  };
}
