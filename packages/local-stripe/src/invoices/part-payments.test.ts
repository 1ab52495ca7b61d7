import type Stripe from "stripe";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Kit, refusal, startKit } from "../testing/kit";

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

async function openInvoice(amount = 2_000): Promise<string> {
  const { id } = await stripe.invoices.create({ customer });
  await stripe.invoices.addLines(id, { lines: [{ amount, description: "Consulting" }] });
  await stripe.invoices.finalizeInvoice(id);
  return id;
}

const paidIntent = (amount: number) =>
  stripe.paymentIntents.create({ amount, currency: "usd", customer, payment_method: "pm_card_visa", confirm: true });

const amountsOf = async (invoice: string) =>
  (await stripe.invoicePayments.list({ invoice })).data
    .map(({ amount_paid, is_default, status }) => [status, amount_paid, is_default ? "default" : "attached"])
    .sort();

test("an invoice can be paid in parts: an attached payment pays its amount, and the rest is charged", async () => {
  const id = await openInvoice();
  const { id: part } = await paidIntent(800);
  const open = { status: "open", amount_paid: 800, amount_remaining: 1_200, amount_due: 2_000 };
  expect(await stripe.invoices.attachPayment(id, { payment_intent: part })).toMatchObject(open);
  expect(await amountsOf(id)).toEqual([["paid", 800, "attached"]]);
  expect(await stripe.invoices.pay(id)).toMatchObject({ status: "paid", amount_paid: 2_000, amount_remaining: 0 });
  expect(await amountsOf(id)).toEqual([
    ["paid", 1_200, "default"],
    ["paid", 800, "attached"],
  ]);
  const types = await kit.eventTypes();
  expect(types.filter((type) => type === "invoice_payment.paid")).toHaveLength(2);
  expect(types.filter((type) => type === "invoice.paid")).toHaveLength(1);
});

test("the last attached part pays the invoice, and the payment that waited for it is canceled", async () => {
  const id = await openInvoice();
  await stripe.invoices.pay(id, { payment_method: "pm_card_chargeDeclined" }).catch(() => undefined);
  const waiting = await stripe.paymentIntents.create({ amount: 2_000, currency: "usd", customer });
  await stripe.invoices.attachPayment(id, { payment_intent: waiting.id });
  await stripe.paymentIntents.confirm(waiting.id, { payment_method: "pm_card_visa" });
  expect(await stripe.invoices.retrieve(id)).toMatchObject({ status: "paid", amount_paid: 2_000 });
  expect(await amountsOf(id)).toEqual([
    ["canceled", null, "default"],
    ["paid", 2_000, "attached"],
  ]);
});

test("attaching more than remains, another customer's payment or one for a paid invoice is refused", async () => {
  const id = await openInvoice();
  const { id: large } = await paidIntent(2_001);
  expect((await refusal(stripe.invoices.attachPayment(id, { payment_intent: large }))).param).toBe("payment_intent");
  const stranger = await stripe.paymentIntents.create({ amount: 500, currency: "usd" });
  expect((await refusal(stripe.invoices.attachPayment(id, { payment_intent: stranger.id }))).param).toBe(
    "payment_intent",
  );
  await stripe.invoices.pay(id, { paid_out_of_band: true });
  const { id: late } = await paidIntent(500);
  expect((await refusal(stripe.invoices.attachPayment(id, { payment_intent: late }))).message).toContain("paid");
});

test("a credit note for a partly paid invoice lowers what remains first, and refunds the rest", async () => {
  const id = await openInvoice();
  await stripe.invoices.attachPayment(id, { payment_intent: (await paidIntent(800)).id });
  const note = await stripe.creditNotes.create({ invoice: id, amount: 1_500, credit_amount: 300 });
  expect(note).toMatchObject({ type: "mixed", pre_payment_amount: 1_200, post_payment_amount: 300 });
  expect(await stripe.invoices.retrieve(id)).toMatchObject({
    status: "paid",
    amount_paid: 800,
    pre_payment_credit_notes_amount: 1_200,
    post_payment_credit_notes_amount: 300,
  });
  expect((await stripe.customers.retrieve(customer)) as Stripe.Customer).toMatchObject({ balance: -300 });
});

test("a credit note can refund several charges, and can include an earlier refund", async () => {
  const id = await openInvoice();
  await stripe.invoices.attachPayment(id, { payment_intent: (await paidIntent(800)).id });
  await stripe.invoices.pay(id);
  const both = await stripe.creditNotes.create({ invoice: id, amount: 1_500, refund_amount: 1_500 });
  expect(both.refunds.map(({ amount_refunded }) => amount_refunded).sort()).toEqual([1_200, 300]);
  const [intent] = (await stripe.invoicePayments.list({ invoice: id })).data.filter(({ is_default }) => !is_default);
  const before = await stripe.refunds.create({ payment_intent: String(intent?.payment.payment_intent), amount: 400 });
  expect((await refusal(stripe.creditNotes.create({ invoice: id, amount: 400, credit_amount: 400 }))).param).toBe(
    "amount",
  );
  const linked = await stripe.creditNotes.create({ invoice: id, amount: 400, refunds: [{ refund: before.id }] });
  expect(linked.refunds).toMatchObject([{ refund: before.id, amount_refunded: 400 }]);
  expect((await stripe.refunds.list()).data).toHaveLength(3);
});

test("an amount paid from the balance can be credited back to it", async () => {
  await stripe.customers.createBalanceTransaction(customer, { amount: -2_000, currency: "usd" });
  const id = await openInvoice();
  expect(await stripe.invoices.retrieve(id)).toMatchObject({ status: "paid", amount_paid: 0, amount_due: 0 });
  await stripe.creditNotes.create({ invoice: id, amount: 500, credit_amount: 500 });
  expect((await refusal(stripe.creditNotes.create({ invoice: id, amount: 1_501, credit_amount: 1_501 }))).param).toBe(
    "amount",
  );
  expect((await stripe.customers.retrieve(customer)) as Stripe.Customer).toMatchObject({ balance: -500 });
});
