import type Stripe from "stripe";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Kit, monthlyPrice, startKit } from "../testing/kit";

let kit: Kit;
beforeEach(async () => {
  kit = await startKit();
});
afterEach(() => kit.close());

const day = 86_400;
const nextYear = new Date().getUTCFullYear() + 1;
const seconds = (iso: string) => Date.parse(iso) / 1000;
const stamp = (at: number) => new Date(at * 1000).toISOString().slice(0, 19);

async function buyer(): Promise<{ customer: string; default_payment_method: string }> {
  const customer = await kit.stripe.customers.create({ email: "c@example.com" });
  const method = await kit.stripe.paymentMethods.attach("pm_card_visa", { customer: customer.id });
  return { customer: customer.id, default_payment_method: method.id };
}

function price(cents: number, interval: "day" | "week" | "month" | "year", count = 1): Promise<Stripe.Price> {
  return kit.stripe.prices.create({
    currency: "usd",
    unit_amount: cents,
    recurring: { interval, interval_count: count },
    product_data: { name: `Every ${count} ${interval}` },
  });
}

async function invoicesOf(subscription: string): Promise<Stripe.Invoice[]> {
  return (await kit.stripe.invoices.list({ subscription, limit: 100 })).data.reverse();
}

const periodsOf = (subscription: Stripe.Subscription) =>
  subscription.items.data.map((item) => [stamp(item.current_period_start), stamp(item.current_period_end)]);

// Source: https://docs.stripe.com/billing/subscriptions/billing-cycle
test("an anchor in the future bills the days up to it, 15 of June's 30, and whole months from then on", async () => {
  await kit.local("/clock/advance", { to: `${nextYear}-06-16T00:00:00Z` });
  const month = await price(3000, "month");
  const input = { items: [{ price: month.id }], billing_cycle_anchor: seconds(`${nextYear}-07-01T00:00:00Z`) };
  const billed = await kit.stripe.subscriptions.create({ ...(await buyer()), ...input });
  const [first] = await invoicesOf(billed.id);
  // 15 days less the seconds the test took to get here.
  const [line] = first?.lines.data ?? [];
  const rest = (line?.period.end ?? 0) - (line?.period.start ?? 0);
  expect(first?.total).toBe(Math.round((3000 * rest) / (30 * day)));
  expect(first?.total).toBeGreaterThan(1499);
  expect(billed.billing_cycle_anchor).toBe(input.billing_cycle_anchor);
  const free = await kit.stripe.subscriptions.create({ ...(await buyer()), ...input, proration_behavior: "none" });
  expect(free.status).toBe("active");
  expect((await invoicesOf(free.id)).map((invoice) => invoice.total)).toEqual([0]);
  await kit.local("/clock/advance", { to: `${nextYear}-07-01T02:00:00Z` });
  for (const { id } of [billed, free]) expect((await invoicesOf(id)).at(-1)?.total).toBe(3000);
  await expect(
    kit.stripe.subscriptions.create({
      ...(await buyer()),
      ...input,
      billing_cycle_anchor: kit.server.now() + 40 * day,
    }),
  ).rejects.toThrow(/later than next natural billing date/);
});

test("billing_cycle_anchor_config on the 31st bills at the end of each month without drifting", async () => {
  await kit.local("/clock/advance", { to: `${nextYear}-02-10T08:00:00Z` });
  const subscription = await kit.stripe.subscriptions.create({
    ...(await buyer()),
    items: [{ price: (await price(1000, "month")).id }],
    billing_cycle_anchor_config: { day_of_month: 31, hour: 9, minute: 0, second: 0 },
  });
  const february = new Date(Date.UTC(nextYear, 2, 0)).getUTCDate();
  const ends = [subscription.items.data[0]?.current_period_end ?? 0];
  for (let month = 0; month < 3; month += 1) {
    await kit.local("/clock/advance", { to: `${stamp((ends.at(-1) ?? 0) + 7200)}Z` });
    const now = await kit.stripe.subscriptions.retrieve(subscription.id);
    ends.push(now.items.data[0]?.current_period_end ?? 0);
  }
  expect(ends.map(stamp)).toEqual([
    `${nextYear}-02-${february}T09:00:00`,
    `${nextYear}-03-31T09:00:00`,
    `${nextYear}-04-30T09:00:00`,
    `${nextYear}-05-31T09:00:00`,
  ]);
});

// Source, with these figures: https://docs.stripe.com/billing/subscriptions/backdating
test("a backdated start is billed: by cycles in flexible mode, as one line in classic mode", async () => {
  // Two weeks of a February of 28 days: half a month in classic mode.
  const year = [1, 2, 3, 4].map((ahead) => nextYear + ahead).find((candidate) => candidate % 4 !== 0) ?? nextYear;
  await kit.local("/clock/advance", { to: `${year}-03-01T00:00:00Z` });
  const input = {
    items: [{ price: (await price(2800, "month")).id }],
    backdate_start_date: seconds(`${year}-02-15T00:00:00Z`),
  };
  const flexible = await kit.stripe.subscriptions.create({ ...(await buyer()), ...input });
  const classic = await kit.stripe.subscriptions.create({
    ...(await buyer()),
    ...input,
    billing_mode: { type: "classic" },
  });
  expect(flexible).toMatchObject({ start_date: input.backdate_start_date, status: "active" });
  for (const { id } of [flexible, classic]) {
    const [invoice] = await invoicesOf(id);
    expect(invoice?.lines.data.map((line) => line.amount)).toEqual([1400, 2800]);
  }
  const unbilled = await kit.stripe.subscriptions.create({ ...(await buyer()), ...input, proration_behavior: "none" });
  expect((await invoicesOf(unbilled.id))[0]?.lines.data.map((line) => line.amount)).toEqual([2800]);
});

