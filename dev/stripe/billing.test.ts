import type Stripe from "stripe";
import { afterEach, beforeEach, expect, test } from "vitest";
import { goodCard, idOf, type Kit, monthlyPrice, startKit, submit, subscribeByCheckout } from "./test-kit";

let kit: Kit;
beforeEach(async () => {
  kit = await startKit();
});
afterEach(() => kit.close());

/** Days as people write them, from engine seconds. */
const dayOf = (at: number) => new Date(at * 1000).toISOString().slice(0, 10);

async function periods(subscription: string): Promise<string[]> {
  const invoices = await kit.stripe.invoices.list({ subscription });
  return invoices.data.map((invoice) => dayOf(invoice.lines.data[0]?.period.end ?? 0)).reverse();
}

function nextYear(): number {
  return new Date().getUTCFullYear() + 1;
}

/** Replaces the card a subscription is paid with, through the portal, as its owner does. */
async function changeCard(customer: string, number: string): Promise<Response> {
  const portal = await kit.stripe.billingPortal.sessions.create({ customer });
  return submit(`${portal.url}/cards/new`, { ...goodCard, card_number: number });
}

test("a renewal moves the period first, then an hour later asks for the money", async () => {
  const price = await monthlyPrice(kit.stripe);
  const { subscription } = await subscribeByCheckout(kit, price.id);
  const [item] = (await kit.stripe.subscriptions.retrieve(subscription)).items.data;
  const end = item?.current_period_end ?? 0;
  const before = (await kit.eventTypes()).length;

  await kit.local("/clock/advance", { to: new Date((end + 60) * 1000).toISOString() });
  const renewed = await kit.stripe.subscriptions.retrieve(subscription, { expand: ["latest_invoice"] });
  expect(renewed).toMatchObject({
    status: "active",
    latest_invoice: { status: "draft", billing_reason: "subscription_cycle", created: end },
  });
  expect(renewed.items.data[0]?.current_period_start).toBe(end);
  expect((await kit.eventTypes()).slice(before)).toEqual([
    "invoice.upcoming",
    "customer.subscription.updated",
    "invoice.created",
  ]);

  await kit.local("/clock/advance", { seconds: 3600 });
  expect((await kit.eventTypes()).slice(before + 3)).toEqual([
    "invoice.finalized",
    "payment_intent.created",
    "charge.succeeded",
    "payment_intent.succeeded",
    "invoice.updated",
    "invoice.paid",
    "invoice.payment_succeeded",
    "invoice_payment.paid",
  ]);
  const updated = await kit.stripe.events.list({ type: "customer.subscription.updated" });
  expect(updated.data[0]?.data.previous_attributes).toHaveProperty("items");
});

test("three renewals from an anchor on 31 January end on 28 or 29 February, 31 March and 30 April", async () => {
  const year = nextYear();
  await kit.local("/clock/advance", { to: `${year}-01-31T10:00:00Z` });
  const price = await monthlyPrice(kit.stripe);
  const { subscription } = await subscribeByCheckout(kit, price.id);
  const february = dayOf(Date.UTC(year, 2, 0) / 1000);
  for (let month = 0; month < 3; month += 1) await kit.local("/clock/advance", { months: 1, days: 1 });
  expect(await periods(subscription)).toEqual([february, `${year}-03-31`, `${year}-04-30`, `${year}-05-31`]);
  const invoices = await kit.stripe.invoices.list({ subscription });
  expect(invoices.data.every((invoice) => invoice.status === "paid" && invoice.amount_paid === 900)).toBe(true);
});

test("a yearly subscription renews once a year", async () => {
  const price = await monthlyPrice(kit.stripe, 9000, "year");
  const { subscription } = await subscribeByCheckout(kit, price.id);
  await kit.local("/clock/advance", { months: 11 });
  expect((await kit.stripe.invoices.list({ subscription })).data).toHaveLength(1);
  await kit.local("/clock/advance", { months: 1, days: 1 });
  expect((await kit.stripe.invoices.list({ subscription })).data.map((invoice) => invoice.status)).toEqual([
    "paid",
    "paid",
  ]);
});

