import { afterEach, beforeEach, expect, test } from "vitest";
import { idOf, type Kit, monthlyPrice, refusal, startKit, submit } from "../../testing/kit";

let kit: Kit;
beforeEach(async () => {
  kit = await startKit();
});
afterEach(() => kit.close());

const day = 86_400;
const pages = { success_url: "http://localhost:3000/ok" };

/** A running subscription, its item and its price. */
async function running({ stripe }: Kit, cents = 900) {
  const { id: price } = await monthlyPrice(stripe, cents);
  const { id: customer } = await stripe.customers.create({ payment_method: "pm_card_visa" });
  const { id, items } = await stripe.subscriptions.create({
    customer,
    items: [{ price }],
    default_payment_method: (await stripe.paymentMethods.list({ customer })).data[0]?.id ?? "",
  });
  return { price, customer, subscription: id, item: items.data[0]?.id ?? "" };
}

/** Every request that takes the quantity of something that is sold. */
async function requestsWith(kit: Kit, quantity: number): Promise<(() => Promise<unknown>)[]> {
  const { stripe } = kit;
  const { price, customer, subscription, item } = await running(kit);
  const { id: other } = await monthlyPrice(stripe, 1900);
  const product = (await stripe.products.create({ name: "Pack" })).id;
  const once = (await stripe.prices.create({ currency: "usd", unit_amount: 900, product })).id;
  const schedule = await stripe.subscriptionSchedules.create({ from_subscription: subscription });
  const [phase] = schedule.phases;
  const current = { items: [{ price }], start_date: phase?.start_date ?? 0, end_date: phase?.end_date ?? 0 };
  const month = { interval: "month" as const, interval_count: 1 };
  return [
    () => stripe.subscriptions.create({ customer, items: [{ price, quantity }] }),
    () => stripe.subscriptions.create({ customer, items: [{ price }], add_invoice_items: [{ price: once, quantity }] }),
    () => stripe.subscriptions.update(subscription, { items: [{ id: item, quantity }] }),
    () => stripe.subscriptions.update(subscription, { items: [{ price: other, quantity }] }),
    () => stripe.subscriptionItems.create({ subscription, price: other, quantity }),
    () => stripe.subscriptionItems.update(item, { quantity }),
    () => stripe.invoices.createPreview({ subscription, subscription_details: { items: [{ id: item, quantity }] } }),
    () => stripe.invoices.createPreview({ customer, invoice_items: [{ pricing: { price: once }, quantity } as never] }),
    () =>
      stripe.subscriptionSchedules.create({
        customer,
        start_date: "now",
        phases: [{ items: [{ price, quantity }], duration: month }],
      }),
    () =>
      stripe.subscriptionSchedules.update(schedule.id, {
        phases: [current, { items: [{ price, quantity }], duration: month }],
      }),
    () => stripe.checkout.sessions.create({ ...pages, mode: "subscription", line_items: [{ price, quantity }] }),
    () => stripe.checkout.sessions.create({ ...pages, mode: "payment", line_items: [{ price: once, quantity }] }),
    () => stripe.invoiceItems.create({ customer, pricing: { price: once }, quantity }),
  ];
}

// Source: the message Stripe answers, https://github.com/laravel/cashier-stripe/issues/359
test.each([-1, -5])("a quantity of %i is refused wherever one is given", async (quantity) => {
  for (const request of await requestsWith(kit, quantity)) {
    expect(await refusal(request())).toMatchObject({
      statusCode: 400,
      code: "parameter_invalid_integer",
      message: "Invalid non-negative integer",
      param: expect.stringMatching(/quantity\]?$/),
    });
  }
});

test("a subscription item can have a quantity of 0", async () => {
  const { customer, price, subscription, item } = await running(kit);
  const { subscriptions, subscriptionItems } = kit.stripe;
  const none = await subscriptions.create({ customer, items: [{ price, quantity: 0 }] });
  expect(none.items.data[0]?.quantity).toBe(0);
  expect(await subscriptionItems.update(item, { quantity: 0 })).toMatchObject({ quantity: 0, subscription });
});

