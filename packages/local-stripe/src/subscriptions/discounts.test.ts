import type Stripe from "stripe";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Kit, monthlyPrice, startKit } from "../testing/kit";

let kit: Kit;
beforeEach(async () => {
  kit = await startKit();
});
afterEach(() => kit.close());

async function payingCustomer(): Promise<string> {
  const { id } = await kit.stripe.customers.create({ email: "ada@example.com" });
  const method = await kit.stripe.paymentMethods.attach("pm_card_visa", { customer: id });
  await kit.stripe.customers.update(id, { invoice_settings: { default_payment_method: method.id } });
  return id;
}

async function subscribe(params: Omit<Stripe.SubscriptionCreateParams, "customer">): Promise<Stripe.Subscription> {
  return kit.stripe.subscriptions.create({ customer: await payingCustomer(), ...params });
}

/** What each invoice of a subscription came to, oldest first. */
async function paid(subscription: string): Promise<number[]> {
  const invoices = await kit.stripe.invoices.list({ subscription });
  return invoices.data.map((invoice) => invoice.amount_paid).reverse();
}

test("a repeating coupon discounts each invoice of its months and then ends", async () => {
  // https://docs.stripe.com/billing/subscriptions/coupons: repeating for 3 months covers the invoices of those months.
  const price = await monthlyPrice(kit.stripe, 999);
  const coupon = await kit.stripe.coupons.create({ percent_off: 25, duration: "repeating", duration_in_months: 3 });
  const subscription = await subscribe({
    items: [{ price: price.id, quantity: 2 }],
    discounts: [{ coupon: coupon.id }],
  });
  expect(subscription.discounts).toHaveLength(1);
  const first = await kit.stripe.invoices.retrieve(String(subscription.latest_invoice), {
    expand: ["discounts.source.coupon", "lines.data.discounts"],
  });
  // 2 × 999 = 1998; a quarter of it is 499.5, rounded to 500.
  expect(first).toMatchObject({ subtotal: 1998, total: 1498, amount_paid: 1498 });
  expect(first.total_discount_amounts).toEqual([{ amount: 500, discount: subscription.discounts[0] }]);
  expect(first.lines.data[0]?.discount_amounts).toEqual(first.total_discount_amounts);
  expect(first.discounts[0]).toMatchObject({
    object: "discount",
    subscription: subscription.id,
    source: { type: "coupon", coupon: { id: coupon.id, percent_off: 25 } },
  });
  for (let month = 0; month < 4; month += 1) await kit.local("/clock/advance", { months: 1, days: 1 });
  expect(await paid(subscription.id)).toEqual([1498, 1498, 1498, 1998, 1998]);
  expect((await kit.stripe.subscriptions.retrieve(subscription.id)).discounts).toEqual([]);
  const types = await kit.eventTypes();
  expect(types.filter((type) => type.startsWith("customer.discount"))).toEqual([
    "customer.discount.created",
    "customer.discount.deleted",
  ]);
});

test("a coupon with duration once ends after the first invoice; one with duration forever stays", async () => {
  const price = await monthlyPrice(kit.stripe, 1000);
  const once = await kit.stripe.coupons.create({ amount_off: 300, currency: "usd", duration: "once" });
  const forever = await kit.stripe.coupons.create({ percent_off: 10, duration: "forever" });
  const { id } = await subscribe({
    items: [{ price: price.id }],
    discounts: [{ coupon: once.id }, { coupon: forever.id }],
  });
  await kit.local("/clock/advance", { months: 1, days: 1 });
  await kit.local("/clock/advance", { months: 1 });
  // 1000 less 300, less a tenth of the 700 that are left.
  expect(await paid(id)).toEqual([630, 900, 900]);
});

test("an amount off is spread over the lines and never exceeds their total", async () => {
  const customer = await payingCustomer();
  const coupon = await kit.stripe.coupons.create({ amount_off: 100, currency: "usd" });
  const invoice = await kit.stripe.invoices.create({ customer, discounts: [{ coupon: coupon.id }] });
  const added = await kit.stripe.invoices.addLines(invoice.id ?? "", {
    lines: [{ amount: 100 }, { amount: 100 }, { amount: 100 }, { amount: -50, description: "Goodwill" }],
  });
  // 100 over three lines of 100: 33.33 each, the cent left over goes to the first; a credit is left alone.
  expect(added.lines.data.map((line) => line.discount_amounts?.map((share) => share.amount))).toEqual([
    [34],
    [33],
    [33],
    [],
  ]);
  expect(added).toMatchObject({ subtotal: 250, total: 150 });
  const large = await kit.stripe.coupons.create({ amount_off: 5000, currency: "usd" });
  const free = await kit.stripe.invoices.create({ customer, discounts: [{ coupon: large.id }] });
  await kit.stripe.invoices.addLines(free.id ?? "", { lines: [{ amount: 700 }] });
  expect(await kit.stripe.invoices.finalizeInvoice(free.id ?? "")).toMatchObject({ status: "paid", total: 0 });
});

