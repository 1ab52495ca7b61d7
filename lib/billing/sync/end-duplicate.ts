import type { BillingContext, BillingReader, BillingUser } from "@/lib/billing/context";
import { recordBillingEvent } from "@/lib/billing/record-billing-event";
import { subscriptionKeys } from "@/lib/billing/source-keys";
import { runningPlans, withPlans } from "@/lib/billing/sync/plan-prices";
import { withoutUnrecorded } from "@/lib/billing/sync/sold-elsewhere";
import type { Subscription } from "@/lib/generated/prisma/client";
import { queueMail } from "@/lib/notify/queue-mail";
import type { StripeClient } from "@/lib/stripe/client";
import type { InvoiceFacts } from "@/lib/stripe/invoices";
import { refundWhatIsLeft } from "@/lib/stripe/refunds";
import {
  endSubscription,
  markDuplicate,
  type RunningSubscription,
  type SubscriptionAtStripe,
} from "@/lib/stripe/subscriptions";

/**
 * Whether another subscription of the same customer to a plan came first: of two bought at the same moment, the later one
 * is the duplicate, whichever is synced first.
 */
export async function lostRace(
  reader: BillingReader,
  user: BillingUser,
  { id, customerId, running: included }: Pick<SubscriptionAtStripe, "id" | "customerId" | "running">,
): Promise<boolean> {
  const running = included ? await withPlans(reader.db, included) : await runningPlans(reader, customerId);
  const self = running.find((one) => one.id === id);
  if (!self) return false;
  const earlier = running.filter((one) => isBefore(one, self));
  return earlier.length > 0 && (await withoutUnrecorded(reader, user, earlier)).length > 0;
}

function isBefore(a: RunningSubscription, b: RunningSubscription): boolean {
  const apart = a.startedAt.getTime() - b.startedAt.getTime();
  return apart < 0 || (apart === 0 && a.id < b.id);
}

/** Cancels the duplicate in Stripe and refunds it. Idempotent. */
export async function endDuplicate(
  stripe: StripeClient,
  { id: subscriptionId, endedAt }: SubscriptionAtStripe,
  invoices: readonly InvoiceFacts[],
): Promise<void> {
  if (!endedAt) {
    await markDuplicate(stripe, subscriptionId);
    await endSubscription(stripe, subscriptionId);
  }
  for (const { paymentIntentId, idempotencyKey } of paidOf(invoices)) {
    await refundWhatIsLeft(stripe, { paymentIntentId, reason: "duplicate", idempotencyKey });
  }
}

/** Tells the user, once, that it was canceled and refunded. The caller holds the user's lock. */
export async function recordDuplicate(
  { db }: BillingContext,
  user: BillingUser,
  subscription: Subscription & { planVersion: { name: string } },
  invoices: readonly InvoiceFacts[],
  now: Date,
): Promise<void> {
  const paid = paidOf(invoices);
  const sourceKey = subscriptionKeys.duplicate(subscription.id);
  const planName = subscription.planVersion.name;
  const amountCents = paid.reduce((sum, { paidCents }) => sum + paidCents, 0);
  const currency = paid[0]?.currency;
  if (currency) {
    const template = "duplicate_refunded";
    await queueMail(db, { template, userId: user.id, sourceKey, planName, amountCents, currency }, now);
  }
  await recordBillingEvent(db, {
    userId: user.id,
    type: "duplicate_ended",
    sourceKey,
    description: `A second subscription, to ${planName}, was canceled and refunded`,
    amountCents,
    currency,
    subscriptionId: subscription.id,
    occurredAt: now,
  });
}

type PaidPart = { paymentIntentId: string; paidCents: number; currency: string; idempotencyKey: string };

/** What its invoices charged, part by part. */
function paidOf(invoices: readonly InvoiceFacts[]): PaidPart[] {
  return invoices.flatMap(({ id, currency, paymentIntentId: main, parts }) =>
    parts
      .filter(({ paidCents }) => paidCents > 0)
      .map(({ paymentIntentId, paidCents }) => {
        const key = `refill-duplicate-${id}`;
        const idempotencyKey = paymentIntentId === main ? key : `${key}-${paymentIntentId}`;
        return { paymentIntentId, paidCents, currency, idempotencyKey };
      }),
  );
}