test("intervals of several days, weeks and months renew on the right dates", async () => {
  await kit.local("/clock/advance", { to: `${nextYear}-01-31T00:00:00Z` });
  const start = kit.server.now();
  const wanted = [
    { interval: "day", count: 10, renewals: 3, end: start + 40 * day },
    { interval: "week", count: 2, renewals: 2, end: start + 42 * day },
    { interval: "month", count: 3, renewals: 0, end: null },
  ] as const;
  const made: { id: string; renewals: number; end: number | null }[] = [];
  for (const { interval, count, renewals, end } of wanted) {
    const items = [{ price: (await price(500, interval, count)).id }];
    const { id } = await kit.stripe.subscriptions.create({ ...(await buyer()), items });
    made.push({ id, renewals, end });
  }
  await kit.local("/clock/advance", { days: 35 });
  for (const { id, renewals, end } of made) {
    expect(await invoicesOf(id)).toHaveLength(renewals + 1);
    const now = await kit.stripe.subscriptions.retrieve(id);
    const actual = now.items.data[0]?.current_period_end ?? 0;
    if (end === null) expect(stamp(actual).slice(0, 10)).toBe(`${nextYear}-04-30`);
    else expect(Math.abs(actual - end)).toBeLessThan(10);
  }
});

// Source: https://docs.stripe.com/billing/subscriptions/mixed-interval
test("items of different intervals share an anchor and are each billed when due; classic mode refuses them", async () => {
  const month = await price(1000, "month");
  const year = await price(9000, "year");
  const items = [{ price: month.id }, { price: year.id }];
  const mixed = await kit.stripe.subscriptions.create({ ...(await buyer()), items });
  expect((await invoicesOf(mixed.id))[0]?.total).toBe(10_000);
  await kit.local("/clock/advance", { months: 1, days: 1 });
  expect((await invoicesOf(mixed.id)).map((invoice) => invoice.total)).toEqual([10_000, 1000]);
  await kit.local("/clock/advance", { months: 11 });
  const invoices = await invoicesOf(mixed.id);
  expect(invoices).toHaveLength(13);
  expect(invoices.at(-1)?.total).toBe(10_000);
  await expect(
    kit.stripe.subscriptions.create({ ...(await buyer()), items, billing_mode: { type: "classic" } }),
  ).rejects.toMatchObject({ param: "items" });
  const week = await price(100, "week");
  await expect(
    kit.stripe.subscriptions.create({ ...(await buyer()), items: [{ price: week.id }, { price: month.id }] }),
  ).rejects.toThrow(/multiples/);
});

test("billing_cycle_anchor=now begins a period at once: the rest is credited and a whole one charged", async () => {
  await kit.local("/clock/advance", { to: `${nextYear}-04-01T00:00:00Z` });
  const created = await kit.stripe.subscriptions.create({
    ...(await buyer()),
    items: [{ price: (await price(3000, "month")).id }],
  });
  const { current_period_start: start } = created.items.data[0] ?? { current_period_start: 0 };
  await kit.local("/clock/advance", { to: `${stamp(start + 15 * day)}Z` });
  const moved = await kit.stripe.subscriptions.update(created.id, {
    billing_cycle_anchor: { type: "now" },
    proration_date: start + 15 * day,
  });
  // April has 30 days and 15 are gone.
  expect((await invoicesOf(created.id)).at(-1)).toMatchObject({
    billing_reason: "subscription_update",
    status: "paid",
    total: 1500,
  });
  expect(moved.billing_cycle_anchor).toBe(moved.items.data[0]?.current_period_start);
  expect(periodsOf(moved)[0]?.[1]?.slice(0, 10)).toBe(`${nextYear}-05-16`);
});

// Source: https://docs.stripe.com/billing/subscriptions/billing-mode/compare#credit-proration-calculations
test("a credit follows what was charged in flexible mode, and today's price in classic mode", async () => {
  await kit.local("/clock/advance", { to: `${nextYear}-09-01T00:00:00Z` });
  const small = await price(1000, "month");
  const large = await price(3000, "month");
  const credits: number[] = [];
  for (const type of ["flexible", "classic"] as const) {
    const made = await kit.stripe.subscriptions.create({
      ...(await buyer()),
      items: [{ price: small.id }],
      billing_mode: { type },
    });
    const [item] = made.items.data;
    const date = item?.current_period_start ?? 0;
    // The higher price was never charged: proration_behavior is none.
    await kit.stripe.subscriptions.update(made.id, {
      items: [{ id: item?.id ?? "", price: large.id }],
      proration_behavior: "none",
    });
    await kit.stripe.subscriptions.update(made.id, {
      items: [{ id: item?.id ?? "", price: small.id }],
      proration_date: date,
    });
    const preview = await kit.stripe.invoices.createPreview({ subscription: made.id });
    credits.push(preview.lines.data[0]?.amount ?? 0);
  }
  expect(credits).toEqual([-1000, -3000]);
});

test("a classic subscription migrates to flexible mode, and not back", async () => {
  const classic = await kit.stripe.subscriptions.create({
    ...(await buyer()),
    items: [{ price: (await monthlyPrice(kit.stripe)).id }],
    billing_mode: { type: "classic" },
  });
  expect(classic.billing_mode).toMatchObject({ type: "classic", flexible: null });
  const flexible = await kit.stripe.subscriptions.migrate(classic.id, { billing_mode: { type: "flexible" } });
  expect(flexible.billing_mode).toMatchObject({ type: "flexible", updated_at: expect.any(Number) });
  await expect(
    kit.stripe.subscriptions.migrate(classic.id, { billing_mode: { type: "flexible" } }),
  ).rejects.toMatchObject({ statusCode: 400 });
});
