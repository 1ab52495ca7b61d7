import type Stripe from "stripe";
import { afterEach, beforeEach, expect, test } from "vitest";
import { changeCard, goodCard, type Kit, monthlyPrice, startKit, submit, subscribeByCheckout } from "../testing/kit";

let kit: Kit;
beforeEach(async () => {
  kit = await startKit();
});
afterEach(() => kit.close());

async function customerWith(card: string): Promise<{ customer: string; default_payment_method: string }> {
  const { id: customer } = await kit.stripe.customers.create({ email: "f@example.com" });
  const method = await kit.stripe.paymentMethods.attach(card, { customer });
  return { customer, default_payment_method: method.id };
}

async function invoiceOf(subscription: Stripe.Subscription): Promise<Stripe.Invoice> {
  const { latest_invoice: latest } = await kit.stripe.subscriptions.retrieve(subscription.id, {
    expand: ["latest_invoice"],
  });
  if (latest === null || typeof latest === "string") throw new Error("latest_invoice was not expanded");
  return latest;
}

// Source: https://docs.stripe.com/billing/subscriptions/overview#subscription-lifecycle
test("a first payment that is declined leaves the subscription incomplete until another card pays", async () => {
  const items = [{ price: (await monthlyPrice(kit.stripe)).id }];
  const owner = await customerWith("pm_card_chargeCustomerFail");
  const before = (await kit.eventTypes()).length;
  const made = await kit.stripe.subscriptions.create({ ...owner, items });
  expect(made.status).toBe("incomplete");
  expect((await kit.eventTypes()).slice(before)).toEqual([
    "customer.subscription.created",
    "invoice.created",
    "invoice.finalized",
    "payment_intent.created",
    "charge.failed",
    "payment_intent.payment_failed",
    "invoice.payment_failed",
    "invoice.updated",
  ]);
  await submit((await invoiceOf(made)).hosted_invoice_url ?? "", goodCard);
  expect(await kit.stripe.subscriptions.retrieve(made.id)).toMatchObject({ status: "active" });
  expect((await kit.eventTypes()).at(-1)).toBe("customer.subscription.updated");
  await kit.local("/clock/advance", { days: 1 });
  expect(await kit.stripe.subscriptions.retrieve(made.id)).toMatchObject({ status: "active" });
});

test("error_if_incomplete on create leaves no subscription behind", async () => {
  const items = [{ price: (await monthlyPrice(kit.stripe)).id }];
  const owner = await customerWith("pm_card_chargeCustomerFail");
  await expect(
    kit.stripe.subscriptions.create({ ...owner, items, payment_behavior: "error_if_incomplete" }),
  ).rejects.toMatchObject({ statusCode: 402, code: "card_declined" });
  expect((await kit.stripe.subscriptions.list({ customer: owner.customer, status: "all" })).data).toEqual([]);
  await expect(
    kit.stripe.subscriptions.create({ ...owner, items, payment_behavior: "pending_if_incomplete" }),
  ).rejects.toMatchObject({ param: "payment_behavior" });
});

test("an incomplete subscription expires after 23 hours, and its invoice and intent with it", async () => {
  const { id: customer } = await kit.stripe.customers.create({ email: "f@example.com" });
  const made = await kit.stripe.subscriptions.create({
    customer,
    items: [{ price: (await monthlyPrice(kit.stripe)).id }],
    payment_behavior: "default_incomplete",
  });
  const before = (await kit.eventTypes()).length;
  await kit.local("/clock/advance", { seconds: 23 * 3600 - 60 });
  expect(await kit.stripe.subscriptions.retrieve(made.id)).toMatchObject({ status: "incomplete" });
  await kit.local("/clock/advance", { seconds: 120 });
  expect((await kit.eventTypes()).slice(before)).toEqual([
    "customer.subscription.updated",
    "payment_intent.canceled",
    "invoice.voided",
  ]);
  expect(await kit.stripe.subscriptions.retrieve(made.id)).toMatchObject({
    status: "incomplete_expired",
    ended_at: made.created + 23 * 3600,
  });
});

test("a change from a free price to a paid one starts a period and is paid immediately", async () => {
  const owner = await customerWith("pm_card_visa");
  const free = await monthlyPrice(kit.stripe, 0);
  const paid = await monthlyPrice(kit.stripe, 1500);
  const made = await kit.stripe.subscriptions.create({ ...owner, items: [{ price: free.id }] });
  expect(made.status).toBe("active");
  await kit.local("/clock/advance", { days: 9 });
  const changed = await kit.stripe.subscriptions.update(made.id, {
    items: [{ id: made.items.data[0]?.id ?? "", price: paid.id }],
  });
  expect(await invoiceOf(made)).toMatchObject({ total: 1500, status: "paid", billing_reason: "subscription_update" });
  expect(changed.billing_cycle_anchor).toBe(changed.items.data[0]?.current_period_start);
});

// Source: https://docs.stripe.com/billing/revenue-recovery
test("paying the open invoice of a renewal brings a past due subscription back, and no retry follows", async () => {
  const { customer, subscription } = await subscribeByCheckout(kit, (await monthlyPrice(kit.stripe)).id);
  await changeCard(kit, customer, "4000000000000341");
  await kit.local("/clock/advance", { months: 1, days: 1 });
  const [open] = (await kit.stripe.invoices.list({ subscription, status: "open" })).data;
  await changeCard(kit, customer, "4242424242424242");
  const before = (await kit.eventTypes()).length;
  await kit.stripe.invoices.pay(open?.id ?? "");
  expect((await kit.eventTypes()).slice(before)).toEqual([
    "charge.succeeded",
    "payment_intent.succeeded",
    "invoice.updated",
    "invoice.paid",
    "invoice.payment_succeeded",
    "invoice_payment.paid",
    "customer.subscription.updated",
  ]);
  await kit.local("/clock/advance", { days: 20 });
  expect(await kit.stripe.subscriptions.retrieve(subscription)).toMatchObject({ status: "active" });
  expect((await kit.stripe.invoices.list({ subscription })).data).toHaveLength(2);
});
