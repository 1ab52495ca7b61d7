import { eraseAccount } from "@/lib/account/delete/erase-account";
import type { BillingServices } from "@/lib/billing/context";
import { syncAtOnce } from "@/lib/billing/plans/sync-at-once";
import { env } from "@/lib/env";
import { mailer } from "@/lib/notify/mailer";
import { sendMail } from "@/lib/notify/send-mail";
import { deleteCustomer, endAllSubscriptions, expireAllCheckouts } from "@/lib/stripe/close-customer";

type Step = (services: BillingServices, userId: string, now: Date) => Promise<void>;

/**
 * Cancels the plan in Stripe first and syncs it, so that the records say when and how it ended. Until the data is erased
 * the free plan may take over for a moment.
 */
const endPlans: Step = async (services, userId, now) => {
  const { database, stripe } = services;
  const customerId = await customerOf(services, userId);
  if (!customerId) return;
  const running = await endAllSubscriptions(stripe, customerId);
  const known = await database.prisma.subscription.findMany({
    where: { userId, stripeSubscriptionId: { not: null }, endedAt: null },
    select: { stripeSubscriptionId: true },
  });
  const ids = new Set([...running, ...known.flatMap(({ stripeSubscriptionId }) => stripeSubscriptionId ?? [])]);
  for (const stripeSubscriptionId of ids) await syncAtOnce(services, { userId, stripeSubscriptionId }, now);
};

/** Deletes the customer: nothing can be bought or charged any more, and later events belong to a former customer. */
const closeCustomer: Step = async (services, userId, now) => {
  const { database, stripe } = services;
  const stripeCustomerId = await customerOf(services, userId);
  if (!stripeCustomerId) return;
  await expireAllCheckouts(stripe, stripeCustomerId);
  await deleteCustomer(stripe, stripeCustomerId);
  await database.transaction(async (db) => {
    await db.formerCustomer.createMany({ data: [{ stripeCustomerId, userId, deletedAt: now }], skipDuplicates: true });
    await db.user.updateMany({
      where: { id: userId, stripeCustomerId },
      data: { stripeCustomerId: null, billingVersion: { increment: 1 } },
    });
  });
};

/** Sends the last email while the address is still known. An unavailable mail server does not delay the deletion. */
const sayGoodbye: Step = async ({ database }, userId, now) => {
  const last = await database.prisma.mail.findFirst({
    where: { userId, template: "account_deleted", status: "QUEUED" },
    select: { id: true },
  });
  if (last) await sendMail(database, last.id, { mailer: mailer(), localMode: env().LOCAL_MODE, isLast: true }, now);
};

/** The steps, in order. Each checks what is left to do, so it is safe to run twice and to be killed. */
export const DELETION_STEPS: readonly Step[] = [
  endPlans,
  closeCustomer,
  sayGoodbye,
  ({ database }, userId, now) => eraseAccount(database, userId, now),
];

/**
 * Runs a requested deletion. Throws when something stands in the way, such as a Stripe outage; the queue retries and
 * continues from what is done.
 */
export async function runDeletion(services: BillingServices, userId: string, now: Date): Promise<void> {
  const request = await services.database.prisma.accountDeletion.findUnique({ where: { userId } });
  if (!request || request.finishedAt) return;
  for (const step of DELETION_STEPS) await step(services, userId, now);
}

async function customerOf({ database }: BillingServices, userId: string): Promise<string | null> {
  const user = await database.prisma.user.findUnique({ where: { id: userId }, select: { stripeCustomerId: true } });
  return user?.stripeCustomerId ?? null;
}
