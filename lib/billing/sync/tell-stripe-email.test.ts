import { expect, test } from "vitest";
import { confirmEmailChange } from "@/lib/auth/email/confirm-email-change";
import { issueLink } from "@/lib/auth/mailed-links/issue-link";
import { secretOf } from "@/lib/auth/mailed-links/secret";
import { ensureCustomer } from "@/lib/billing/sync/ensure-customer";
import { TELL_STRIPE_EMAIL_TASK, tellStripeEmail } from "@/lib/billing/sync/tell-stripe-email";
import { billingWorld } from "@/lib/billing/testing/world";

const world = await billingWorld();
const { database, services, stripe } = world;

test("a changed address is sent to Stripe, so that receipts go where email does", async () => {
  const { userId } = await world.signUp();
  const customerId = await ensureCustomer(database.prisma, stripe, userId);
  for (const email of ["first.change@example.com", "second.change@example.com"]) {
    const linkId = await issueLink(database.prisma, { userId, purpose: "CHANGE_EMAIL", email }, world.now());
    const confirmation = { token: secretOf(linkId), session: null, network: null };
    const times = { now: world.now(), at: new Date() };
    expect(await confirmEmailChange(database, confirmation, times)).toMatchObject({ ok: true });
  }
  const jobs = await database.sql`
    SELECT id FROM graphile_worker.jobs WHERE task_identifier = ${TELL_STRIPE_EMAIL_TASK}`;
  expect(jobs).toHaveLength(1);
  await tellStripeEmail(services, userId);
  expect(await stripe.customers.retrieve(customerId)).toMatchObject({ email: "second.change@example.com" });
});

test("nothing is sent for a user without a customer, or whose customer was deleted", async () => {
  const { userId } = await world.signUp();
  await tellStripeEmail(services, userId);
  const customerId = await ensureCustomer(database.prisma, stripe, userId);
  await stripe.customers.del(customerId);
  await tellStripeEmail(services, userId);
  expect(await stripe.customers.retrieve(customerId)).toMatchObject({ deleted: true });
});
