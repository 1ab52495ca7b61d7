import {
  type BillingReader,
  type BillingUser,
  ignored,
  isTheirs,
  nothing,
  refused,
  type Write,
} from "@/lib/billing/context";
import { planTitle } from "@/lib/billing/plan-quantity";
import { answeredPayments } from "@/lib/billing/sync/answered-payments";
import { endDuplicate, lostRace } from "@/lib/billing/sync/end-duplicate";
import { readInvoicePayments } from "@/lib/billing/sync/invoice-payments";
import { missingSubscription } from "@/lib/billing/sync/missing-subscription";
import { withPlanLines } from "@/lib/billing/sync/plan-lines";
import { readSubscription, type SubscriptionFacts } from "@/lib/billing/sync/read-subscription";
import { settleTrial } from "@/lib/billing/sync/settle-trial";
import { isSecondFromBefore, isSoldElsewhere } from "@/lib/billing/sync/sold-elsewhere";
import { findSubscriptionDrift, namesOf } from "@/lib/billing/sync/subscription-drift";
import { type ScheduledPrice, type SoldPrice, writeSubscription } from "@/lib/billing/sync/write-subscription";
import type { Db } from "@/lib/db";
import type { Subscription } from "@/lib/generated/prisma/client";
import { log } from "@/lib/log";
import { creditWhatWasCharged } from "@/lib/stripe/credited-lines";
import { fetchInvoicesOf } from "@/lib/stripe/invoices";

/**
 * Syncs a subscription, its payments and the time they pay for from Stripe, and grants what becomes due. Idempotent in any
 * order. A duplicate of another subscription is canceled in Stripe before that is recorded; repeating the cancellation
 * changes nothing.
 */
export async function syncSubscription(
  reader: BillingReader,
  user: BillingUser,
  stripeSubscriptionId: string,
  now: Date,
): Promise<Write> {
  const { db, stripe } = reader;
  const found = await readSubscription(reader, stripeSubscriptionId);
  if (!found) return missingSubscription(reader, user, stripeSubscriptionId, now);
  if (!isTheirs(user, found.customerId)) return nothing(ignored(`${found.id} belongs to another customer.`));
  const before = await db.subscription.findUnique({ where: { stripeSubscriptionId: found.id } });
  if (before && before.userId !== user.id) return nothing(refused(`${found.id} is recorded for another user.`));
  if (!before && found.namedUserId !== null && found.namedUserId !== user.id) {
    return nothing(refused(`The metadata of ${found.id} names a different user from its customer's.`));
  }
  if (!before && (await isSecondFromBefore(reader, user, found))) {
    const why = "is a second plan from before the import, so it is not recorded, canceled or refunded";
    return nothing(refused(`${found.id} ${why}. Cancel one of the two in Stripe.`));
  }
  const price = await soldPrice(db, found, before);
  if (!price) {
    const names = await namesOf(stripe, found.items);
    return nothing(ignored(`${found.id} has no plan from the catalogue, only ${names}, and grants no credits.`));
  }
  if (found.status === "UNKNOWN") {
    log.warn({ subscription: found.id, status: found.stripeStatus }, "Stripe returned an unknown subscription status");
  }
  const theirs = (await fetchInvoicesOf(stripe, found.id)).filter(({ customerId }) => isTheirs(user, customerId));
  const invoices = await withPlanLines(db, creditWhatWasCharged(theirs), found);
  const returns = !before && isSoldElsewhere(user, found) ? "untold" : "told";
  const payments = await readInvoicePayments(reader, invoices, returns);
  const duplicate = before?.duplicate || found.isDuplicate || (await lostRace(reader, user, found));
  if (duplicate) await endDuplicate(stripe, found, invoices);
  const facts = duplicate ? found : await settleTrial(reader, user, found, now);
  const scheduled = await scheduledPrice(db, facts);
  const drift = facts.endedAt ? [] : await findSubscriptionDrift(stripe, facts, price.planVersion);
  const title = facts.sellsPlan
    ? planTitle(price.planVersion.name, facts.quantity)
    : await namesOf(stripe, facts.items);
  const said = { facts, price, title, scheduled, invoices, payments, duplicate, drift };
  return async (context, locked) => {
    const outcome = await writeSubscription(context, locked, said, now);
    return { ...outcome, answered: await answeredPayments(context.db, payments) };
  };
}

/**
 * The price of a subscription. One without a plan is not recorded; but if its plan was removed in Stripe's dashboard, the
 * record must follow: under its last known price, without granting anything.
 */
async function soldPrice(db: Db, facts: SubscriptionFacts, before: Subscription | null): Promise<SoldPrice | null> {
  const include = { planVersion: true };
  const price = await db.price.findUnique({ where: { stripePriceId: facts.stripePriceId }, include });
  if (price || !before?.priceId) return price;
  return db.price.findUnique({ where: { id: before.priceId }, include });
}

async function scheduledPrice(db: Db, { scheduledChange }: SubscriptionFacts): Promise<ScheduledPrice | null> {
  if (!scheduledChange) return null;
  const { stripePriceId, quantity, at } = scheduledChange;
  const price = await db.price.findUnique({ where: { stripePriceId }, include: { planVersion: true } });
  return price && { price, quantity, at };
}
