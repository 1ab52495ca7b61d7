import type Stripe from "stripe";
import { afterEach, beforeEach, expect, test } from "vitest";
import { changeCard, idOf, type Kit, monthlyPrice, startKit, submit, subscribeByCheckout } from "../testing/kit";

let kit: Kit;
beforeEach(async () => {
  kit = await startKit();
});
afterEach(() => kit.close());

type UpdateFeature = NonNullable<Stripe.BillingPortal.ConfigurationCreateParams.Features["subscription_update"]>;

interface Portal {
  customer: string;
  subscription: string;
  item: string;
  small: Stripe.Price;
  large: Stripe.Price;
  configuration: string;
  url: string;
}

/** A customer at $10 a month, and a portal that offers $10 and $30. */
async function portalWith(feature: Partial<UpdateFeature>, startAt: "small" | "large" = "small"): Promise<Portal> {
  const small = await monthlyPrice(kit.stripe, 1000);
  const large = await monthlyPrice(kit.stripe, 3000);
  const { customer, subscription } = await subscribeByCheckout(kit, (startAt === "small" ? small : large).id);
  const { id: configuration } = await kit.stripe.billingPortal.configurations.create({
    features: {
      payment_method_update: { enabled: true },
      subscription_update: {
        enabled: true,
        default_allowed_updates: ["price"],
        products: [small, large].map((price) => ({ product: idOf(price.product), prices: [price.id] })),
        proration_behavior: "always_invoice",
        ...feature,
      },
    },
  });
  const { url } = await kit.stripe.billingPortal.sessions.create({ customer, configuration });
  const [item] = (await kit.stripe.subscriptions.retrieve(subscription)).items.data;
  return { customer, subscription, item: item?.id ?? "", small, large, configuration, url };
}

