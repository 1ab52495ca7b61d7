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

test("a promotion code typed on the page changes the total, can be removed, and is redeemed when paid", async () => {
  const price = await monthlyPrice(kit.stripe, 2000);
  const coupon = await kit.stripe.coupons.create({ percent_off: 25, duration: "repeating", duration_in_months: 2 });
  const promotion = { type: "coupon" as const, coupon: coupon.id };
  const code = await kit.stripe.promotionCodes.create({ promotion, code: "SPRING" });
  const session = await open({ line_items: [{ price: price.id, quantity: 1 }], allow_promotion_codes: true });
  const url = session.url ?? "";
  expect(await page(url)).toContain("Promotion code");

  const wrong = await submit(`${url}/promotion`, { code: "NOPE" });
  expect(await wrong.text()).toContain("This code is invalid.");
  expect((await submit(`${url}/promotion`, { code: "spring" })).status).toBe(303);
  const shown = await page(url);
  expect(shown).toContain("Remove SPRING");
  expect(shown).toContain("25% off for 2 months");
  expect(shown).toContain("$15.00");
  const applied = await kit.stripe.checkout.sessions.retrieve(session.id, { expand: ["line_items"] });
  expect(applied).toMatchObject({
    amount_subtotal: 2000,
    amount_total: 1500,
    total_details: { amount_discount: 500 },
    discounts: [{ coupon: null, promotion_code: code.id }],
    line_items: { data: [{ amount_subtotal: 2000, amount_discount: 500, amount_total: 1500 }] },
  });
  await submit(`${url}/promotion`, { remove: "yes" });
  expect(await kit.stripe.checkout.sessions.retrieve(session.id)).toMatchObject({ amount_total: 2000, discounts: [] });
  expect((await kit.stripe.promotionCodes.retrieve(code.id)).times_redeemed).toBe(0);

  await submit(`${url}/promotion`, { code: "SPRING" });
  await submit(url, buyer);
  const done = await kit.stripe.checkout.sessions.retrieve(session.id, { expand: ["subscription", "invoice"] });
  expect(done).toMatchObject({
    status: "complete",
    payment_status: "paid",
    amount_total: 1500,
    invoice: { subtotal: 2000, total: 1500, amount_paid: 1500 },
  });
  const subscription = await kit.stripe.subscriptions.retrieve(idOf(done.subscription), { expand: ["discounts"] });
  expect(subscription.discounts).toMatchObject([
    { promotion_code: code.id, source: { coupon: coupon.id }, subscription: subscription.id, checkout_session: null },
  ]);
  expect((await kit.stripe.promotionCodes.retrieve(code.id)).times_redeemed).toBe(1);
  const types = await kit.eventTypes();
  expect(types.slice(types.indexOf("payment_intent.succeeded"))).toEqual([
    "payment_intent.succeeded",
    "coupon.updated",
    "promotion_code.updated",
    "customer.discount.created",
    "customer.subscription.created",
    "invoice.created",
    "invoice.finalized",
    "invoice.paid",
    "invoice.payment_succeeded",
    "invoice_payment.paid",
    "checkout.session.completed",
  ]);
  for (let month = 0; month < 2; month += 1) await kit.local("/clock/advance", { months: 1, days: 1 });
  const invoices = await kit.stripe.invoices.list({ subscription: subscription.id });
  expect(invoices.data.map((invoice) => invoice.amount_paid)).toEqual([2000, 1500, 1500]);
});

test("a code that expired while the page was open charges nothing and shows why", async () => {
  const coupon = await kit.stripe.coupons.create({ percent_off: 25, max_redemptions: 1 });
  const line_items = [{ price: await oneTimePrice(1000), quantity: 1 }];
  const first = await open({ mode: "payment", line_items, discounts: [{ coupon: coupon.id }] });
  const second = await open({ mode: "payment", line_items, discounts: [{ coupon: coupon.id }] });
  await submit(first.url ?? "", buyer);
  expect(await (await submit(second.url ?? "", buyer)).text()).toContain("maximum number of times");
  expect((await kit.stripe.charges.list()).data).toHaveLength(1);
  expect(await kit.stripe.checkout.sessions.retrieve(second.id)).toMatchObject({ status: "open" });
});

test("a 100% coupon on a purchase needs no card and creates no intent", async () => {
  const coupon = await kit.stripe.coupons.create({ percent_off: 100 });
  const line_items = [{ price: await oneTimePrice(1000), quantity: 1 }];
  const session = await open({ mode: "payment", line_items, discounts: [{ coupon: coupon.id }] });
  expect(session).toMatchObject({ amount_total: 0, discounts: [{ coupon: coupon.id, promotion_code: null }] });
  expect(await page(session.url)).not.toContain("Card number");
  await submit(session.url ?? "", { email: "ada@example.com" });
  expect(await kit.stripe.checkout.sessions.retrieve(session.id)).toMatchObject({
    status: "complete",
    payment_status: "no_payment_required",
    payment_intent: null,
  });
  expect((await kit.stripe.paymentIntents.list()).data).toEqual([]);
});