// Source: https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts
test("amounts over eight digits are refused, also as the total of a quantity or of several lines", async () => {
  const { stripe } = kit;
  const tooLarge = { statusCode: 400, code: "amount_too_large" };
  for (const request of await requestsWith(kit, 1_000_000_000)) {
    expect(await refusal(request())).toMatchObject(tooLarge);
  }
  const { id: customer } = await stripe.customers.create();
  const { id: invoice } = await stripe.invoices.create({ customer, currency: "usd" });
  const most = { customer, currency: "usd", amount: 99_999_999 };
  await stripe.invoiceItems.create({ ...most, invoice });
  expect(await refusal(stripe.invoiceItems.create({ ...most, invoice, amount: 1 }))).toMatchObject(tooLarge);
  expect(await refusal(stripe.invoiceItems.create({ ...most, amount: -100_000_000 }))).toMatchObject(tooLarge);
  expect(await stripe.invoices.retrieve(invoice)).toMatchObject({ total: 99_999_999 });
  const { id: dear } = await monthlyPrice(stripe, 99_999_999);
  expect(
    await refusal(
      stripe.subscriptions.create({ customer, items: [{ price: dear }, { price: (await monthlyPrice(stripe)).id }] }),
    ),
  ).toMatchObject({ ...tooLarge, param: "items" });
  expect(await refusal(monthlyPrice(stripe, 100_000_000))).toMatchObject({ ...tooLarge, param: "unit_amount" });
  // Twelve digits for rupiah.
  expect(await stripe.paymentIntents.create({ currency: "idr", amount: 100_000_000 })).toMatchObject({
    currency: "idr",
  });
  expect(await refusal(stripe.paymentIntents.create({ currency: "idr", amount: 10 ** 12 }))).toMatchObject(tooLarge);
});

test("a buyer cannot choose a quantity that is more than can be charged, on Checkout's page or in the portal", async () => {
  const { stripe } = kit;
  const { price, customer, subscription } = await running(kit);
  const adjustable = { enabled: true, minimum: 1, maximum: 999_999 };
  const session = await stripe.checkout.sessions.create({
    ...pages,
    mode: "subscription",
    line_items: [{ price, quantity: 1, adjustable_quantity: adjustable }],
    expand: ["line_items"],
  });
  const page = await submit(`${session.url}/quantity`, {
    item: session.line_items?.data[0]?.id ?? "",
    quantity: "999999",
  });
  expect(await page.text()).toContain("This quantity is too large.");
  expect(await stripe.checkout.sessions.retrieve(session.id)).toMatchObject({ amount_total: 900 });
  const product = idOf((await stripe.prices.retrieve(price)).product);
  const configuration = await stripe.billingPortal.configurations.create({
    features: {
      subscription_update: {
        enabled: true,
        default_allowed_updates: ["quantity"],
        products: [{ product, prices: [price], adjustable_quantity: adjustable }],
      },
    },
  });
  const portal = await stripe.billingPortal.sessions.create({ customer, configuration: configuration.id });
  const preview = `${portal.url}/subscriptions/${subscription}/preview?price=${price}`;
  const refused = await fetch(`${preview}&quantity=999999`);
  expect([refused.status, await refused.text()]).toEqual([200, expect.stringContaining("This quantity is too large.")]);
  expect(await (await fetch(`${preview}&quantity=2`)).text()).not.toContain("too large");
});

