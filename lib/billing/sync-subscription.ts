import { type BillingContext, type BillingUser, ignored, processed, type SyncOutcome } from "@/lib/billing/context";
import { grantDueWindows } from "@/lib/billing/grant-due-windows";
import { recordBillingEvent } from "@/lib/billing/record-billing-event";
import { settleFreePlan } from "@/lib/billing/settle-free-plan";
import type { Db } from "@/lib/db";
import type { PlanVersion, Price, Subscription } from "@/lib/generated/prisma/client";
import { openAccount } from "@/lib/ledger/open-account";
import { resetPlanLots } from "@/lib/ledger/reset-plan-lots";
import { log } from "@/lib/log";
import { fetchSubscription, type SubscriptionFacts } from "@/lib/stripe/subscriptions";

type SoldPrice = Price & { planVersion: PlanVersion };

/**
 * Makes our subscription say what Stripe's says now, and grants what that makes due. Called again, in any order, it
 * ends in the same state. The caller holds the user's lock.
 */
export async function syncSubscription(
  context: BillingContext,
  user: BillingUser,
  stripeSubscriptionId: string,
  now: Date,
): Promise<SyncOutcome> {
  const { db, sql } = context;
  const facts = await fetchSubscription(context.stripe, stripeSubscriptionId);
  if (!facts) return ignored(`Stripe has no subscription ${stripeSubscriptionId}.`);
  if (facts.customerId !== user.stripeCustomerId) return ignored(`${facts.id} belongs to another customer.`);
  const before = await db.subscription.findUnique({ where: { stripeSubscriptionId: facts.id } });
  const price = await soldPrice(db, facts, before);
  if (!price) return ignored(`The price ${facts.stripePriceId} is not in the catalogue.`);
  if (facts.status === "UNKNOWN") {
    log.warn({ subscription: facts.id, status: facts.stripeStatus }, "Stripe has a subscription status we do not know");
  }

  const after = await overwrite(context, user, facts, price, before);
  await recordChanges(context, user, price, before, after, now);
  if (ENDED.has(after.status)) await endPlanCredits(context, user, after, now);
  const granted = await grantDueWindows(db, sql, after.id, now);
  await settleFreePlan(db, sql, user.id, now);

  const credits = granted.reduce((sum, window) => sum + window.credits, 0n);
  const sentence = `${price.planVersion.name} is ${after.status}`;
  return processed(credits > 0n ? `${sentence}; granted ${credits} credits.` : `${sentence}.`);
}

const ENDED: ReadonlySet<string> = new Set(["CANCELED", "INCOMPLETE_EXPIRED"]);

/**
 * The price it is on. One that is not of the catalogue, set in Stripe's dashboard, gives nothing; but a subscription of
 * ours that is over must not live on here because of it, so its end is told under the price it was last known by.
 */
async function soldPrice(db: Db, facts: SubscriptionFacts, before: Subscription | null): Promise<SoldPrice | null> {
  const include = { planVersion: true };
  const price = await db.price.findUnique({ where: { stripePriceId: facts.stripePriceId }, include });
  if (price || !before?.priceId || !ENDED.has(facts.status)) return price;
  return db.price.findUnique({ where: { id: before.priceId }, include });
}

async function overwrite(
  { db }: BillingContext,
  user: BillingUser,
  facts: SubscriptionFacts,
  price: SoldPrice,
  before: Subscription | null,
): Promise<Subscription> {
  const state = {
    planVersionId: price.planVersionId,
    priceId: price.id,
    status: facts.status,
    anchorAt: facts.anchorAt,
    currentPeriodStart: facts.currentPeriodStart,
    currentPeriodEnd: facts.currentPeriodEnd,
    trialEndsAt: facts.trialEndsAt,
    cancelAtPeriodEnd: facts.cancelAtPeriodEnd,
    cancelAt: facts.cancelAt,
    canceledAt: facts.canceledAt,
    endedAt: facts.endedAt,
  };
  if (before) return db.subscription.update({ where: { id: before.id }, data: state });
  return db.subscription.create({
    data: { ...state, userId: user.id, stripeSubscriptionId: facts.id, createdAt: facts.startedAt },
  });
}

/** Tells the user what changed, each change once: keyed by what Stripe says of it, not by who noticed first. */
async function recordChanges(
  { db }: BillingContext,
  user: BillingUser,
  price: SoldPrice,
  before: Subscription | null,
  after: Subscription,
  now: Date,
): Promise<void> {
  const endsAt = after.cancelAt ?? (after.cancelAtPeriodEnd ? after.currentPeriodEnd : null);
  const wasEnding = Boolean(before && (before.cancelAt ?? before.cancelAtPeriodEnd));
  const plan = price.planVersion.name;
  const line = { userId: user.id, subscriptionId: after.id };
  if (ENDED.has(after.status)) {
    const occurredAt = after.endedAt ?? now;
    const description = `${plan} ended`;
    await recordBillingEvent(db, {
      ...line,
      type: "subscription_ended",
      sourceKey: `${after.id}:ended`,
      description,
      occurredAt,
    });
  } else if (endsAt) {
    const occurredAt = after.canceledAt ?? now;
    // A schedule's end comes without the time of a request.
    const sourceKey = `${after.id}:cancel:${(after.canceledAt ?? endsAt).toISOString()}`;
    const description = `${plan} will end on ${dayText(endsAt)}`;
    await recordBillingEvent(db, { ...line, type: "cancel_scheduled", sourceKey, description, occurredAt });
  } else if (wasEnding && before?.canceledAt) {
    const sourceKey = `${after.id}:resume:${before.canceledAt.toISOString()}`;
    const description = `${plan} goes on: the cancellation was undone`;
    await recordBillingEvent(db, { ...line, type: "resumed", sourceKey, description, occurredAt: now });
  }
}

/** "21 Dec 2026", as the day is in UTC: the sentence is kept, whoever reads it. */
function dayText(at: Date): string {
  return new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" }).format(
    at,
  );
}

/** The grace is for renewals on their way. When a subscription is over, what it gave ends with it; packs stay. */
async function endPlanCredits(
  { sql }: BillingContext,
  user: BillingUser,
  { id: subscriptionId }: Subscription,
  now: Date,
): Promise<void> {
  const accountId = await openAccount(sql, user.id, now);
  const description = "Plan credits ended with the subscription";
  await resetPlanLots(sql, { accountId, subscriptionId, description, actor: "system" }, now);
}
