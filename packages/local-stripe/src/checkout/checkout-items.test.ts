import type Stripe from "stripe";
import { afterEach, beforeEach, expect, test } from "vitest";
import { goodCard, idOf, type Kit, monthlyPrice, startKit, submit } from "../testing/kit";

let kit: Kit;
beforeEach(async () => {
  kit = await startKit();
});
afterEach(() => kit.close());

const buyer = { ...goodCard, email: "ada@example.com" };

async function open(params: Partial<Stripe.Checkout.SessionCreateParams>): Promise<Stripe.Checkout.Session> {
  return kit.stripe.checkout.sessions.create({
    mode: "subscription",
    success_url: "http://localhost:3000/ok",
    ...params,
  });
}

async function oneTimePrice(cents: number, currency = "usd"): Promise<string> {
  const price = await kit.stripe.prices.create({ currency, unit_amount: cents, product_data: { name: "Setup" } });
  return price.id;
}

const page = async (url: string | null) => (await fetch(url ?? "")).text();

test("a quantity is changed on the page within its bounds, and bought as changed", async () => {
  const price = await monthlyPrice(kit.stripe, 900);
  const session = await open({
    line_items: [{ price: price.id, quantity: 2, adjustable_quantity: { enabled: true, minimum: 1, maximum: 5 } }],
  });
  const url = session.url ?? "";
  const line = async () => (await kit.stripe.checkout.sessions.listLineItems(session.id)).data[0];
  expect((await line())?.adjustable_quantity).toEqual({ enabled: true, minimum: 1, maximum: 5 });
  await submit(`${url}/quantity`, { item: (await line())?.id ?? "", quantity: "9" });
  expect(await line()).toMatchObject({ quantity: 5, amount_total: 4500 });
  await submit(`${url}/quantity`, { item: (await line())?.id ?? "", quantity: "3" });
  expect(await page(url)).toContain("$27.00");
  // A decline leaves an intent behind; the amount finally paid is the total at that time.
  await submit(url, { ...buyer, card_number: "4000000000009995" });
  await submit(`${url}/quantity`, { item: (await line())?.id ?? "", quantity: "4" });
  await submit(url, buyer);
  const done = await kit.stripe.checkout.sessions.retrieve(session.id, { expand: ["subscription", "invoice"] });
  expect(done).toMatchObject({
    amount_total: 3600,
    subscription: { items: { data: [{ quantity: 4 }] } },
    invoice: { amount_paid: 3600 },
  });
  const [intent] = (await kit.stripe.paymentIntents.list()).data;
  expect(intent).toMatchObject({ amount: 3600, amount_received: 3600 });
  const [charge] = (await kit.stripe.charges.list()).data;
  expect(charge?.amount).toBe(3600);
});

test("one-time prices bought with a subscription are on its first invoice only", async () => {
  const price = await monthlyPrice(kit.stripe, 900);
  const session = await open({
    line_items: [
      { price: price.id, quantity: 1 },
      { price: await oneTimePrice(5000), quantity: 1 },
    ],
  });
  expect(session.amount_total).toBe(5900);
  await submit(session.url ?? "", buyer);
  const done = await kit.stripe.checkout.sessions.retrieve(session.id);
  const subscription = idOf(done.subscription);
  expect((await kit.stripe.subscriptions.retrieve(subscription)).items.data).toHaveLength(1);
  await kit.local("/clock/advance", { months: 1, days: 1 });
  const invoices = await kit.stripe.invoices.list({ subscription });
  expect(invoices.data.map((invoice) => invoice.lines.data.map((line) => line.amount))).toEqual([[900], [900, 5000]]);
  expect(invoices.data.map((invoice) => invoice.amount_paid)).toEqual([900, 5900]);
  expect(invoices.data[1]?.lines.data[1]?.parent).toMatchObject({
    type: "invoice_item_details",
    invoice_item_details: { subscription },
  });
});

test("with a trial only the one-time price is due today, and the coupon waits for the first paid invoice", async () => {
  const price = await monthlyPrice(kit.stripe, 900);
  const coupon = await kit.stripe.coupons.create({
    percent_off: 50,
    duration: "once",
    applies_to: { products: [String(price.product)] },
  });
  const session = await open({
    line_items: [
      { price: price.id, quantity: 1 },
      { price: await oneTimePrice(5000), quantity: 1 },
    ],
    subscription_data: { trial_period_days: 7 },
    discounts: [{ coupon: coupon.id }],
  });
  expect(session.amount_total).toBe(5000);
  await submit(session.url ?? "", buyer);
  const done = await kit.stripe.checkout.sessions.retrieve(session.id, { expand: ["subscription"] });
  expect(done).toMatchObject({ payment_status: "paid", subscription: { status: "trialing" } });
  await kit.local("/clock/advance", { days: 8 });
  await kit.local("/clock/advance", { months: 1, days: 1 });
  const invoices = await kit.stripe.invoices.list({ subscription: idOf(done.subscription) });
  expect(invoices.data.map((invoice) => invoice.amount_paid)).toEqual([900, 450, 5000]);
});
