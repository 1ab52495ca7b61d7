import type Stripe from "stripe";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Kit, monthlyPrice, startKit, subscribeByCheckout } from "../testing/kit";

let kit: Kit;
beforeEach(async () => {
  kit = await startKit();
});
afterEach(() => kit.close());

const stamp = (at: number) => new Date(at * 1000).toISOString();

async function itemOf(subscription: string): Promise<Stripe.SubscriptionItem> {
  const [item] = (await kit.stripe.subscriptions.retrieve(subscription)).items.data;
  if (item === undefined) throw new Error("the subscription has no item");
  return item;
}

/** A subscription at $30 that changes to $10 with its next period. */
async function scheduledDowngrade(): Promise<{ subscription: string; schedule: string; small: Stripe.Price }> {
  const large = await monthlyPrice(kit.stripe, 3000);
  const small = await monthlyPrice(kit.stripe, 1000);
  const { subscription } = await subscribeByCheckout(kit, large.id);
  const schedule = await kit.stripe.subscriptionSchedules.create({ from_subscription: subscription });
  const [phase] = schedule.phases;
  if (phase === undefined) throw new Error("the schedule has no phase");
  await kit.stripe.subscriptionSchedules.update(schedule.id, {
    phases: [
      { items: [{ price: large.id, quantity: 1 }], start_date: phase.start_date, end_date: phase.end_date },
      { items: [{ price: small.id, quantity: 1 }], duration: { interval: "month" } },
    ],
  });
  return { subscription, schedule: schedule.id, small };
}

test("a phase keeps the items it lists at the same price, in any order, each in its own period", async () => {
  const large = await monthlyPrice(kit.stripe, 3000);
  const small = await monthlyPrice(kit.stripe, 1000);
  const product = await kit.stripe.products.create({ name: "Domain" });
  const yearly = await kit.stripe.prices.create({
    product: product.id,
    currency: "usd",
    unit_amount: 2400,
    recurring: { interval: "year" },
  });
  const { subscription } = await subscribeByCheckout(kit, large.id);
  await kit.stripe.subscriptionItems.create({ subscription, price: yearly.id, quantity: 2 });
  const itemAt = async (price: string) =>
    (await kit.stripe.subscriptions.retrieve(subscription)).items.data.find((item) => item.price.id === price);
  const domain = await itemAt(yearly.id);
  const plan = await itemAt(large.id);
  const schedule = await kit.stripe.subscriptionSchedules.create({ from_subscription: subscription });
  const running = schedule.phases[0];
  await kit.stripe.subscriptionSchedules.update(schedule.id, {
    phases: [
      {
        items: [
          { price: yearly.id, quantity: 2 },
          { price: large.id, quantity: 1 },
        ],
        start_date: running?.start_date ?? 0,
        end_date: plan?.current_period_end ?? 0,
      },
      {
        items: [
          { price: yearly.id, quantity: 2 },
          { price: small.id, quantity: 1 },
        ],
        duration: { interval: "month" },
      },
    ],
  });
  await kit.local("/clock/advance", { to: stamp((plan?.current_period_end ?? 0) + 2 * 3600) });
  expect(await itemAt(yearly.id)).toMatchObject({
    id: domain?.id,
    quantity: 2,
    current_period_end: domain?.current_period_end,
  });
  expect(await itemAt(small.id)).toMatchObject({ id: plan?.id, current_period_start: plan?.current_period_end });
  expect((await kit.stripe.subscriptions.retrieve(subscription)).items.data).toHaveLength(2);
  const [invoice] = (await kit.stripe.invoices.list({ subscription, limit: 1 })).data;
  expect(invoice?.lines.data.filter(({ amount }) => amount === 1000)).toHaveLength(1);
});

// Source: https://docs.stripe.com/billing/subscriptions/subscription-schedules/use-cases#downgrading-subscriptions
test("a downgrade by schedule takes effect with the next period, is billed once and not prorated", async () => {
  const { subscription, schedule, small } = await scheduledDowngrade();
  expect((await kit.eventTypes()).slice(-3)).toEqual([
    "subscription_schedule.created",
    "customer.subscription.updated",
    "subscription_schedule.updated",
  ]);
  const { id, current_period_end: end } = await itemOf(subscription);
  expect(await kit.stripe.subscriptions.retrieve(subscription)).toMatchObject({ schedule });
  const preview = await kit.stripe.invoices.createPreview({ subscription });
  const before = (await kit.eventTypes()).length;

  await kit.local("/clock/advance", { to: stamp(end + 2 * 3600) });
  expect((await kit.eventTypes()).slice(before)).toEqual([
    "invoice.upcoming",
    "customer.subscription.updated",
    "invoice.created",
    "subscription_schedule.updated",
    "invoice.finalized",
    "payment_intent.created",
    "charge.succeeded",
    "payment_intent.succeeded",
    "invoice.updated",
    "invoice.paid",
    "invoice.payment_succeeded",
    "invoice_payment.paid",
  ]);
  const after = await kit.stripe.subscriptions.retrieve(subscription, { expand: ["latest_invoice"] });
  expect(after).toMatchObject({
    schedule,
    items: { data: [{ id, price: { id: small.id }, current_period_start: end }] },
    latest_invoice: { billing_reason: "subscription_cycle", total: 1000, amount_paid: 1000 },
  });
  expect(preview.total).toBe(1000);

  await kit.local("/clock/advance", { months: 1 });
  expect(await kit.stripe.subscriptionSchedules.retrieve(schedule)).toMatchObject({
    status: "released",
    released_subscription: subscription,
    subscription: null,
    current_phase: null,
  });
  expect(await kit.stripe.subscriptions.retrieve(subscription)).toMatchObject({ schedule: null, status: "active" });
});

