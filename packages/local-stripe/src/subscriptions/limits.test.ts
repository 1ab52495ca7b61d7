import type Stripe from "stripe";
import { afterEach, beforeEach, expect, test } from "vitest";
import { idOf, type Kit, monthlyPrice, refusal, startKit, subscribeByCheckout } from "../testing/kit";

let kit: Kit;
beforeEach(async () => {
  kit = await startKit();
});
afterEach(() => kit.close());

const day = 86_400;
const pages = { success_url: "http://localhost:3000/ok" };

/** The parameter that each call is refused for. */
async function paramsOf(calls: readonly Promise<unknown>[]): Promise<(string | undefined)[]> {
  return Promise.all(calls.map(async (call) => (await refusal(call)).param));
}

// Source: "Can be at most two years from `billing_cycle_anchor`", https://docs.stripe.com/api/subscriptions/create
test("a trial lasts two years at most, wherever it is asked for", async () => {
  const { stripe } = kit;
  const { id: price } = await monthlyPrice(stripe);
  const { id: customer } = await stripe.customers.create({ payment_method: "pm_card_visa" });
  const now = kit.server.now();
  const threeYears = now + 3 * 365 * day;
  const base = { customer, items: [{ price }] };
  const running = await stripe.subscriptions.create({ ...base, trial_period_days: 730 });
  expect((running.trial_end ?? 0) - now).toBeLessThanOrEqual(730 * day + 5);
  const session = (subscription_data: Stripe.Checkout.SessionCreateParams.SubscriptionData) =>
    stripe.checkout.sessions.create({
      ...pages,
      mode: "subscription",
      line_items: [{ price, quantity: 1 }],
      subscription_data,
    });
  const phase = { items: [{ price }], duration: { interval: "year" as const, interval_count: 4 } };
  expect(
    await paramsOf([
      stripe.subscriptions.create({ ...base, trial_period_days: 731 }),
      stripe.subscriptions.create({ ...base, trial_end: threeYears }),
      stripe.subscriptions.update(running.id, { trial_end: threeYears + 2 * 365 * day }),
      stripe.subscriptionSchedules.create({
        customer,
        start_date: "now",
        phases: [{ ...phase, trial_end: threeYears }],
      }),
      session({ trial_period_days: 731 }),
      session({ trial_end: threeYears }),
      session({ trial_end: now + day }),
    ]),
  ).toEqual([
    "trial_period_days",
    "trial_end",
    "trial_end",
    "phases[0][trial_end]",
    "subscription_data[trial_period_days]",
    "subscription_data[trial_end]",
    "subscription_data[trial_end]",
  ]);
  expect(await session({ trial_end: now + 3 * day })).toMatchObject({ status: "open" });
});

// Source: https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts
test.each([
  ["usd", 49, 50],
  ["gbp", 29, 30],
  ["jpy", 49, 50],
  ["huf", 17_499, 17_500],
  ["kwd", 0, 10],
])("an amount under the least of %s is refused", async (currency, tooSmall, least) => {
  const { stripe } = kit;
  const pack = (unit_amount: number) =>
    stripe.checkout.sessions.create({
      ...pages,
      mode: "payment",
      line_items: [{ quantity: 1, price_data: { currency, unit_amount, product_data: { name: "Pack" } } }],
    });
  const small = { code: "amount_too_small", statusCode: 400 };
  const intent = await stripe.paymentIntents.create({ currency, amount: least });
  expect(await refusal(stripe.paymentIntents.create({ currency, amount: tooSmall }))).toMatchObject(small);
  expect(await refusal(stripe.paymentIntents.update(intent.id, { amount: tooSmall }))).toMatchObject(small);
  expect(await refusal(stripe.paymentIntents.create({ currency, amount: 100_000_000 }))).toMatchObject({
    code: "amount_too_large",
  });
  // What is free is not charged at all.
  if (tooSmall > 0) expect(await refusal(pack(tooSmall))).toMatchObject(small);
  else expect(await pack(tooSmall)).toMatchObject({ amount_total: 0 });
  expect(await pack(least)).toMatchObject({ amount_total: least });
});