// Sources: https://docs.stripe.com/currencies#three-decimal and #special-cases,
// https://support.stripe.com/questions/deprecation-of-fractional-isk-charges-and-refunds
test.each([
  ...["bhd", "jod", "kwd", "omr", "tnd"].map((currency) => [currency, 5005, 5010, "invalid_charge_amount"] as const),
  ...["isk", "ugx"].map((currency) => [currency, 5050, 5100, "invalid_charge_amount_no_decimal_compatible"] as const),
])("%s has no amount of %i", async (currency, broken, whole, code) => {
  const { stripe } = kit;
  const product = (await stripe.products.create({ name: "Pack" })).id;
  const { id: customer } = await stripe.customers.create();
  const usd = { currency: "usd", unit_amount: 900, product };
  const price = await stripe.prices.create(usd);
  const off = { currency: "usd", amount_off: 100, duration: "once" as const };
  const coupon = await stripe.coupons.create(off);
  const held = await stripe.paymentIntents.create({
    currency,
    amount: whole * 2,
    confirm: true,
    payment_method: "pm_card_visa",
    capture_method: "manual",
    return_url: pages.success_url,
  });
  const requests = (amount: number): (() => Promise<unknown>)[] => [
    () => stripe.paymentIntents.create({ currency, amount }),
    () => stripe.prices.create({ ...usd, currency, unit_amount: amount }),
    () => stripe.prices.create({ currency, unit_amount_decimal: String(amount) as never, product }),
    () => stripe.prices.create({ ...usd, currency_options: { [currency]: { unit_amount: amount } } }),
    () => stripe.prices.update(price.id, { currency_options: { [currency]: { unit_amount: amount } } }),
    () => stripe.products.create({ name: "Pack", default_price_data: { currency, unit_amount: amount } }),
    () =>
      stripe.checkout.sessions.create({
        ...pages,
        mode: "payment",
        line_items: [{ quantity: 2, price_data: { currency, unit_amount: amount, product } }],
      }),
    () => stripe.invoiceItems.create({ customer, currency, amount }),
    () => stripe.invoiceItems.create({ customer, currency, amount: -amount }),
    () => stripe.coupons.create({ ...off, currency, amount_off: amount }),
    () => stripe.coupons.create({ ...off, currency_options: { [currency]: { amount_off: amount } } }),
    () => stripe.coupons.update(coupon.id, { currency_options: { [currency]: { amount_off: amount } } }),
    () => stripe.customers.createBalanceTransaction(customer, { currency, amount }),
    () => stripe.paymentIntents.capture(held.id, { amount_to_capture: amount }),
  ];
  for (const request of requests(broken)) expect(await refusal(request())).toMatchObject({ statusCode: 400, code });
  for (const request of requests(whole)) expect(await request()).toHaveProperty("id");
  const refund = (amount: number) => stripe.refunds.create({ payment_intent: held.id, amount });
  expect(await refusal(refund(broken - 1000))).toMatchObject({ code, param: "amount" });
  expect(await refund(whole)).toMatchObject({ amount: whole });
});

test.each([
  ["kwd", 5010, 10],
  ["isk", 500_100, 100],
  ["usd", 999, 1],
])("prorations and percentages of %s come to amounts that can be charged", async (currency, unit_amount, step) => {
  const { stripe } = kit;
  const { id: customer } = await stripe.customers.create({ payment_method: "pm_card_visa" });
  const method = (await stripe.paymentMethods.list({ customer })).data[0]?.id ?? "";
  const coupon = (await stripe.coupons.create({ percent_off: 33.3, duration: "forever" })).id;
  const product = (await stripe.products.create({ name: "Plan" })).id;
  const made = (amount: number) =>
    stripe.prices.create({ currency, unit_amount: amount, product, recurring: { interval: "month" } });
  const [small, big] = [await made(unit_amount), await made(unit_amount * 3)];
  const subscription = await stripe.subscriptions.create({
    customer,
    items: [{ price: small.id }],
    discounts: [{ coupon }],
    default_payment_method: method,
  });
  await kit.local("/clock/advance", { seconds: 7 * day + 12_345 });
  await stripe.subscriptions.update(subscription.id, {
    items: [{ id: subscription.items.data[0]?.id ?? "", price: big.id }],
    proration_behavior: "always_invoice",
  });
  const { data: charges } = await stripe.charges.list({ customer });
  expect(charges).toHaveLength(2);
  for (const { amount, status } of charges) {
    expect({ amount, over: amount % step, status }).toEqual({ amount, over: 0, status: "succeeded" });
  }
});
