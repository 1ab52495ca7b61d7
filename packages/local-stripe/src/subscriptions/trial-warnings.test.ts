import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Kit, monthlyPrice, startKit } from "../testing/kit";

let kit: Kit;
beforeEach(async () => {
  kit = await startKit();
});
afterEach(() => kit.close());

const day = 86_400;
const warning = "customer.subscription.trial_will_end";

async function warnings(): Promise<number> {
  return (await kit.eventTypes()).filter((type) => type === warning).length;
}

async function onTrial(days: number, clock?: { id: string }) {
  const { stripe } = kit;
  const customer = await stripe.customers.create({
    payment_method: "pm_card_visa",
    ...(clock === undefined ? {} : { test_clock: clock.id }),
  });
  const [method] = (await stripe.paymentMethods.list({ customer: customer.id })).data;
  return stripe.subscriptions.create({
    customer: customer.id,
    items: [{ price: (await monthlyPrice(stripe)).id }],
    default_payment_method: method?.id ?? "",
    trial_period_days: days,
  });
}

// Source: `customer.subscription.trial_will_end` in https://docs.stripe.com/api/events/types
test("the warning comes three days before a trial ends, and once", async () => {
  const { id } = await onTrial(10);
  await kit.local("/clock/advance", { days: 6 });
  expect(await warnings()).toBe(0);
  await kit.local("/clock/advance", { days: 2 });
  expect(await warnings()).toBe(1);
  await kit.stripe.subscriptions.update(id, { cancel_at_period_end: true });
  await kit.stripe.subscriptions.update(id, { cancel_at_period_end: false });
  expect(await warnings()).toBe(1);
});

test.each(["the engine's clock", "a test clock"])("a two-day trial sends a warning at once on %s", async (where) => {
  const clock =
    where === "a test clock"
      ? await kit.stripe.testHelpers.testClocks.create({ frozen_time: kit.server.now() })
      : undefined;
  await onTrial(2, clock);
  const types = await kit.eventTypes();
  expect(types.at(-1)).toBe(warning);
  expect(types.indexOf("customer.subscription.created")).toBeLessThan(types.indexOf(warning));
  expect(await warnings()).toBe(1);
});

test("shortening a trial to less than three days sends the warning with the change", async () => {
  const { id } = await onTrial(10);
  await kit.stripe.subscriptions.update(id, { trial_end: kit.server.now() + 2 * day });
  expect((await kit.eventTypes()).slice(-2)).toEqual(["customer.subscription.updated", warning]);
});

test("ending a trial now sends the warning before its payment, on a test clock too", async () => {
  const clock = await kit.stripe.testHelpers.testClocks.create({ frozen_time: kit.server.now() });
  for (const where of [undefined, clock]) {
    const { id } = await onTrial(10, where);
    const count = (await kit.eventTypes()).length;
    await kit.stripe.subscriptions.update(id, { trial_end: "now" });
    const types = (await kit.eventTypes()).slice(count);
    expect(types.slice(0, 2)).toEqual([warning, "customer.subscription.updated"]);
    expect(types).toContain("invoice.paid");
    expect(await kit.stripe.subscriptions.retrieve(id)).toMatchObject({ status: "active" });
  }
});

test("an advance of a test clock past the third day before the end warns once", async () => {
  const frozen = kit.server.now();
  const clock = await kit.stripe.testHelpers.testClocks.create({ frozen_time: frozen });
  await onTrial(10, clock);
  await kit.stripe.testHelpers.testClocks.advance(clock.id, { frozen_time: frozen + 8 * day });
  await vi.waitFor(async () =>
    expect(await kit.stripe.testHelpers.testClocks.retrieve(clock.id)).toMatchObject({ status: "ready" }),
  );
  expect(await warnings()).toBe(1);
});