// Source: https://docs.stripe.com/currencies#presentment-currencies
test("a currency that Stripe does not have is refused wherever one is named", async () => {
  const { stripe } = kit;
  const currency = "zzz";
  const product = (await stripe.products.create({ name: "Pack" })).id;
  const { id: customer } = await stripe.customers.create();
  const price_data = { currency, unit_amount: 900, product_data: { name: "Pack" } };
  expect(
    await paramsOf([
      stripe.prices.create({ currency, unit_amount: 900, product }),
      stripe.prices.create({
        currency: "usd",
        unit_amount: 900,
        product,
        currency_options: { zzz: { unit_amount: 1 } },
      }),
      stripe.products.create({ name: "Pack", default_price_data: { currency, unit_amount: 900 } }),
      stripe.paymentIntents.create({ currency, amount: 900 }),
      stripe.coupons.create({ currency, amount_off: 100, duration: "once" }),
      stripe.coupons.create({
        currency: "usd",
        amount_off: 100,
        duration: "once",
        currency_options: { zzz: { amount_off: 1 } },
      }),
      stripe.invoices.create({ customer, currency }),
      stripe.invoiceItems.create({ customer, currency, amount: 900 }),
      stripe.customers.createBalanceTransaction(customer, { amount: 100, currency }),
      stripe.checkout.sessions.create({ ...pages, mode: "payment", line_items: [{ quantity: 1, price_data }] }),
      stripe.checkout.sessions.create({ ...pages, mode: "setup", currency }),
    ]),
  ).toEqual([
    "currency",
    "currency_options[zzz]",
    "default_price_data[currency]",
    "currency",
    "currency",
    "currency_options[zzz]",
    "currency",
    "currency",
    "currency",
    "line_items[0][price_data][currency]",
    "currency",
  ]);
  expect(await stripe.paymentIntents.create({ currency: "EUR", amount: 900 })).toMatchObject({ currency: "eur" });
});

// Source: https://docs.stripe.com/customer-management/portal-deep-links
test("a portal flow needs its feature and a live subscription of the customer", async () => {
  const { stripe } = kit;
  const price = await monthlyPrice(stripe);
  const [own, other] = [await subscribeByCheckout(kit, price.id), await subscribeByCheckout(kit, price.id)];
  const item = (await stripe.subscriptions.retrieve(own.subscription)).items.data[0]?.id ?? "";
  const portal = (enabled: boolean) =>
    stripe.billingPortal.configurations.create({
      features: {
        payment_method_update: { enabled },
        subscription_cancel: { enabled },
        subscription_update: {
          enabled,
          default_allowed_updates: ["price"],
          products: [{ product: idOf(price.product), prices: [price.id] }],
        },
      },
    });
  const [on, off] = [(await portal(true)).id, (await portal(false)).id];
  const flows = (subscription: string): Stripe.BillingPortal.SessionCreateParams.FlowData[] => [
    { type: "subscription_cancel", subscription_cancel: { subscription } },
    { type: "subscription_update", subscription_update: { subscription } },
    {
      type: "subscription_update_confirm",
      subscription_update_confirm: { subscription, items: [{ id: item, price: price.id }] },
    },
  ];
  const start = (configuration: string, flow_data: Stripe.BillingPortal.SessionCreateParams.FlowData) =>
    stripe.billingPortal.sessions.create({ customer: own.customer, configuration, flow_data });
  for (const flow of [...flows(own.subscription), { type: "payment_method_update" } as const]) {
    expect(await start(on, flow)).toMatchObject({ flow: { type: flow.type } });
    expect((await refusal(start(off, flow))).message).toMatch(/feature in the portal configuration is disabled/);
  }
  for (const flow of flows(other.subscription)) {
    expect(await refusal(start(on, flow))).toMatchObject({ code: "resource_missing", statusCode: 400 });
  }
  await stripe.subscriptions.cancel(own.subscription);
  for (const flow of flows(own.subscription)) {
    expect((await refusal(start(on, flow))).message).toMatch(/has ended/);
  }
});
