import type Stripe from "stripe";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { idOf, type Kit, monthlyPrice, startKit } from "../testing/kit";

let kit: Kit;
beforeEach(async () => {
  kit = await startKit();
});
afterEach(() => kit.close());

const seconds = (iso: string) => Date.parse(iso) / 1000;
const dayOf = (at: number) => new Date(at * 1000).toISOString().slice(0, 10);

async function advance(clock: string, to: string): Promise<void> {
  const moving = await kit.stripe.testHelpers.testClocks.advance(clock, { frozen_time: seconds(to) });
  expect(moving).toMatchObject({
    status: "advancing",
    status_details: { advancing: { target_frozen_time: seconds(to) } },
  });
  await vi.waitFor(
    async () => expect(await kit.stripe.testHelpers.testClocks.retrieve(clock)).toMatchObject({ status: "ready" }),
    { timeout: 15_000 },
  );
}

async function onClock(
  frozen: string,
): Promise<{ clock: string; customer: string; subscription: Stripe.Subscription }> {
  const clock = await kit.stripe.testHelpers.testClocks.create({ frozen_time: seconds(frozen), name: "A year" });
  const customer = await kit.stripe.customers.create({ test_clock: clock.id, payment_method: "pm_card_visa" });
  const [method] = (await kit.stripe.paymentMethods.list({ customer: customer.id })).data;
  const subscription = await kit.stripe.subscriptions.create({
    customer: customer.id,
    items: [{ price: (await monthlyPrice(kit.stripe, 1000)).id }],
    default_payment_method: method?.id ?? "",
  });
  return { clock: clock.id, customer: customer.id, subscription };
}

// Source: https://docs.stripe.com/billing/testing/test-clocks
test("a test clock has its own time: the engine's does not move, and its objects carry the frozen time", async () => {
  const before = kit.server.now();
  const { clock, customer, subscription } = await onClock("2024-01-31T12:00:00Z");
  expect(subscription).toMatchObject({
    created: seconds("2024-01-31T12:00:00Z"),
    test_clock: clock,
    status: "active",
    latest_invoice: expect.any(String),
  });
  // 2024 is a leap year: 29 February, then 31 March again.
  const ends: string[] = [];
  for (const to of ["2024-02-29T14:00:00Z", "2024-03-31T14:00:00Z", "2024-04-30T14:00:00Z"]) {
    await advance(clock, to);
    const now = await kit.stripe.subscriptions.retrieve(subscription.id);
    ends.push(dayOf(now.items.data[0]?.current_period_end ?? 0));
  }
  expect(ends).toEqual(["2024-03-31", "2024-04-30", "2024-05-31"]);
  const invoices = await kit.stripe.invoices.list({ customer });
  expect(invoices.data.map((invoice) => [invoice.status, dayOf(invoice.created), invoice.test_clock])).toEqual([
    ["paid", "2024-04-30", clock],
    ["paid", "2024-03-31", clock],
    ["paid", "2024-02-29", clock],
    ["paid", "2024-01-31", clock],
  ]);
  expect(kit.server.now() - before).toBeLessThan(60);
  const told = (await kit.eventTypes()).filter((type) => type.startsWith("test_helpers"));
  expect(told.slice(0, 3)).toEqual([
    "test_helpers.test_clock.created",
    "test_helpers.test_clock.advancing",
    "test_helpers.test_clock.ready",
  ]);
});

test("a test clock moves forward only, two intervals at most, and deleting it deletes its customers", async () => {
  const { clock, customer, subscription } = await onClock("2025-01-01T00:00:00Z");
  const { testClocks } = kit.stripe.testHelpers;
  await expect(testClocks.advance(clock, { frozen_time: seconds("2024-12-31T00:00:00Z") })).rejects.toMatchObject({
    param: "frozen_time",
  });
  await expect(testClocks.advance(clock, { frozen_time: seconds("2025-03-01T00:00:01Z") })).rejects.toThrow(
    /up to two intervals/,
  );
  expect((await testClocks.list()).data.map((row) => row.id)).toEqual([clock]);
  expect((await kit.stripe.customers.list({ test_clock: clock })).data.map((row) => row.id)).toEqual([customer]);
  expect(await testClocks.del(clock)).toMatchObject({ id: clock, deleted: true });
  expect(await kit.stripe.customers.retrieve(customer)).toMatchObject({ deleted: true });
  expect(await kit.stripe.subscriptions.retrieve(subscription.id)).toMatchObject({ status: "canceled" });
});

test("moving the engine's clock does not affect a test clock's customers", async () => {
  const { subscription } = await onClock("2025-01-01T00:00:00Z");
  await kit.local("/clock/advance", { months: 3 });
  const after = await kit.stripe.subscriptions.retrieve(subscription.id);
  expect(idOf(after.latest_invoice)).toBe(idOf(subscription.latest_invoice));
});

// Source: https://docs.stripe.com/api/events/list, which goes back 30 days from the engine's now.
test("events of an advance carry the engine's time, are listed in order and can be read", async () => {
  const started = kit.server.now();
  const { clock } = await onClock("2024-01-31T12:00:00Z");
  await advance(clock, "2024-02-29T14:00:00Z");
  const events = await kit.stripe.events.list({ limit: 100 });
  const types = events.data.map((event) => event.type);
  expect(types).toEqual([...(await kit.eventTypes())].reverse());
  expect(types).toEqual(expect.arrayContaining(["customer.subscription.updated", "invoice.paid", "invoice.created"]));
  for (const event of events.data) {
    expect(event.created).toBeGreaterThanOrEqual(started);
    expect(event.created).toBeLessThanOrEqual(kit.server.now());
    expect(await kit.stripe.events.retrieve(event.id)).toMatchObject({ id: event.id, created: event.created });
  }
  const since = await kit.stripe.events.list({ type: "test_helpers.test_clock.ready", created: { gte: started } });
  expect(since.data).toHaveLength(1);
});
