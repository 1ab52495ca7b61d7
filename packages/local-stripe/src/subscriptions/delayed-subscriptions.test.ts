import type Stripe from "stripe";
import { afterEach, beforeEach, expect, test } from "vitest";
import { goodCard, idOf, type Kit, monthlyPrice, startKit, submit, subscribeByCheckout } from "../testing/kit";

let kit: Kit;
beforeEach(async () => {
  kit = await startKit();
});
afterEach(() => kit.close());

const bank = {
  payment_method: "us_bank_account",
  routing_number: "110000000",
  account_number: "000123456789",
  account_name: "Ada Lovelace",
};

async function since(count: number): Promise<string[]> {
  return (await kit.eventTypes()).slice(count);
}

async function open(params: Partial<Stripe.Checkout.SessionCreateParams> = {}): Promise<Stripe.Checkout.Session> {
  const customer = await kit.stripe.customers.create({ email: "ada@example.com" });
  return kit.stripe.checkout.sessions.create({
    mode: "payment",
    customer: customer.id,
    line_items: [{ quantity: 1, price_data: { currency: "usd", unit_amount: 1000, product_data: { name: "Pack" } } }],
    success_url: "http://localhost:3000/ok",
    ...params,
  });
}

test("a subscription bought by bank debit is active at once; its invoice is paid when the debit settles", async () => {
  const price = await monthlyPrice(kit.stripe);
  const session = await open({ mode: "subscription", line_items: [{ price: price.id, quantity: 1 }] });
  const before = (await kit.eventTypes()).length;
  await submit(session.url ?? "", bank);
  expect(await since(before)).toEqual([
    "payment_intent.created",
    "charge.pending",
    "payment_method.attached",
    "payment_intent.processing",
    "customer.subscription.created",
    "invoice.created",
    "invoice.finalized",
    "checkout.session.completed",
  ]);
  const unpaid = await kit.stripe.checkout.sessions.retrieve(session.id, { expand: ["subscription", "invoice"] });
  expect(unpaid).toMatchObject({
    payment_status: "unpaid",
    subscription: { status: "active" },
    invoice: { status: "open", amount_paid: 0 },
  });
  const count = (await kit.eventTypes()).length;
  await kit.local("/clock/advance", { days: 5 });
  expect(await since(count)).toEqual([
    "charge.succeeded",
    "payment_intent.succeeded",
    "invoice.updated",
    "invoice.paid",
    "invoice.payment_succeeded",
    "invoice_payment.paid",
    "checkout.session.async_payment_succeeded",
  ]);
  await kit.local("/clock/advance", { months: 1 });
  await kit.local("/clock/advance", { days: 6 });
  const invoices = await kit.stripe.invoices.list({ subscription: idOf(unpaid.subscription) });
  expect(invoices.data.map((invoice) => [invoice.billing_reason, invoice.status])).toEqual([
    ["subscription_cycle", "paid"],
    ["subscription_create", "paid"],
  ]);
});

test("a subscription whose first debit is returned is past due and its invoice can still be paid", async () => {
  const price = await monthlyPrice(kit.stripe);
  const session = await open({ mode: "subscription", line_items: [{ price: price.id, quantity: 1 }] });
  await submit(session.url ?? "", { ...bank, account_number: "000111111113" });
  const count = (await kit.eventTypes()).length;
  await kit.local("/clock/advance", { days: 4, seconds: 60 });
  expect(await since(count)).toEqual([
    "charge.failed",
    "payment_intent.payment_failed",
    "invoice.payment_failed",
    "invoice.updated",
    "customer.subscription.updated",
    "checkout.session.async_payment_failed",
  ]);
  const done = await kit.stripe.checkout.sessions.retrieve(session.id, { expand: ["subscription", "invoice"] });
  expect(done).toMatchObject({ subscription: { status: "past_due" }, invoice: { status: "open" } });
  const invoice = await kit.stripe.invoices.retrieve(idOf(done.invoice));
  await submit(invoice.hosted_invoice_url ?? "", goodCard);
  expect(await kit.stripe.subscriptions.retrieve(idOf(done.subscription))).toMatchObject({ status: "active" });
});

test("a renewal whose debit is returned is retried from that day, and ends the subscription", async () => {
  const price = await monthlyPrice(kit.stripe);
  const { subscription, customer } = await subscribeByCheckout(kit, price.id);
  const method = await kit.stripe.paymentMethods.attach("pm_usBankAccount_insufficientFunds", { customer });
  await kit.stripe.subscriptions.update(subscription, { default_payment_method: method.id });
  const status = async () => (await kit.stripe.subscriptions.retrieve(subscription)).status;
  await kit.local("/clock/advance", { months: 1 });
  await kit.local("/clock/advance", { days: 2 });
  expect(await status()).toBe("active");
  const [underWay] = (await kit.stripe.invoices.list({ subscription, limit: 1 })).data;
  expect(underWay).toMatchObject({ status: "open", attempt_count: 1, attempted: true, next_payment_attempt: null });
  await kit.local("/clock/advance", { days: 3 });
  expect(await status()).toBe("past_due");
  const [invoice] = (await kit.stripe.invoices.list({ subscription, limit: 1 })).data;
  expect(invoice).toMatchObject({ status: "open", attempt_count: 1 });
  // Retries after 3, 5 and 7 days, and each takes 4 more to come back.
  await kit.local("/clock/advance", { days: 3 + 4 + 5 + 4 + 7 });
  expect(await status()).toBe("past_due");
  await kit.local("/clock/advance", { days: 4 });
  expect(await status()).toBe("canceled");
  expect((await kit.eventTypes()).filter((type) => type === "invoice.payment_failed")).toHaveLength(4);
});
