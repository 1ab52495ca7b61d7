// @module-tag full
import { afterAll, expect, it, vi } from "vitest";
import { atStripe } from "@/lib/billing/testing/at-stripe";
import { billingWorld, type Person } from "@/lib/billing/testing/world";

vi.setConfig({ testTimeout: 60_000 });

const world = await billingWorld();
const there = atStripe(world);

afterAll(async () => expect(await world.violations()).toEqual([]));

/** What is recorded of the latest renewal of a user who pays by bank debit. */
async function renewal({ userId }: Person) {
  const { prisma } = world.database;
  const payment = await prisma.payment.findFirstOrThrow({
    where: { userId },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
  });
  const events = await prisma.billingEvent.findMany({ where: { paymentId: payment.id }, orderBy: { id: "asc" } });
  const mails = await prisma.mail.findMany({ where: { userId, template: "payment_failed" } });
  return { status: payment.status, history: events.map(({ type }) => type), mails: mails.length };
}

async function renewedBy(account: string): Promise<Person> {
  const person = await world.signUp();
  await world.subscribe(person, "refill_starter_month");
  await there.takeCard(person, account);
  await world.deliver();
  await world.advance({ months: 1, hours: 2 });
  await world.deliver((events) => [...events, ...events]);
  return person;
}

it("a renewal by a bank debit that is under way is pending, not failed, then paid", async () => {
  const person = await renewedBy("pm_usBankAccount_success");
  const [invoice] = (await world.stripe.invoices.list({ customer: await there.customerOf(person), limit: 1 })).data;
  expect(invoice).toMatchObject({ status: "open", attempt_count: 1 });
  expect(await renewal(person)).toEqual({ status: "PENDING", history: [], mails: 0 });
  await world.advance({ hours: 5 * 24 });
  await world.deliver((events) => [...events].reverse());
  expect(await renewal(person)).toEqual({ status: "SUCCEEDED", history: ["renewed", "refilled"], mails: 0 });
});

it("a renewal by a bank debit that fails is failed then, is reported once, and is pending again during its retry", {
  tags: ["full"],
}, async () => {
  const person = await renewedBy("pm_usBankAccount_insufficientFunds");
  expect(await renewal(person)).toEqual({ status: "PENDING", history: [], mails: 0 });
  await world.advance({ hours: 5 * 24 });
  await world.deliver((events) => [...events, ...events]);
  const failed = { status: "FAILED", history: ["payment_failed"], mails: 1 };
  expect(await renewal(person)).toEqual(failed);
  await world.advance({ hours: 3 * 24 });
  await world.deliver();
  expect(await renewal(person)).toEqual({ ...failed, status: "PENDING" });
  await world.advance({ hours: 4 * 24 });
  await world.deliver();
  expect(await renewal(person)).toEqual({ ...failed, history: ["payment_failed", "payment_failed"], mails: 2 });
});
