import type Stripe from "stripe";
import { afterEach, beforeEach, expect, test } from "vitest";
import { idOf, type Kit, monthlyPrice, refusal, startKit, submit } from "../testing/kit";

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

test("a bank debit completes Checkout unpaid and is paid four days later", async () => {
  const session = await open({ invoice_creation: { enabled: true } });
  expect(session.payment_method_types).toEqual(["card", "us_bank_account", "paypal"]);
  const before = (await kit.eventTypes()).length;
  expect((await submit(session.url ?? "", bank)).status).toBe(303);
  expect(await since(before)).toEqual([
    "payment_intent.created",
    "charge.pending",
    "payment_intent.processing",
    "checkout.session.completed",
  ]);
  const waiting = await kit.stripe.checkout.sessions.retrieve(session.id, { expand: ["payment_intent.latest_charge"] });
  expect(waiting).toMatchObject({
    status: "complete",
    payment_status: "unpaid",
    invoice: null,
    payment_intent: {
      status: "processing",
      amount_received: 0,
      latest_charge: {
        status: "pending",
        paid: false,
        balance_transaction: null,
        payment_method_details: { type: "us_bank_account", us_bank_account: { last4: "6789" } },
      },
    },
  });
  await kit.local("/clock/advance", { days: 3 });
  expect(await since(before + 4)).toEqual([]);
  await kit.local("/clock/advance", { days: 2 });
  expect(await since(before + 4)).toEqual([
    "charge.succeeded",
    "payment_intent.succeeded",
    "invoice.created",
    "invoice.finalized",
    "invoice.paid",
    "invoice.payment_succeeded",
    "invoice_payment.paid",
    "checkout.session.async_payment_succeeded",
  ]);
  const paid = await kit.stripe.checkout.sessions.retrieve(session.id, {
    expand: ["payment_intent.latest_charge.balance_transaction", "invoice"],
  });
  expect(paid).toMatchObject({
    payment_status: "paid",
    invoice: { status: "paid", amount_paid: 1000 },
    payment_intent: {
      status: "succeeded",
      amount_received: 1000,
      // 0.8 % of 10.00, below the 5.00 that ACH fees stop at.
      latest_charge: { paid: true, balance_transaction: { type: "payment", amount: 1000, fee: 8, net: 992 } },
    },
  });
});

test("a returned bank debit fails the session's payment, by its account or on demand", async () => {
  const byAccount = await open();
  await submit(byAccount.url ?? "", { ...bank, account_number: "000222222227" });
  const onDemand = await open();
  await submit(onDemand.url ?? "", bank);
  const intent = idOf((await kit.stripe.checkout.sessions.retrieve(onDemand.id)).payment_intent);
  const count = (await kit.eventTypes()).length;
  const failing = ["charge.failed", "payment_intent.payment_failed", "checkout.session.async_payment_failed"];
  await kit.local(`/payments/${intent}/fail`, { code: "account_closed" });
  expect(await since(count)).toEqual(failing);
  await kit.local("/clock/advance", { days: 5 });
  expect(await since(count)).toEqual([...failing, ...failing]);
  expect(await kit.stripe.paymentIntents.retrieve(intent, { expand: ["latest_charge"] })).toMatchObject({
    status: "requires_payment_method",
    last_payment_error: { code: "account_closed" },
    latest_charge: { status: "failed", failure_code: "account_closed", paid: false },
  });
  expect(await kit.stripe.checkout.sessions.retrieve(byAccount.id)).toMatchObject({
    status: "complete",
    payment_status: "unpaid",
  });
  await expect(kit.local(`/payments/${intent}/settle`, {})).rejects.toThrow("not processing");
});

test("the invoice page accepts a bank debit and shows that it is pending", async () => {
  const price = await monthlyPrice(kit.stripe);
  const customer = await kit.stripe.customers.create({ email: "b@example.com" });
  const subscription = await kit.stripe.subscriptions.create({
    customer: customer.id,
    items: [{ price: price.id }],
    payment_behavior: "default_incomplete",
    expand: ["latest_invoice"],
  });
  const invoice = await kit.stripe.invoices.retrieve(idOf(subscription.latest_invoice));
  const url = invoice.hosted_invoice_url ?? "";
  expect(await (await submit(url, { ...bank, routing_number: "1" })).text()).toContain("test routing number");
  expect((await submit(url, bank)).status).toBe(303);
  expect(await (await fetch(url)).text()).toContain("Payment pending");
  expect(await kit.stripe.subscriptions.retrieve(subscription.id)).toMatchObject({ status: "active" });
  await kit.local("/clock/advance", { days: 5 });
  expect(await kit.stripe.invoices.retrieve(invoice.id ?? "")).toMatchObject({ status: "paid" });
});

test("the invoice page sends the buyer to PayPal and back, refused or paid", async () => {
  const price = await monthlyPrice(kit.stripe);
  const customer = await kit.stripe.customers.create({ email: "p@example.com" });
  const subscription = await kit.stripe.subscriptions.create({
    customer: customer.id,
    items: [{ price: price.id }],
    payment_behavior: "default_incomplete",
  });
  const invoice = await kit.stripe.invoices.retrieve(idOf(subscription.latest_invoice));
  const url = invoice.hosted_invoice_url ?? "";
  const away = async () =>
    `${kit.server.url}${(await submit(url, { payment_method: "paypal" })).headers.get("location")}`;
  const refused = (await submit(await away(), { answer: "fail" })).headers.get("location") ?? "";
  expect(refused).toContain("/i/");
  expect(await (await fetch(refused)).text()).toContain("was not authorized");
  const paid = (await submit(await away(), { answer: "complete" })).headers.get("location") ?? "";
  expect(await (await fetch(paid)).text()).toContain(">Paid<");
  expect(await kit.stripe.subscriptions.retrieve(subscription.id)).toMatchObject({ status: "active" });
  expect(await kit.eventTypes()).not.toContain("invoice.payment_failed");
});