test("cancel_at_period_end keeps the subscription to the end, then deletes it without another invoice", async () => {
  const price = await monthlyPrice(kit.stripe);
  const { subscription } = await subscribeByCheckout(kit, price.id);
  const planned = await kit.stripe.subscriptions.update(subscription, { cancel_at_period_end: true });
  const end = planned.items.data[0]?.current_period_end;
  expect(planned).toMatchObject({ status: "active", cancel_at_period_end: true, cancel_at: end });
  await kit.local("/clock/advance", { months: 1, days: 2 });
  const ended = await kit.stripe.subscriptions.retrieve(subscription);
  expect(ended).toMatchObject({
    status: "canceled",
    ended_at: end,
    canceled_at: planned.canceled_at,
    cancellation_details: { reason: "cancellation_requested" },
  });
  expect((await kit.eventTypes()).at(-1)).toBe("customer.subscription.deleted");
  expect((await kit.stripe.invoices.list({ subscription })).data).toHaveLength(1);
});

test("the portal plans the end as cancel_at and takes it back", async () => {
  const price = await monthlyPrice(kit.stripe);
  const { customer, subscription } = await subscribeByCheckout(kit, price.id);
  const portal = await kit.stripe.billingPortal.sessions.create({
    customer,
    return_url: "http://localhost:3000/billing",
  });
  const home = await (await fetch(portal.url)).text();
  expect(home).toContain("http://localhost:3000/billing");
  expect(home).toContain("Cancel subscription");
  await submit(`${portal.url}/subscriptions/${subscription}/cancel`, {});
  const planned = await kit.stripe.subscriptions.retrieve(subscription);
  expect(planned.cancel_at_period_end).toBe(false);
  expect(planned.cancel_at).toBe(planned.items.data[0]?.current_period_end);
  expect(planned.canceled_at).not.toBeNull();
  await submit(`${portal.url}/subscriptions/${subscription}/resume`, {});
  expect(await kit.stripe.subscriptions.retrieve(subscription)).toMatchObject({ cancel_at: null, canceled_at: null });
  await submit(`${portal.url}/subscriptions/${subscription}/cancel`, {});
  await kit.local("/clock/advance", { months: 1, days: 1 });
  expect(await kit.stripe.subscriptions.retrieve(subscription)).toMatchObject({ status: "canceled" });
});

test("an unpaid renewal is retried, is past due meanwhile, and ends canceled for payment_failed", async () => {
  const price = await monthlyPrice(kit.stripe);
  const { customer, subscription } = await subscribeByCheckout(kit, price.id);
  expect((await changeCard(customer, "4000000000000341")).status).toBe(303);
  const before = (await kit.eventTypes()).length;
  await kit.local("/clock/advance", { months: 1, days: 1 });
  expect((await kit.eventTypes()).slice(before)).toEqual([
    "invoice.upcoming",
    "customer.subscription.updated",
    "invoice.created",
    "invoice.finalized",
    "payment_intent.created",
    "charge.failed",
    "payment_intent.payment_failed",
    "invoice.payment_failed",
    "invoice.updated",
    "customer.subscription.updated",
  ]);
  const late = await kit.stripe.subscriptions.retrieve(subscription, { expand: ["latest_invoice"] });
  expect(late).toMatchObject({ status: "past_due", latest_invoice: { status: "open", attempt_count: 1 } });
  await kit.local("/clock/advance", { days: 20 });
  const ended = await kit.stripe.subscriptions.retrieve(subscription, { expand: ["latest_invoice"] });
  expect(ended).toMatchObject({
    status: "canceled",
    cancellation_details: { reason: "payment_failed" },
    latest_invoice: { status: "open", attempt_count: 4, next_payment_attempt: null },
  });
});

test("a past due subscription recovers when its next attempt meets a good card", async () => {
  const price = await monthlyPrice(kit.stripe);
  const { customer, subscription } = await subscribeByCheckout(kit, price.id);
  await changeCard(customer, "4000000000000341");
  await kit.local("/clock/advance", { months: 1, days: 1 });
  await changeCard(customer, "5555555555554444");
  await kit.local("/clock/advance", { days: 4 });
  expect(await kit.stripe.subscriptions.retrieve(subscription, { expand: ["latest_invoice"] })).toMatchObject({
    status: "active",
    latest_invoice: { status: "paid", attempt_count: 1 },
  });
});

