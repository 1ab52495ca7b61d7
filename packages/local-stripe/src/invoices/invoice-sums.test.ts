import type Stripe from "stripe";
import { afterEach, beforeEach, expect, test } from "vitest";
import { goodCard, type Kit, refusal, startKit, submit } from "../testing/kit";

let kit: Kit;
let stripe: Stripe;
let customer: string;
beforeEach(async () => {
  kit = await startKit();
  ({ stripe } = kit);
  ({ id: customer } = await stripe.customers.create({ email: "ada@example.com" }));
  const method = await stripe.paymentMethods.attach("pm_card_visa", { customer });
  await stripe.customers.update(customer, { invoice_settings: { default_payment_method: method.id } });
});
afterEach(() => kit.close());

async function draft(params: Stripe.InvoiceCreateParams = {}, cents = 1000): Promise<string> {
  const { id } = await stripe.invoices.create({ customer, ...params });
  await stripe.invoices.addLines(id, { lines: [{ amount: cents, description: "Consulting" }] });
  return id;
}

test("credit pays first, a negative invoice becomes credit, and voiding an invoice returns its credit", async () => {
  // https://docs.stripe.com/billing/customer/balance
  const credit = await stripe.customers.createBalanceTransaction(customer, {
    amount: -300,
    currency: "usd",
    description: "Sorry",
  });
  expect(credit).toMatchObject({ object: "customer_balance_transaction", type: "adjustment", ending_balance: -300 });
  const id = await draft();
  expect(await stripe.invoices.finalizeInvoice(id)).toMatchObject({
    total: 1000,
    amount_due: 700,
    starting_balance: -300,
    ending_balance: 0,
  });
  await stripe.invoices.voidInvoice(id);
  const negative = await draft({}, -450);
  expect(await stripe.invoices.finalizeInvoice(negative)).toMatchObject({ status: "paid", total: -450, amount_due: 0 });
  const entries = await stripe.customers.listBalanceTransactions(customer);
  expect(entries.data.map((entry) => [entry.type, entry.amount, entry.ending_balance, entry.invoice])).toEqual([
    ["applied_to_invoice", -450, -750, negative],
    ["unapplied_from_invoice", -300, -300, id],
    ["applied_to_invoice", 300, 0, id],
    ["adjustment", -300, -300, null],
  ]);
  expect(await stripe.customers.retrieve(customer)).toMatchObject({ balance: -750, currency: "usd" });
  const updated = await stripe.customers.updateBalanceTransaction(customer, credit.id, { metadata: { why: "late" } });
  expect(updated.metadata).toEqual({ why: "late" });
  expect((await stripe.customers.retrieveBalanceTransaction(customer, credit.id)).description).toBe("Sorry");
});

test("an item's own discount applies before the invoice's", async () => {
  const half = await stripe.coupons.create({ percent_off: 50 });
  const tenth = await stripe.coupons.create({ percent_off: 10 });
  const { id } = await stripe.invoices.create({ customer, discounts: [{ coupon: tenth.id }] });
  await stripe.invoiceItems.create({ customer, invoice: id, amount: 1000, discounts: [{ coupon: half.id }] });
  await stripe.invoiceItems.create({ customer, invoice: id, amount: 400 });
  const invoice = await stripe.invoices.retrieve(id);
  // 1000 less half is 500; the invoice's tenth is 50 of that and 40 of the 400.
  expect(invoice).toMatchObject({ subtotal: 900, total: 810 });
  expect(invoice.lines.data.map((line) => line.discount_amounts?.map((share) => share.amount))).toEqual([
    [500, 50],
    [40],
  ]);
  const changed = await stripe.invoices.update(id, { discounts: "" });
  expect(changed).toMatchObject({ subtotal: 900, total: 900, discounts: [] });
});

test("zero-decimal and other currencies work in Checkout, renewals, invoices and their pages", async () => {
  // https://docs.stripe.com/currencies#zero-decimal
  const price = await stripe.prices.create({
    currency: "usd",
    unit_amount: 1200,
    recurring: { interval: "month" },
    product_data: { name: "Pro" },
    currency_options: { jpy: { unit_amount: 1800 } },
  });
  expect(price).not.toHaveProperty("currency_options");
  const { currency_options: options } = await stripe.prices.retrieve(price.id, { expand: ["currency_options"] });
  expect(options).toMatchObject({ usd: { unit_amount: 1200 }, jpy: { unit_amount: 1800 } });
  const coupon = await stripe.coupons.create({
    amount_off: 300,
    currency: "usd",
    duration: "repeating",
    duration_in_months: 2,
    currency_options: { jpy: { amount_off: 501 } },
  });
  const session = await stripe.checkout.sessions.create({
    mode: "subscription",
    currency: "jpy",
    line_items: [{ price: price.id, quantity: 2 }],
    discounts: [{ coupon: coupon.id }],
    success_url: "http://localhost:3000/ok",
  });
  expect(session).toMatchObject({ currency: "jpy", amount_subtotal: 3600, amount_total: 3099 });
  expect(await (await fetch(session.url ?? "")).text()).toContain("¥3,099");
  await submit(session.url ?? "", { ...goodCard, email: "tomoko@example.com" });
  await kit.local("/clock/advance", { months: 1, days: 1 });
  const [latest, first] = (await stripe.invoices.list()).data;
  for (const invoice of [first, latest]) {
    expect(invoice).toMatchObject({ currency: "jpy", subtotal: 3600, total: 3099, amount_paid: 3099, status: "paid" });
    expect(invoice?.lines.data[0]?.description).toContain("¥1,800 / month");
  }
  const html = await (await fetch(latest?.hosted_invoice_url ?? "")).text();
  expect(html).toContain("¥3,099");
  expect(html).toContain("-¥501");
  const pdf = Buffer.from(await (await fetch(latest?.invoice_pdf ?? "")).arrayBuffer()).toString("latin1");
  expect(pdf).toContain("Total: ¥3,099");
  const eur = stripe.checkout.sessions.create({
    mode: "subscription",
    currency: "eur",
    line_items: [{ price: price.id, quantity: 1 }],
    success_url: "http://localhost:3000/ok",
  });
  expect((await refusal(eur)).param).toBe("line_items[0][price]");
});