test("PayPal redirects the buyer to its own page: failing keeps the session open, approving completes it", async () => {
  const session = await open();
  const away = (await submit(session.url ?? "", { payment_method: "paypal" })).headers.get("location") ?? "";
  expect(await (await fetch(away)).text()).toContain("Authorize test payment");
  const back = (await submit(away, { answer: "fail" })).headers.get("location") ?? "";
  expect(await (await fetch(`${kit.server.url}${back}`)).text()).toContain("was not authorized");
  expect((await kit.stripe.checkout.sessions.retrieve(session.id)).status).toBe("open");
  const count = (await kit.eventTypes()).length;
  const again = (await submit(session.url ?? "", { payment_method: "paypal" })).headers.get("location") ?? "";
  const done = await submit(again, { answer: "complete" });
  expect(done.headers.get("location")).toBe("http://localhost:3000/ok");
  expect(await since(count)).toEqual([
    "payment_intent.requires_action",
    "charge.succeeded",
    "payment_intent.succeeded",
    "checkout.session.completed",
  ]);
  const paid = await kit.stripe.checkout.sessions.retrieve(session.id, { expand: ["payment_intent.latest_charge"] });
  expect(paid).toMatchObject({
    payment_status: "paid",
    payment_intent: { latest_charge: { payment_method_details: { type: "paypal" } } },
  });
});

test("a saved bank account or PayPal is charged later without the buyer", async () => {
  const customer = await kit.stripe.customers.create({ email: "later@example.com" });
  const setup = await kit.stripe.setupIntents.create({
    customer: customer.id,
    payment_method_data: { type: "paypal", billing_details: { email: "later@example.com" } },
    confirm: true,
    return_url: "http://localhost:3000/back",
  });
  expect(setup).toMatchObject({ status: "requires_action", next_action: { type: "redirect_to_url" } });
  const returned = await submit(setup.next_action?.redirect_to_url?.url ?? "", { answer: "complete" });
  expect(returned.headers.get("location")).toContain(`http://localhost:3000/back?setup_intent=${setup.id}&`);
  const [paypal] = (await kit.stripe.paymentMethods.list({ customer: customer.id, type: "paypal" })).data;
  const charge = (method: string) =>
    kit.stripe.paymentIntents.create({
      amount: 700,
      currency: "usd",
      customer: customer.id,
      payment_method: method,
      confirm: true,
      off_session: true,
    });
  expect((await charge(paypal?.id ?? "")).status).toBe("succeeded");

  await kit.stripe.setupIntents.create({
    customer: customer.id,
    payment_method: "pm_usBankAccount_success",
    confirm: true,
  });
  const [ach] = (await kit.stripe.paymentMethods.list({ customer: customer.id, type: "us_bank_account" })).data;
  const debit = await charge(ach?.id ?? "");
  expect(debit.status).toBe("processing");
  await kit.local(`/payments/${debit.id}/settle`, {});
  expect((await kit.stripe.paymentIntents.retrieve(debit.id)).status).toBe("succeeded");
  const refund = await kit.stripe.refunds.create({ payment_intent: debit.id });
  expect(refund).toMatchObject({ status: "pending", destination_details: { type: "us_bank_transfer" } });
});

test("payment method types are excluded on request, by currency, and where redirects are not allowed", async () => {
  const only = await open({ allowed_payment_method_types: ["card"] });
  expect(only.payment_method_types).toEqual(["card"]);
  const without = await open({ excluded_payment_method_types: ["paypal", "us_bank_account"] });
  expect(without).toMatchObject({
    payment_method_types: ["card"],
    excluded_payment_method_types: ["paypal", "us_bank_account"],
  });
  const euro = await kit.stripe.paymentIntents.create({ amount: 500, currency: "eur" });
  expect(euro.payment_method_types).toEqual(["card", "sepa_debit", "paypal"]);
  const stays = await kit.stripe.paymentIntents.create({
    amount: 500,
    currency: "usd",
    automatic_payment_methods: { enabled: true, allow_redirects: "never" },
  });
  expect(stays.payment_method_types).toEqual(["card", "us_bank_account"]);
  const refused = await refusal(kit.stripe.paymentIntents.confirm(stays.id, { payment_method: "pm_paypal" }));
  expect(refused).toMatchObject({ code: "payment_intent_incompatible_payment_method", param: "payment_method" });

  const sepa = await kit.stripe.paymentIntents.confirm(euro.id, {
    payment_method_data: {
      type: "sepa_debit",
      sepa_debit: { iban: "DE62370400440532013001" },
      billing_details: { name: "Ada", email: "ada@example.com" },
    },
  });
  expect(sepa.status).toBe("processing");
  await kit.local("/clock/advance", { days: 6 });
  expect((await kit.stripe.paymentIntents.retrieve(euro.id)).last_payment_error?.code).toBe("insufficient_funds");
});