test("a 100% coupon on a subscription asks for a card only if the merchant wants one, and creates no intent", async () => {
  const price = await monthlyPrice(kit.stripe, 900);
  const coupon = await kit.stripe.coupons.create({ percent_off: 100, duration: "forever" });
  const line_items = [{ price: price.id, quantity: 1 }];
  const discounts = [{ coupon: coupon.id }];
  const without = await open({ line_items, discounts, payment_method_collection: "if_required" });
  await submit(without.url ?? "", { email: "ada@example.com" });
  const free = await kit.stripe.checkout.sessions.retrieve(without.id, { expand: ["subscription", "invoice"] });
  expect(free).toMatchObject({
    status: "complete",
    payment_status: "no_payment_required",
    subscription: { status: "active", default_payment_method: null },
    invoice: { status: "paid", subtotal: 900, total: 0 },
  });
  const withCard = await open({ line_items, discounts });
  expect(await (await submit(withCard.url ?? "", { email: "ada@example.com" })).text()).toContain("Card number");
  await submit(withCard.url ?? "", buyer);
  expect(await kit.stripe.checkout.sessions.retrieve(withCard.id)).toMatchObject({
    payment_status: "no_payment_required",
  });
  await kit.local("/clock/advance", { months: 1, days: 1 });
  const types = await kit.eventTypes();
  expect(types).toContain("setup_intent.succeeded");
  expect(types).not.toContain("payment_intent.created");
  const invoices = await kit.stripe.invoices.list({ limit: 100 });
  expect(invoices.data.map((invoice) => [invoice.status, invoice.amount_due])).toEqual(Array(4).fill(["paid", 0]));
});

test("a subscription's first payment uses the customer's balance", async () => {
  // https://docs.stripe.com/billing/customer/balance
  const price = await monthlyPrice(kit.stripe, 900);
  const customer = await kit.stripe.customers.create({ email: "ada@example.com", balance: -400 });
  const session = await open({ customer: customer.id, line_items: [{ price: price.id, quantity: 1 }] });
  const shown = await page(session.url);
  expect(shown).toContain("Applied balance");
  expect(shown).toContain("$5.00");
  await submit(session.url ?? "", goodCard);
  const done = await kit.stripe.checkout.sessions.retrieve(session.id, { expand: ["invoice"] });
  expect(done).toMatchObject({
    amount_total: 900,
    payment_status: "paid",
    invoice: { total: 900, amount_due: 500, amount_paid: 500, starting_balance: -400, ending_balance: 0 },
  });
  expect((await kit.stripe.charges.list()).data[0]?.amount).toBe(500);
  const entries = await kit.stripe.customers.listBalanceTransactions(customer.id);
  expect(entries.data.map((entry) => [entry.type, entry.amount, entry.ending_balance])).toEqual([
    ["applied_to_invoice", 400, 0],
    ["initial", -400, -400],
  ]);
});

test("an invoice of a discounted one-time payment names its discount", async () => {
  const coupon = await kit.stripe.coupons.create({ amount_off: 250, currency: "usd" });
  const session = await open({
    mode: "payment",
    customer_creation: "always",
    line_items: [{ price: await oneTimePrice(1000), quantity: 2 }],
    invoice_creation: { enabled: true },
    discounts: [{ coupon: coupon.id }],
  });
  await submit(session.url ?? "", buyer);
  const done = await kit.stripe.checkout.sessions.retrieve(session.id, { expand: ["invoice.discounts"] });
  expect(done).toMatchObject({ amount_subtotal: 2000, amount_total: 1750 });
  expect(done.invoice).toMatchObject({
    subtotal: 2000,
    total: 1750,
    amount_paid: 1750,
    discounts: [{ checkout_session: session.id, source: { coupon: coupon.id } }],
  });
});

test("codes and a merchant's discount exclude each other", async () => {
  const price = await monthlyPrice(kit.stripe, 900);
  const coupon = await kit.stripe.coupons.create({ percent_off: 10 });
  const both = open({
    line_items: [{ price: price.id, quantity: 1 }],
    allow_promotion_codes: true,
    discounts: [{ coupon: coupon.id }],
  });
  await expect(both).rejects.toMatchObject({ statusCode: 400, param: "discounts" });
});