test("the open invoice can be paid on its own page, and its PDF is one", async () => {
  const price = await monthlyPrice(kit.stripe);
  const { customer, subscription } = await subscribeByCheckout(kit, price.id);
  await changeCard(customer, "4000000000000341");
  await kit.local("/clock/advance", { months: 1, days: 1 });
  const [open] = (await kit.stripe.invoices.list({ subscription, status: "open" })).data;
  const url = open?.hosted_invoice_url ?? "";
  expect(await (await fetch(url)).text()).toContain("Pay this invoice");
  await submit(url, goodCard);
  expect(await kit.stripe.invoices.retrieve(open?.id ?? "")).toMatchObject({ status: "paid" });
  expect(await kit.stripe.subscriptions.retrieve(subscription)).toMatchObject({ status: "active" });
  const pdf = await (await fetch(open?.invoice_pdf ?? "")).text();
  expect(pdf.startsWith("%PDF-1.4")).toBe(true);
});

test("an upgrade invoiced at once bills the difference to the second, and its preview says the same", async () => {
  const small = await monthlyPrice(kit.stripe, 1000);
  const large = await monthlyPrice(kit.stripe, 3000);
  const { subscription: id } = await subscribeByCheckout(kit, small.id);
  const subscription = await kit.stripe.subscriptions.retrieve(id);
  const [item] = subscription.items.data;
  if (item === undefined) throw new Error("the subscription has no item");
  const half = Math.floor((item.current_period_start + item.current_period_end) / 2);
  await kit.local("/clock/advance", { to: new Date(half * 1000).toISOString() });
  const items = [{ id: item.id, price: large.id }];
  const preview = await kit.stripe.invoices.createPreview({
    subscription: id,
    subscription_details: { items, proration_behavior: "always_invoice", proration_date: half },
  });
  expect(preview.lines.data.map((line) => line.amount)).toEqual([-500, 1500]);
  const after = await kit.stripe.subscriptions.update(id, {
    items,
    proration_behavior: "always_invoice",
    proration_date: half,
    expand: ["latest_invoice"],
  });
  expect(after.items.data).toHaveLength(1);
  expect(after).toMatchObject({
    items: { data: [{ id: item.id, price: { id: large.id } }] },
    latest_invoice: { status: "paid", billing_reason: "subscription_update", total: preview.total, amount_paid: 1000 },
  });
  const invoice = after.latest_invoice;
  if (invoice === null || typeof invoice === "string") throw new Error("latest_invoice was not expanded");
  expect(invoice.lines.data[0]?.parent?.subscription_item_details).toMatchObject({
    proration: true,
    proration_details: { credited_items: { invoice: subscription.latest_invoice } },
  });
});

test("prorations kept for later are on the next invoice", async () => {
  const small = await monthlyPrice(kit.stripe, 1000);
  const large = await monthlyPrice(kit.stripe, 3000);
  const { subscription: id } = await subscribeByCheckout(kit, small.id);
  const [item] = (await kit.stripe.subscriptions.retrieve(id)).items.data;
  await kit.stripe.subscriptions.update(id, {
    items: [{ id: item?.id ?? "", price: large.id }],
    proration_date: item?.current_period_start ?? 0,
  });
  expect((await kit.stripe.invoices.list({ subscription: id })).data).toHaveLength(1);
  await kit.local("/clock/advance", { months: 1, days: 1 });
  const [latest] = (await kit.stripe.invoices.list({ subscription: id })).data;
  expect(latest?.lines.data.map((line) => line.amount)).toEqual([-1000, 3000, 3000]);
  expect(latest).toMatchObject({ status: "paid", amount_paid: 5000 });
});

