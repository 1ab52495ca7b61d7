import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { buildTestClock } from "./control/test-clock-object";
import { Clock } from "./core/clock/clock";
import { noReactions } from "./core/reactions";
import { Store } from "./core/store/store";
import { tableNames } from "./core/store/tables";
import { startLocalStripe } from "./start";
import { idOf, kitFor, monthlyPrice, subscribeByCheckout } from "./testing/kit";
import { SdkTypes } from "./testing/sdk-types";

test("every object has exactly the fields of the SDK's types", async () => {
  const dataDir = mkdtempSync(join(tmpdir(), "local-stripe-types-"));
  await live(dataDir);
  const store = new Store(new Clock(0), noReactions, dataDir);
  const types = new SdkTypes();
  const faults = new Set<string>();
  const empty: string[] = [];
  for (const [name, type] of types.stored()) {
    const table = tableNames.find((each) => each === name);
    const rows = table === undefined ? [] : store.rows(table);
    if (rows.length === 0) empty.push(name);
    for (const row of rows) for (const fault of types.faults(row, type, name)) faults.add(fault);
  }
  store.close();
  rmSync(dataDir, { recursive: true, force: true });
  expect([...faults]).toEqual([]);
  expect(empty).toEqual([]);
}, 60_000);

test("the check finds missing fields, unknown fields and wrong types", () => {
  const types = new SdkTypes();
  const type = types.stored().get("test_clock");
  if (type === undefined) throw new Error("test clocks are not stored");
  const clock = { ...buildTestClock({ id: "clock_1", created: 1, frozenTime: 1, name: null }) };
  expect(types.faults(clock, type, "clock")).toEqual([]);
  const { name: _name, ...nameless } = clock;
  expect(types.faults(nameless, type, "clock")).toEqual(["clock.name is missing"]);
  expect(types.faults({ ...clock, colour: "red" }, type, "clock")).toEqual(["clock.colour is not in the SDK's types"]);
  expect(types.faults({ ...clock, frozen_time: "now" }, type, "clock")[0]).toBe(
    'clock.frozen_time is "now", not number',
  );
}, 60_000);

/** A life that leaves at least one row of every kind behind. */
async function live(dataDir: string): Promise<void> {
  const kit = kitFor(await startLocalStripe({ port: 0, dataDir }));
  const { stripe } = kit;
  const coupon = await stripe.coupons.create({ percent_off: 10, duration: "repeating", duration_in_months: 3 });
  await stripe.promotionCodes.create({ promotion: { type: "coupon", coupon: coupon.id }, code: "TEN" });
  const price = await monthlyPrice(stripe);
  const bigger = await monthlyPrice(stripe, 2900);
  const { customer, subscription } = await subscribeByCheckout(kit, price.id);
  await stripe.checkout.sessions.create({
    mode: "payment",
    line_items: [{ quantity: 2, price_data: { currency: "jpy", unit_amount: 500, product_data: { name: "Pack" } } }],
    success_url: "http://localhost:3000/ok",
  });
  await stripe.subscriptions.update(subscription, { discounts: [{ coupon: coupon.id }] });
  const [item] = (await stripe.subscriptions.retrieve(subscription)).items.data;
  await stripe.subscriptions.update(subscription, {
    items: [{ id: item?.id ?? "", price: bigger.id }],
    proration_behavior: "create_prorations",
  });
  await stripe.subscriptionSchedules.create({ from_subscription: subscription });
  await stripe.customers.createBalanceTransaction(customer, { amount: -100, currency: "usd" });
  await kit.local("/clock/advance", { months: 1, days: 1 });

  const trialing = await stripe.customers.create({ email: "b@example.com", name: "B", metadata: { a: "1" } });
  const card = await stripe.paymentMethods.attach("pm_card_visa", { customer: trialing.id });
  await stripe.subscriptions.create({
    customer: trialing.id,
    default_payment_method: card.id,
    trial_period_days: 7,
    items: [{ price: price.id }],
  });
  await stripe.setupIntents.create({ customer: trialing.id, payment_method: card.id });
  const failing = await stripe.paymentMethods.attach("pm_card_chargeCustomerFail", { customer: trialing.id });
  const pay = (method: string) =>
    stripe.paymentIntents.create({
      amount: 5000,
      currency: "usd",
      customer: trialing.id,
      payment_method: method,
      confirm: true,
      return_url: "http://localhost:3000",
    });
  await expect(pay(failing.id)).rejects.toMatchObject({ statusCode: 402 });
  const refunded = await pay(card.id);
  await stripe.refunds.create({ payment_intent: refunded.id, amount: 1000 });
  const disputed = await pay(card.id);
  await kit.local("/disputes/open", { charge: idOf(disputed.latest_charge) });
  await stripe.invoiceItems.create({ customer: trialing.id, amount: 700, currency: "usd", description: "Help" });
  const byHand = await stripe.invoices.create({ customer: trialing.id, pending_invoice_items_behavior: "include" });
  await stripe.invoices.finalizeInvoice(byHand.id);
  await stripe.invoices.pay(byHand.id, { payment_method: card.id });
  await stripe.creditNotes.create({ invoice: byHand.id, amount: 200, refund_amount: 150, credit_amount: 50 });
  await stripe.billingPortal.sessions.create({ customer, return_url: "http://localhost:3000" });
  await stripe.testHelpers.testClocks.create({ frozen_time: kit.server.now() });
  await stripe.webhookEndpoints.create({ url: "http://localhost:9/hook", enabled_events: ["payout.paid"] });
  await kit.close();
}