test("a coupon for one product does not discount the others", async () => {
  const a = await monthlyPrice(kit.stripe, 1000);
  const b = await monthlyPrice(kit.stripe, 2000);
  const coupon = await kit.stripe.coupons.create({
    percent_off: 50,
    duration: "forever",
    applies_to: { products: [String(b.product)] },
  });
  const { latest_invoice } = await subscribe({
    items: [{ price: a.id }, { price: b.id }],
    discounts: [{ coupon: coupon.id }],
    expand: ["latest_invoice"],
  });
  if (latest_invoice === null || typeof latest_invoice === "string") throw new Error("not expanded");
  expect(latest_invoice.lines.data.map((line) => line.discount_amounts?.[0]?.amount ?? 0)).toEqual([0, 1000]);
  expect(latest_invoice.amount_paid).toBe(2000);
});

test("an update replaces discounts, keeps those named by id, clears them with an empty value; the API deletes them", async () => {
  const price = await monthlyPrice(kit.stripe, 1000);
  const ten = await kit.stripe.coupons.create({ percent_off: 10, duration: "forever" });
  const twenty = await kit.stripe.coupons.create({ percent_off: 20, duration: "forever" });
  const { id, discounts } = await subscribe({ items: [{ price: price.id }], discounts: [{ coupon: ten.id }] });
  const kept = String(discounts[0]);
  const both = await kit.stripe.subscriptions.update(id, { discounts: [{ discount: kept }, { coupon: twenty.id }] });
  expect(both.discounts).toEqual([kept, expect.stringMatching(/^di_/)]);
  expect((await kit.stripe.invoices.createPreview({ subscription: id })).total).toBe(720);
  const one = await kit.stripe.subscriptions.update(id, { discounts: [{ discount: String(both.discounts[1]) }] });
  expect(one.discounts).toEqual([both.discounts[1]]);
  expect(await kit.stripe.subscriptions.deleteDiscount(id)).toMatchObject({ object: "discount", deleted: true });
  expect((await kit.stripe.subscriptions.update(id, { discounts: "" })).discounts).toEqual([]);
  expect((await kit.stripe.coupons.retrieve(ten.id)).times_redeemed).toBe(1);
  expect((await kit.eventTypes()).filter((type) => type.startsWith("customer.discount."))).toEqual([
    "customer.discount.created",
    "customer.discount.created",
    "customer.discount.deleted",
    "customer.discount.deleted",
  ]);
});

test("an upgrade credits what was paid after discounts, and discounts the rest of the period too", async () => {
  // https://docs.stripe.com/billing/subscriptions/prorations#credit-prorations
  const small = await monthlyPrice(kit.stripe, 1000);
  const large = await monthlyPrice(kit.stripe, 3000);
  const coupon = await kit.stripe.coupons.create({ percent_off: 20, duration: "forever" });
  const { id, items } = await subscribe({ items: [{ price: small.id }], discounts: [{ coupon: coupon.id }] });
  const [item] = items.data;
  if (item === undefined) throw new Error("no item");
  const half = Math.floor((item.current_period_start + item.current_period_end) / 2);
  await kit.local("/clock/advance", { to: new Date(half * 1000).toISOString() });
  const change = { items: [{ id: item.id, price: large.id }], proration_behavior: "always_invoice" as const };
  const preview = await kit.stripe.invoices.createPreview({
    subscription: id,
    subscription_details: { ...change, proration_date: half },
  });
  // Half of the 800 paid is credited, half of 3000 less a fifth is charged.
  expect(preview.lines.data.map((line) => line.amount)).toEqual([-400, 1200]);
  const after = await kit.stripe.subscriptions.update(id, {
    ...change,
    proration_date: half,
    expand: ["latest_invoice"],
  });
  expect(after.latest_invoice).toMatchObject({ total: 800, amount_paid: 800, status: "paid" });
});
