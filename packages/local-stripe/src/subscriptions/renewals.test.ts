import { afterEach, beforeEach, expect, test } from "vitest";
import { type Kit, monthlyPrice, startKit, submit, subscribeByCheckout } from "../testing/kit";

let kit: Kit;
beforeEach(async () => {
  kit = await startKit();
});
afterEach(() => kit.close());

/** Days as people write them, from engine seconds. */
const dayOf = (at: number) => new Date(at * 1000).toISOString().slice(0, 10);

async function periods(subscription: string): Promise<string[]> {
  const invoices = await kit.stripe.invoices.list({ subscription });
  return invoices.data.map((invoice) => dayOf(invoice.lines.data[0]?.period.end ?? 0)).reverse();
}

function nextYear(): number {
  return new Date().getUTCFullYear() + 1;
}

test("a renewal moves the period first and collects an hour later", async () => {
  const price = await monthlyPrice(kit.stripe);
  const { subscription } = await subscribeByCheckout(kit, price.id);
  const [item] = (await kit.stripe.subscriptions.retrieve(subscription)).items.data;
  const end = item?.current_period_end ?? 0;
  const before = (await kit.eventTypes()).length;

  await kit.local("/clock/advance", { to: new Date((end + 60) * 1000).toISOString() });
  const renewed = await kit.stripe.subscriptions.retrieve(subscription, { expand: ["latest_invoice"] });
  expect(renewed).toMatchObject({
    status: "active",
    latest_invoice: { status: "draft", billing_reason: "subscription_cycle", created: end },
  });
  expect(renewed.items.data[0]?.current_period_start).toBe(end);
  expect((await kit.eventTypes()).slice(before)).toEqual([
    "invoice.upcoming",
    "customer.subscription.updated",
    "invoice.created",
  ]);

  await kit.local("/clock/advance", { seconds: 3600 });
  expect((await kit.eventTypes()).slice(before + 3)).toEqual([
    "invoice.finalized",
    "payment_intent.created",
    "charge.succeeded",
    "payment_intent.succeeded",
    "invoice.updated",
    "invoice.paid",
    "invoice.payment_succeeded",
    "invoice_payment.paid",
  ]);
  const updated = await kit.stripe.events.list({ type: "customer.subscription.updated" });
  expect(updated.data[0]?.data.previous_attributes).toHaveProperty("items");
});

test("three renewals from an anchor on 31 January end on 28 or 29 February, 31 March and 30 April", async () => {
  const year = nextYear();
  await kit.local("/clock/advance", { to: `${year}-01-31T10:00:00Z` });
  const price = await monthlyPrice(kit.stripe);
  const { subscription } = await subscribeByCheckout(kit, price.id);
  const february = dayOf(Date.UTC(year, 2, 0) / 1000);
  for (let month = 0; month < 3; month += 1) await kit.local("/clock/advance", { months: 1, days: 1 });
  expect(await periods(subscription)).toEqual([february, `${year}-03-31`, `${year}-04-30`, `${year}-05-31`]);
  const invoices = await kit.stripe.invoices.list({ subscription });
  expect(invoices.data.every((invoice) => invoice.status === "paid" && invoice.amount_paid === 900)).toBe(true);
});

test("thirteen renewals from an anchor on 31 January end on the last day of each month, and none twice", async () => {
  const year = nextYear();
  await kit.local("/clock/advance", { to: `${year}-01-31T10:00:00Z` });
  const { subscription } = await subscribeByCheckout(kit, (await monthlyPrice(kit.stripe)).id);
  await kit.local("/clock/advance", { to: `${year + 1}-03-01T00:00:00Z` });
  const invoices = (await kit.stripe.invoices.list({ subscription, limit: 100 })).data.reverse();
  const ends = Array.from({ length: 14 }, (_, month) => dayOf(Date.UTC(year, month + 2, 0) / 1000));
  expect(invoices.map((invoice) => dayOf(invoice.lines.data[0]?.period.end ?? 0))).toEqual(ends);
  expect(invoices.map((invoice) => invoice.lines.data[0]?.period.start).slice(1)).toEqual(
    invoices.map((invoice) => invoice.lines.data[0]?.period.end).slice(0, -1),
  );
  expect(invoices.every((invoice) => invoice.status === "paid" && invoice.amount_paid === 900)).toBe(true);
});

test("a yearly subscription renews once a year", async () => {
  const price = await monthlyPrice(kit.stripe, 9000, "year");
  const { subscription } = await subscribeByCheckout(kit, price.id);
  await kit.local("/clock/advance", { months: 11 });
  expect((await kit.stripe.invoices.list({ subscription })).data).toHaveLength(1);
  await kit.local("/clock/advance", { months: 1, days: 1 });
  expect((await kit.stripe.invoices.list({ subscription })).data.map((invoice) => invoice.status)).toEqual([
    "paid",
    "paid",
  ]);
});

test("cancel_at_period_end keeps the subscription to the end, then deletes it without another invoice", async () => {
  const price = await monthlyPrice(kit.stripe);
  const { subscription } = await subscribeByCheckout(kit, price.id);
  const planned = await kit.stripe.subscriptions.update(subscription, { cancel_at_period_end: true });
  const end = planned.items.data[0]?.current_period_end;
  expect(planned).toMatchObject({ status: "active", cancel_at_period_end: true, cancel_at: end });
  await kit.local("/clock/advance", { months: 1, days: 2 });
  const ended = await kit.stripe.subscriptions.retrieve(subscription);
  expect(ended).toMatchObject({
    status: "canceled",
    ended_at: end,
    canceled_at: planned.canceled_at,
    cancellation_details: { reason: "cancellation_requested" },
  });
  expect((await kit.eventTypes()).at(-1)).toBe("customer.subscription.deleted");
  expect((await kit.stripe.invoices.list({ subscription })).data).toHaveLength(1);
});

test("the portal cancels through cancel_at, and can undo it", async () => {
  const price = await monthlyPrice(kit.stripe);
  const { customer, subscription } = await subscribeByCheckout(kit, price.id);
  const portal = await kit.stripe.billingPortal.sessions.create({
    customer,
    return_url: "http://localhost:3000/billing",
  });
  const home = await (await fetch(portal.url)).text();
  expect(home).toContain("http://localhost:3000/billing");
  expect(home).toContain("Cancel subscription");
  await submit(`${portal.url}/subscriptions/${subscription}/cancel`, {});
  const planned = await kit.stripe.subscriptions.retrieve(subscription);
  expect(planned.cancel_at_period_end).toBe(false);
  expect(planned.cancel_at).toBe(planned.items.data[0]?.current_period_end);
  expect(planned.canceled_at).not.toBeNull();
  await submit(`${portal.url}/subscriptions/${subscription}/resume`, {});
  expect(await kit.stripe.subscriptions.retrieve(subscription)).toMatchObject({ cancel_at: null, canceled_at: null });
  await submit(`${portal.url}/subscriptions/${subscription}/cancel`, {});
  await kit.local("/clock/advance", { months: 1, days: 1 });
  expect(await kit.stripe.subscriptions.retrieve(subscription)).toMatchObject({ status: "canceled" });
});