test("error_if_incomplete refuses with 402 and changes nothing", async () => {
  const small = await monthlyPrice(kit.stripe, 1000);
  const large = await monthlyPrice(kit.stripe, 3000);
  const { customer, subscription: id } = await subscribeByCheckout(kit, small.id);
  await changeCard(customer, "4000000000000341");
  const before = await kit.stripe.subscriptions.retrieve(id);
  const change = kit.stripe.subscriptions.update(id, {
    items: [{ id: before.items.data[0]?.id ?? "", price: large.id }],
    proration_behavior: "always_invoice",
    payment_behavior: "error_if_incomplete",
  });
  await expect(change).rejects.toMatchObject({ statusCode: 402, code: "card_declined" });
  expect(JSON.stringify(await kit.stripe.subscriptions.retrieve(id))).toBe(JSON.stringify(before));
});

test("a subscription made by the API is incomplete until paid, and expires after 23 hours", async () => {
  const price = await monthlyPrice(kit.stripe);
  const customer = await kit.stripe.customers.create({ email: "api@example.com" });
  const items = [{ price: price.id }];
  const waiting = await kit.stripe.subscriptions.create({
    customer: customer.id,
    items,
    payment_behavior: "default_incomplete",
    expand: ["latest_invoice.confirmation_secret"],
  });
  expect(waiting).toMatchObject({ status: "incomplete" });
  await kit.local("/clock/advance", { days: 1 });
  expect(await kit.stripe.subscriptions.retrieve(waiting.id, { expand: ["latest_invoice"] })).toMatchObject({
    status: "incomplete_expired",
    latest_invoice: { status: "void" },
  });
  const method = await kit.stripe.paymentMethods.attach("pm_card_visa", { customer: customer.id });
  const paid = await kit.stripe.subscriptions.create({
    customer: customer.id,
    items,
    default_payment_method: method.id,
    expand: ["latest_invoice.payments"],
  });
  expect(paid).toMatchObject({ status: "active", latest_invoice: { status: "paid" } });
});

test("refunds add up on the charge and are told in order", async () => {
  const customer = await kit.stripe.customers.create({ email: "r@example.com" });
  const method = await kit.stripe.paymentMethods.attach("pm_card_visa", { customer: customer.id });
  const intent = await kit.stripe.paymentIntents.create({
    amount: 1000,
    currency: "usd",
    customer: customer.id,
    payment_method: method.id,
    confirm: true,
    off_session: true,
  });
  const before = (await kit.eventTypes()).length;
  await kit.stripe.refunds.create({ payment_intent: intent.id, amount: 300 });
  expect((await kit.eventTypes()).slice(before)).toEqual(["refund.created", "charge.refunded", "refund.updated"]);
  await kit.stripe.refunds.create({ payment_intent: intent.id });
  const charge: Stripe.Charge = await kit.stripe.charges.retrieve(idOf(intent.latest_charge), {
    expand: ["refunds", "balance_transaction"],
  });
  expect(charge).toMatchObject({
    refunded: true,
    amount_refunded: 1000,
    balance_transaction: { amount: 1000, fee: 59 },
  });
  expect(charge.refunds?.data.map((refund) => refund.amount)).toEqual([700, 300]);
  await expect(kit.stripe.refunds.create({ payment_intent: intent.id })).rejects.toMatchObject({
    code: "charge_already_refunded",
  });
});

test("an off-session decline is 402 with its reason, and the failed intent stays on record", async () => {
  const customer = await kit.stripe.customers.create({ email: "o@example.com" });
  const method = await kit.stripe.paymentMethods.attach("pm_card_chargeCustomerFail", { customer: customer.id });
  const attempt = kit.stripe.paymentIntents.create({
    amount: 500,
    currency: "usd",
    customer: customer.id,
    payment_method: method.id,
    confirm: true,
    off_session: true,
  });
  await expect(attempt).rejects.toMatchObject({
    statusCode: 402,
    type: "StripeCardError",
    code: "card_declined",
    decline_code: "generic_decline",
  });
  const [intent] = (await kit.stripe.paymentIntents.list({ customer: customer.id })).data;
  expect(intent).toMatchObject({ status: "requires_payment_method", last_payment_error: { code: "card_declined" } });
  await expect(
    kit.stripe.paymentMethods.attach("pm_card_chargeDeclined", { customer: customer.id }),
  ).rejects.toMatchObject({ statusCode: 402 });
});
