import { type BillingContext, lockUser } from "@/lib/billing/context";
import { ENDED_STATUSES } from "@/lib/billing/subscription-status";
import { endOnRecord } from "@/lib/billing/sync/end-on-record";
import { forgetCustomer } from "@/lib/billing/sync/forget-customer";
import type { Database, Sql } from "@/lib/db";

/** Counts of what was changed. */
export type Left = { customers: number; subscriptions: number; payments: number };

const PAGE = 100;

/**
 * Detaches every user from the former Stripe account, one transaction each: their customer becomes a former one without a
 * saved card, auto top-up is turned off, their paid plan ends with a line in the history, and pending payments are marked
 * as failed. Users who are already detached are skipped, so that an interrupted run can be repeated.
 */
export async function leaveAccount(database: Database, now: Date): Promise<Left> {
  const left: Left = { customers: 0, subscriptions: 0, payments: 0 };
  for (let after = "00000000-0000-0000-0000-000000000000"; ; ) {
    const page = await whoIsLeft(database.sql, after);
    for (const userId of page) {
      const one = await database.transaction((db, sql) => leave({ db, sql }, userId, now));
      left.customers += one.customers;
      left.subscriptions += one.subscriptions;
      left.payments += one.payments;
    }
    const last = page.at(-1);
    if (last === undefined) return left;
    after = last;
  }
}

async function whoIsLeft(sql: Sql, after: string): Promise<string[]> {
  const rows = await sql<{ id: string }>`
    SELECT id FROM "user" AS person
    WHERE id > ${after}::uuid AND (
      stripe_customer_id IS NOT NULL
      OR EXISTS (SELECT FROM saved_card WHERE user_id = person.id)
      OR EXISTS (SELECT FROM auto_topup WHERE user_id = person.id AND (enabled OR payment_id IS NOT NULL))
      OR EXISTS (SELECT FROM payment WHERE user_id = person.id AND status = 'PENDING')
      OR EXISTS (SELECT FROM subscription WHERE user_id = person.id AND stripe_subscription_id IS NOT NULL
        AND status <> ALL(${ENDED_STATUSES}::subscription_status[])))
    ORDER BY id
    LIMIT ${PAGE}::int`;
  return rows.map(({ id }) => id);
}

async function leave(context: BillingContext, userId: string, now: Date): Promise<Left> {
  const { db, sql } = context;
  const user = await lockUser(sql, userId);
  const stripeCustomerId = user?.stripeCustomerId;
  const { count: payments } = await db.payment.updateMany({
    where: { userId, status: "PENDING" },
    data: { status: "FAILED", failureMessage: "It was still pending when payments moved to another Stripe account." },
  });
  await db.autoTopup.updateMany({ where: { userId, paymentId: { not: null } }, data: { paymentId: null } });
  if (stripeCustomerId) await forgetCustomer(context, { userId, stripeCustomerId }, now);
  await db.savedCard.deleteMany({ where: { userId } });
  const switchedOff = { enabled: false, stoppedReason: "no_card" };
  await db.autoTopup.updateMany({ where: { userId, enabled: true }, data: switchedOff });
  const why = "payments moved to another Stripe account";
  const subscriptions = await endOnRecord(context, { userId, why }, now);
  await sql`UPDATE "user" SET billing_version = billing_version + 1 WHERE id = ${userId}::uuid RETURNING id`;
  return { customers: stripeCustomerId ? 1 : 0, subscriptions, payments };
}
