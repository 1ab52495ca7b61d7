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

async function openInvoice(): Promise<string> {
  const { id } = await stripe.invoices.create({ customer });
  await stripe.invoices.addLines(id, { lines: [{ amount: 1000, description: "Consulting" }] });
  await stripe.invoices.finalizeInvoice(id);
  return id;
}

test("a credit note lowers the amount due of an open invoice, and voiding the note raises it again", async () => {
  const id = await openInvoice();
  const note = await stripe.creditNotes.create({ invoice: id, amount: 300, reason: "order_change" });
  expect(note).toMatchObject({
    object: "credit_note",
    status: "issued",
    type: "pre_payment",
    amount: 300,
    pre_payment_amount: 300,
    post_payment_amount: 0,
    reason: "order_change",
    refunds: [],
  });
  const less = { amount_due: 700, amount_remaining: 700, pre_payment_credit_notes_amount: 300, total: 1000 };
  expect(await stripe.invoices.retrieve(id)).toMatchObject(less);
  expect(await stripe.creditNotes.voidCreditNote(note.id)).toMatchObject({ status: "void" });
  expect(await stripe.invoices.retrieve(id)).toMatchObject({ amount_due: 1000, pre_payment_credit_notes_amount: 0 });
  await stripe.creditNotes.create({ invoice: id, amount: 400 });
  expect(await stripe.invoices.pay(id)).toMatchObject({ status: "paid", amount_paid: 600 });
  expect((await stripe.charges.list()).data.map((charge) => charge.amount)).toEqual([600]);
  const rest = await openInvoice();
  await stripe.creditNotes.create({ invoice: rest, amount: 1000 });
  expect(await stripe.invoices.retrieve(rest)).toMatchObject({ status: "paid", amount_paid: 0 });
});

test("a credit note of a paid invoice returns money to the card, to the balance or outside of Stripe, and adds up", async () => {
  const id = await openInvoice();
  await stripe.invoices.pay(id);
  const create = (params: Partial<Stripe.CreditNoteCreateParams>) =>
    stripe.creditNotes.create({ invoice: id, ...params });
  expect((await refusal(create({ amount: 500, refund_amount: 400 }))).param).toBe("amount");
  const note = await create({
    lines: [{ type: "custom_line_item", description: "Two hours", unit_amount: 250, quantity: 2 }],
    refund_amount: 300,
    credit_amount: 150,
    out_of_band_amount: 50,
    expand: ["refunds.refund", "customer_balance_transaction"],
  });
  expect(note).toMatchObject({
    type: "post_payment",
    amount: 500,
    out_of_band_amount: 50,
    refunds: [{ amount_refunded: 300, refund: { status: "succeeded", amount: 300 } }],
    customer_balance_transaction: { type: "credit_note", amount: -150, credit_note: expect.any(String) },
    lines: { data: [{ amount: 500, quantity: 2, unit_amount: 250 }] },
  });
  expect(await stripe.invoices.retrieve(id)).toMatchObject({ status: "paid", post_payment_credit_notes_amount: 500 });
  expect(await stripe.customers.retrieve(customer)).toMatchObject({ balance: -150 });
  expect((await refusal(create({ amount: 501, credit_amount: 501 }))).param).toBe("amount");
  expect((await stripe.creditNotes.list({ invoice: id })).data.map((row) => row.id)).toEqual([note.id]);
  const pdf = await (await fetch(note.pdf)).text();
  expect(pdf).toContain(note.number);
  const types = await kit.eventTypes();
  expect(types.slice(types.indexOf("refund.created"))).toEqual([
    "refund.created",
    "charge.refunded",
    "credit_note.created",
    "customer.updated",
    "invoice.updated",
  ]);
});