test("a released schedule has no further effect, and its subscription continues", async () => {
  const { subscription, schedule } = await scheduledDowngrade();
  await expect(kit.stripe.subscriptions.update(subscription, { cancel_at_period_end: true })).rejects.toThrow(
    /managed by the subscription schedule/,
  );
  const released = await kit.stripe.subscriptionSchedules.release(schedule);
  expect(released).toMatchObject({ status: "released", released_subscription: subscription });
  await kit.local("/clock/advance", { months: 1, days: 1 });
  expect((await itemOf(subscription)).price.unit_amount).toBe(3000);
  await expect(kit.stripe.subscriptionSchedules.cancel(schedule)).rejects.toThrow(/`released` status/);
});

// Source: https://docs.stripe.com/changelog/clover/2025-09-30/billing-cycle-anchor-resets-during-phase-computation
test("phases keep to an anchor on the 31st, so the last one ends with a period", async () => {
  await kit.local("/clock/advance", {
    to: `${new Date(kit.server.now() * 1000).getUTCFullYear() + 1}-01-31T12:00:00Z`,
  });
  const { schedule } = await scheduledDowngrade();
  const { phases } = await kit.stripe.subscriptionSchedules.retrieve(schedule);
  const [running, next] = phases;
  expect([running, next].map((phase) => stamp(phase?.end_date ?? 0).slice(5, 10))).toEqual([
    expect.stringMatching(/02-2[89]/),
    "03-31",
  ]);
  await kit.local("/clock/advance", { to: stamp((next?.end_date ?? 0) - 60) });
  const before = (await kit.eventTypes()).length;
  await kit.local("/clock/advance", { to: stamp((next?.end_date ?? 0) + 60) });
  expect((await kit.eventTypes()).slice(before)).toEqual([
    "customer.subscription.updated",
    "invoice.created",
    "subscription_schedule.released",
    "customer.subscription.updated",
  ]);
});

// Source: https://docs.stripe.com/api/subscription_schedules/create#create_subscription_schedule-phases-discounts
test("a phase brings its discount with its first invoice and takes it away with its end; the preview knows", async () => {
  const { subscription, schedule, small } = await scheduledDowngrade();
  const { phases } = await kit.stripe.subscriptionSchedules.retrieve(schedule);
  const [running] = phases;
  const quarter = await kit.stripe.coupons.create({ percent_off: 25, duration: "forever" });
  const items = [{ price: small.id, quantity: 1 }];
  const month = { interval: "month" } as const;
  const planned = await kit.stripe.subscriptionSchedules.update(schedule, {
    phases: [
      {
        items: [{ price: running?.items[0]?.price.toString() ?? "" }],
        start_date: running?.start_date ?? 0,
        end_date: running?.end_date ?? 0,
      },
      { items, duration: month, discounts: [{ coupon: quarter.id }] },
      { items, duration: month },
    ],
  });
  expect(planned.phases[1]?.discounts).toEqual([{ coupon: quarter.id, discount: null, promotion_code: null }]);
  expect((await kit.stripe.invoices.createPreview({ subscription })).total).toBe(750);
  expect((await kit.stripe.coupons.retrieve(quarter.id)).times_redeemed).toBe(0);
  await kit.local("/clock/advance", { months: 3 });
  const invoices = (await kit.stripe.invoices.list({ subscription })).data.reverse();
  expect(invoices.map((row) => row.total).slice(0, 3)).toEqual([3000, 750, 1000]);
  expect((await kit.stripe.coupons.retrieve(quarter.id)).times_redeemed).toBe(1);
  expect((await kit.stripe.subscriptions.retrieve(subscription)).discounts).toEqual([]);
});

test("a schedule created from a subscription keeps its discounts, and updating it redeems nothing twice", async () => {
  const large = await monthlyPrice(kit.stripe, 3000);
  const { subscription } = await subscribeByCheckout(kit, large.id);
  const half = await kit.stripe.coupons.create({ percent_off: 50, duration: "forever" });
  const { discounts } = await kit.stripe.subscriptions.update(subscription, { discounts: [{ coupon: half.id }] });
  const made = await kit.stripe.subscriptionSchedules.create({ from_subscription: subscription });
  const [phase] = made.phases;
  expect(phase?.discounts).toEqual([{ coupon: null, discount: discounts[0], promotion_code: null }]);
  const kept = (wanted: Stripe.SubscriptionScheduleUpdateParams.Phase["discounts"]) =>
    kit.stripe.subscriptionSchedules.update(made.id, {
      phases: [
        {
          items: [{ price: large.id }],
          start_date: phase?.start_date ?? 0,
          end_date: phase?.end_date ?? 0,
          discounts: wanted ?? [],
        },
      ],
    });
  await kept([{ coupon: half.id }]);
  expect((await kit.stripe.subscriptions.retrieve(subscription)).discounts).toEqual(discounts);
  expect((await kit.stripe.coupons.retrieve(half.id)).times_redeemed).toBe(1);
  await kept([]);
  expect((await kit.stripe.subscriptions.retrieve(subscription)).discounts).toEqual([]);
});