const hidden = (html: string, name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? "";

test("a plan change in the portal is invoiced at once as previewed", async () => {
  const { url, subscription, item, large } = await portalWith({});
  await kit.local("/clock/advance", { days: 10 });
  expect(await (await fetch(url)).text()).toContain("Update subscription");
  const path = `${url}/subscriptions/${subscription}`;
  expect(await (await fetch(`${path}/update`)).text()).toContain("Current plan");
  const preview = await (await fetch(`${path}/preview?price=${large.id}`)).text();
  const due = /Amount due today<\/strong><strong>\$([\d.]+)/.exec(preview)?.[1];
  const before = (await kit.eventTypes()).length;
  const fields = { price: large.id, quantity: hidden(preview, "quantity"), date: hidden(preview, "date") };
  expect((await submit(`${path}/update`, fields)).status).toBe(303);
  const after = await kit.stripe.subscriptions.retrieve(subscription, { expand: ["latest_invoice"] });
  expect(after).toMatchObject({
    items: { data: [{ id: item, price: { id: large.id } }] },
    latest_invoice: { billing_reason: "subscription_update", status: "paid" },
  });
  if (after.latest_invoice === null || typeof after.latest_invoice === "string") throw new Error("not expanded");
  expect((after.latest_invoice.amount_paid / 100).toFixed(2)).toBe(due);
  expect((await kit.eventTypes()).slice(before)).toEqual([
    "customer.subscription.updated",
    "invoice.created",
    "invoice.finalized",
    "payment_intent.created",
    "charge.succeeded",
    "payment_intent.succeeded",
    "invoice.updated",
    "invoice.paid",
    "invoice.payment_succeeded",
    "invoice_payment.paid",
  ]);
});

test("a downgrade waits for the end of the period when configured so, and can be undone", async () => {
  const conditions = [{ type: "decreasing_item_amount" as const }];
  const { url, subscription, small } = await portalWith({ schedule_at_period_end: { conditions } }, "large");
  const path = `${url}/subscriptions/${subscription}`;
  expect(await (await fetch(`${path}/preview?price=${small.id}`)).text()).toContain("nothing is charged");
  await submit(`${path}/update`, { price: small.id, quantity: "1" });
  const planned = await kit.stripe.subscriptions.retrieve(subscription, { expand: ["schedule"] });
  expect(planned).toMatchObject({
    items: { data: [{ price: { unit_amount: 3000 } }] },
    schedule: { status: "active", phases: [{}, { items: [{ price: small.id }] }] },
  });
  expect(await (await fetch(url)).text()).toContain("Keep current plan");
  await submit(`${path}/keep`, {});
  expect(await kit.stripe.subscriptions.retrieve(subscription)).toMatchObject({ schedule: null });

  await submit(`${path}/update`, { price: small.id, quantity: "1" });
  await kit.local("/clock/advance", { months: 1, days: 1 });
  const after = await kit.stripe.subscriptions.retrieve(subscription, { expand: ["latest_invoice"] });
  expect(after).toMatchObject({
    items: { data: [{ price: { id: small.id } }] },
    latest_invoice: { total: 1000, status: "paid" },
  });
});

test("a change whose payment fails does not take effect, and the page says why", async () => {
  const { url, customer, subscription, small, large } = await portalWith({});
  await changeCard(kit, customer, "4000000000000341");
  const response = await submit(`${url}/subscriptions/${subscription}/update`, { price: large.id, quantity: "1" });
  expect(response.status).toBe(200);
  expect(await response.text()).toContain('role="alert"');
  expect(await kit.stripe.subscriptions.retrieve(subscription)).toMatchObject({
    items: { data: [{ price: { id: small.id } }] },
  });
  const unknown = await fetch(`${url}/subscriptions/${subscription}/preview?price=price_none`);
  expect(await unknown.text()).toContain("Choose one of the plans.");
});

// Source: https://docs.stripe.com/customer-management/portal-deep-links
test("deep links lead to the choice of plans and straight to a confirmation", async () => {
  const { customer, configuration, subscription, item, large } = await portalWith({});
  const { sessions } = kit.stripe.billingPortal;
  const choose = await sessions.create({
    customer,
    configuration,
    flow_data: { type: "subscription_update", subscription_update: { subscription } },
  });
  expect(choose.flow).toMatchObject({ type: "subscription_update", subscription_update: { subscription } });
  expect(await (await fetch(choose.url)).text()).toContain("Choose a plan");
  const confirm = await sessions.create({
    customer,
    configuration,
    flow_data: {
      type: "subscription_update_confirm",
      subscription_update_confirm: { subscription, items: [{ id: item, price: large.id }] },
      after_completion: { type: "redirect", redirect: { return_url: "http://localhost:3000/billing" } },
    },
  });
  const page = await (await fetch(confirm.url)).text();
  expect(page).toContain("Confirm your updates");
  const done = await submit(`${confirm.url}/subscriptions/${subscription}/update`, {
    price: large.id,
    quantity: "1",
    date: hidden(page, "date"),
  });
  expect(done.headers.get("location")).toBe("http://localhost:3000/billing");
  await expect(
    sessions.create({
      customer,
      configuration,
      flow_data: {
        type: "subscription_update_confirm",
        subscription_update_confirm: { subscription, items: [{ id: "si_none" }] },
      },
    }),
  ).rejects.toMatchObject({ code: "resource_missing" });
});

test("canceling in the portal keeps the reason, at the end of the period or at once", async () => {
  const { url, subscription } = await portalWith({});
  const path = `${url}/subscriptions/${subscription}`;
  const refused = await submit(`${path}/cancel`, { feedback: "too_expensive" });
  expect(refused.status).toBe(404);
  const { id } = await kit.stripe.billingPortal.configurations.create({
    features: { subscription_cancel: { enabled: true, mode: "immediately", proration_behavior: "none" } },
  });
  const { customer } = await kit.stripe.subscriptions.retrieve(subscription);
  const portal = await kit.stripe.billingPortal.sessions.create({ customer: idOf(customer), configuration: id });
  await submit(`${portal.url}/subscriptions/${subscription}/cancel`, { feedback: "too_expensive" });
  expect(await kit.stripe.subscriptions.retrieve(subscription)).toMatchObject({
    status: "canceled",
    cancellation_details: { feedback: "too_expensive", reason: "cancellation_requested" },
  });
});

test("a finished flow shows a confirmation page with the application's message and a link back", async () => {
  const price = await monthlyPrice(kit.stripe);
  const { customer, subscription } = await subscribeByCheckout(kit, price.id);
  const { url } = await kit.stripe.billingPortal.sessions.create({
    customer,
    return_url: "http://localhost:3000/account",
    flow_data: {
      type: "subscription_cancel",
      subscription_cancel: { subscription },
      after_completion: { type: "hosted_confirmation", hosted_confirmation: { custom_message: "Farewell, Ada" } },
    },
  });
  const asked = await fetch(url);
  expect(await asked.text()).toContain('href="http://localhost:3000/account"');
  const done = await fetch(asked.url, { method: "POST", body: new URLSearchParams() });
  const text = await done.text();
  expect(text).toContain("Your subscription has been canceled");
  expect(text).toContain("Farewell, Ada");
  expect(text).toContain('href="http://localhost:3000/account"');
  expect((await kit.stripe.subscriptions.retrieve(subscription)).cancel_at).not.toBeNull();
});

test("the portal cancels a classic subscription through cancel_at_period_end, and drops a planned change", async () => {
  const { id: customer } = await kit.stripe.customers.create({
    email: "c@example.com",
    payment_method: "pm_card_visa",
  });
  const [method] = (await kit.stripe.paymentMethods.list({ customer })).data;
  const { id: subscription } = await kit.stripe.subscriptions.create({
    customer,
    items: [{ price: (await monthlyPrice(kit.stripe)).id }],
    default_payment_method: method?.id ?? "",
    billing_mode: { type: "classic" },
  });
  const schedule = await kit.stripe.subscriptionSchedules.create({ from_subscription: subscription });
  const { url } = await kit.stripe.billingPortal.sessions.create({ customer });
  await submit(`${url}/subscriptions/${subscription}/cancel`, {});
  expect(await kit.stripe.subscriptions.retrieve(subscription)).toMatchObject({
    cancel_at_period_end: true,
    schedule: null,
  });
  expect(await kit.stripe.subscriptionSchedules.retrieve(schedule.id)).toMatchObject({ status: "released" });
  await submit(`${url}/subscriptions/${subscription}/resume`, {});
  expect(await kit.stripe.subscriptions.retrieve(subscription)).toMatchObject({
    cancel_at_period_end: false,
    cancel_at: null,
    canceled_at: null,
  });
});

test("on a test clock the portal acts at the clock's time", async () => {
  const frozen_time = Math.floor(Date.UTC(2025, 3, 1) / 1000);
  const clock = await kit.stripe.testHelpers.testClocks.create({ frozen_time });
  const { id: customer } = await kit.stripe.customers.create({ test_clock: clock.id, payment_method: "pm_card_visa" });
  const [method] = (await kit.stripe.paymentMethods.list({ customer })).data;
  const { id: subscription } = await kit.stripe.subscriptions.create({
    customer,
    items: [{ price: (await monthlyPrice(kit.stripe)).id }],
    default_payment_method: method?.id ?? "",
  });
  const { url } = await kit.stripe.billingPortal.sessions.create({ customer });
  await submit(`${url}/subscriptions/${subscription}/cancel`, {});
  expect(await kit.stripe.subscriptions.retrieve(subscription)).toMatchObject({ canceled_at: frozen_time });
});
