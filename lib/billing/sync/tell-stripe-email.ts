import type { BillingServices } from "@/lib/billing/context";
import type { Sql } from "@/lib/db";
import { jobOrigin } from "@/lib/job-origin";
import { setCustomerEmail } from "@/lib/stripe/customers";

export const TELL_STRIPE_EMAIL_TASK = "tell_stripe_email";

/** Queues an update of the user's address in Stripe, in the transaction that changes it. */
export async function enqueueEmailForStripe(sql: Sql, userId: string): Promise<void> {
  await sql`
    SELECT id FROM graphile_worker.add_job(
      ${TELL_STRIPE_EMAIL_TASK}::text,
      payload := (jsonb_build_object('userId', ${userId}::text) || ${jobOrigin()}::text::jsonb)::json,
      job_key := ${`stripe-email:${userId}`}::text
    )`;
}

/**
 * Updates the user's address in Stripe, so that receipts and invoices go there. Does nothing for a user without a
 * customer.
 */
export async function tellStripeEmail(
  { database, stripe }: Pick<BillingServices, "stripe"> & { database: Pick<BillingServices["database"], "prisma"> },
  userId: string,
): Promise<void> {
  const user = await database.prisma.user.findUnique({
    where: { id: userId, deletedAt: null },
    select: { email: true, stripeCustomerId: true },
  });
  if (user?.stripeCustomerId) await setCustomerEmail(stripe, user.stripeCustomerId, user.email);
}
