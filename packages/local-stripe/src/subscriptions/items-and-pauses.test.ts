import type Stripe from "stripe";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Kit, monthlyPrice, startKit, subscribeByCheckout } from "../testing/kit";

let kit: Kit;
beforeEach(async () => {
  kit = await startKit();
});
afterEach(() => kit.close());

async function begun(cents = 3000): Promise<Stripe.Subscription> {
  const { subscription } = await subscribeByCheckout(kit, (await monthlyPrice(kit.stripe, cents)).id);
  return kit.stripe.subscriptions.retrieve(subscription);
}

const lines = (invoice: Stripe.Invoice) => invoice.lines.data.map((line) => line.amount);

async function latest(subscription: string): Promise<Stripe.Invoice> {
  const [invoice] = (await kit.stripe.invoices.list({ subscription, limit: 1 })).data;
  if (invoice === undefined) throw new Error("there is no invoice");
  return invoice;
}

test("an item is added, changed and removed on its own, each prorated to the second", async () => {
  const { id: subscription, items } = await begun();
  const extra = await monthlyPrice(kit.stripe, 500);
  const date = items.data[0]?.current_period_start ?? 0;
  const how = { proration_behavior: "always_invoice", proration_date: date } as const;
  const added = await kit.stripe.subscriptionItems.create({ subscription, price: extra.id, quantity: 2, ...how });
  expect(added).toMatchObject({ subscription, quantity: 2, price: { id: extra.id } });
  expect(lines(await latest(subscription))).toEqual([1000]);
  expect(await kit.stripe.subscriptionItems.update(added.id, { quantity: 3, ...how })).toMatchObject({ quantity: 3 });
  expect(lines(await latest(subscription))).toEqual([-1000, 1500]);
  expect(await kit.stripe.subscriptionItems.del(added.id, how)).toMatchObject({ id: added.id, deleted: true });
  expect(lines(await latest(subscription))).toEqual([-1500]);
  expect((await kit.stripe.subscriptions.retrieve(subscription)).items.data).toHaveLength(1);
});

// Source: https://docs.stripe.com/billing/subscriptions/pause
test("a pause credits unused time and bills nothing; resuming begins a new period", async () => {
  const { id, items } = await begun();
  const { current_period_start: start, current_period_end: end } = items.data[0] ?? {
    current_period_start: 0,
    current_period_end: 1,
  };
  await kit.local("/clock/advance", { days: 10 });
  const paused = await kit.stripe.subscriptions.pause(id);
  const at = kit.server.now();
  expect(paused.status).toBe("paused");
  expect((await kit.eventTypes()).slice(-2)).toEqual(["customer.subscription.paused", "invoiceitem.created"]);
  await kit.local("/clock/advance", { months: 3 });
  expect((await kit.stripe.invoices.list({ subscription: id })).data).toHaveLength(1);
  const resumed = await kit.stripe.subscriptions.resume(id);
  expect(resumed.status).toBe("active");
  const credit = -Math.round((3000 * (end - at)) / (end - start));
  expect(Math.abs((lines(await latest(id))[0] ?? 0) - credit)).toBeLessThanOrEqual(1);
  expect(lines(await latest(id))[1]).toBe(3000);
  await expect(kit.stripe.subscriptions.resume(id)).rejects.toThrow(/Only paused/);
});

test("previews of a new anchor and of a trial's end equal the later invoices", async () => {
  const { id } = await begun();
  await kit.local("/clock/advance", { days: 5 });
  const proration_date = kit.server.now();
  const moved = await kit.stripe.invoices.createPreview({
    subscription: id,
    subscription_details: { billing_cycle_anchor: { type: "now" }, proration_date },
  });
  await kit.stripe.subscriptions.update(id, { billing_cycle_anchor: { type: "now" }, proration_date });
  expect(lines(await latest(id))).toEqual(lines(moved));

  const { customer } = await kit.stripe.subscriptions.retrieve(id);
  const trial = await kit.stripe.subscriptions.create({
    customer: String(customer),
    default_payment_method: (await kit.stripe.paymentMethods.list({ customer: String(customer) })).data[0]?.id ?? "",
    items: [{ price: (await monthlyPrice(kit.stripe, 1200)).id }],
    trial_period_days: 14,
  });
  const ended = await kit.stripe.invoices.createPreview({
    subscription: trial.id,
    subscription_details: { trial_end: "now" },
  });
  expect(ended.total).toBe(1200);
  await kit.stripe.subscriptions.update(trial.id, { trial_end: "now" });
  expect(lines(await latest(trial.id))).toEqual(lines(ended));
});

// Source: https://docs.stripe.com/billing/subscriptions/pause-payment
test("while collection is paused no invoice.upcoming is sent, and each invoice is left as the pause says", async () => {
  for (const [behavior, status] of [
    ["keep_as_draft", "draft"],
    ["mark_uncollectible", "uncollectible"],
    ["void", "void"],
  ] as const) {
    const { id } = await begun();
    await kit.stripe.subscriptions.update(id, { pause_collection: { behavior } });
    const before = (await kit.eventTypes()).length;
    await kit.local("/clock/advance", { months: 1, hours: 2 });
    expect((await kit.eventTypes()).slice(before)).not.toContain("invoice.upcoming");
    expect(await latest(id)).toMatchObject({ status, amount_paid: 0, attempt_count: 0 });
    expect((await kit.stripe.subscriptions.retrieve(id)).status).toBe("active");
    await kit.stripe.subscriptions.cancel(id);
  }
});