test("canceling a schedule credits the unused time at once, unless prorate or invoice_now is false", async () => {
  const { subscription, schedule } = await scheduledDowngrade();
  const { current_period_start: start, current_period_end: end } = await itemOf(subscription);
  await kit.local("/clock/advance", { to: stamp((start + end) / 2) });
  await kit.stripe.subscriptionSchedules.cancel(schedule);
  const [last] = (await kit.stripe.invoices.list({ subscription, limit: 1 })).data;
  expect(last).toMatchObject({ billing_reason: "subscription_update", status: "paid", total: -1500 });
});

test("canceling a schedule ends its subscription, and canceling the subscription ends its schedule", async () => {
  const one = await scheduledDowngrade();
  expect(await kit.stripe.subscriptionSchedules.cancel(one.schedule)).toMatchObject({ status: "canceled" });
  expect(await kit.stripe.subscriptions.retrieve(one.subscription)).toMatchObject({ status: "canceled" });
  const two = await scheduledDowngrade();
  await kit.stripe.subscriptions.cancel(two.subscription);
  expect(await kit.stripe.subscriptionSchedules.retrieve(two.schedule)).toMatchObject({ status: "canceled" });
  expect((await kit.eventTypes()).slice(-2)).toEqual([
    "customer.subscription.deleted",
    "subscription_schedule.canceled",
  ]);
});

test("a schedule from scratch waits for its start, prorates in the middle of a period, and cancels at its end", async () => {
  const small = await monthlyPrice(kit.stripe, 1000);
  const large = await monthlyPrice(kit.stripe, 3000);
  const customer = await kit.stripe.customers.create({ email: "s@example.com" });
  const method = await kit.stripe.paymentMethods.attach("pm_card_visa", { customer: customer.id });
  const start = Math.floor(Date.UTC(new Date().getUTCFullYear() + 1, 3, 1) / 1000);
  const middle = start + 15 * 86_400;
  const schedule = await kit.stripe.subscriptionSchedules.create({
    customer: customer.id,
    start_date: start,
    end_behavior: "cancel",
    default_settings: { default_payment_method: method.id },
    phases: [
      { items: [{ price: small.id }], end_date: middle },
      { items: [{ price: large.id }], duration: { interval: "month" }, proration_behavior: "always_invoice" },
    ],
  });
  expect(schedule).toMatchObject({ status: "not_started", subscription: null });
  const listed = await kit.stripe.subscriptionSchedules.list({ customer: customer.id, scheduled: true });
  expect(listed.data.map((row) => row.id)).toEqual([schedule.id]);

  await kit.local("/clock/advance", { to: stamp(start + 7200) });
  const begun = await kit.stripe.subscriptionSchedules.retrieve(schedule.id, { expand: ["subscription"] });
  expect(begun).toMatchObject({ status: "active", subscription: { status: "active", schedule: schedule.id } });

  // April has 30 days, so on the 16th half of both prices is left: -500 and +1500.
  await kit.local("/clock/advance", { to: stamp(middle + 60) });
  const [upgrade, first] = (await kit.stripe.invoices.list({ customer: customer.id })).data;
  expect(first).toMatchObject({ total: 1000, status: "paid", billing_reason: "subscription_create" });
  expect(upgrade?.lines.data.map((line) => line.amount)).toEqual([-500, 1500]);

  await kit.local("/clock/advance", { to: stamp(middle + 31 * 86_400) });
  expect(await kit.stripe.subscriptionSchedules.retrieve(schedule.id)).toMatchObject({ status: "completed" });
  expect((await kit.eventTypes()).filter((type) => type === "customer.subscription.deleted")).toHaveLength(1);
});

test("invalid schedules are refused, naming the parameter", async () => {
  const { subscription, schedule } = await scheduledDowngrade();
  const price = await monthlyPrice(kit.stripe);
  await expect(kit.stripe.subscriptionSchedules.create({ from_subscription: subscription })).rejects.toThrow(
    `already attached to a schedule: \`${schedule}\``,
  );
  await expect(
    kit.stripe.subscriptionSchedules.create({ from_subscription: subscription, end_behavior: "cancel" }),
  ).rejects.toMatchObject({ param: "end_behavior" });
  await expect(
    kit.stripe.subscriptionSchedules.update(schedule, { phases: [{ items: [{ price: price.id }] }] }),
  ).rejects.toThrow(/missing at least one phase with a `start_date`/);
  await expect(kit.stripe.subscriptionSchedules.retrieve("sub_sched_none")).rejects.toMatchObject({ statusCode: 404 });
});
