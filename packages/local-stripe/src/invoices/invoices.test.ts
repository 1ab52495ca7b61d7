import Stripe from "stripe";
import { afterEach, beforeEach, expect, test } from "vitest";
import { goodCard, type Kit, monthlyPrice, refusal, startKit, submit, subscribeByCheckout } from "../testing/kit";

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

test("an invoice created through the API is drafted, finalized and paid, with events in that order", async () => {
  const before = (await kit.eventTypes()).length;
  const created = await stripe.invoices.create({ customer, description: "March", metadata: { job: "1" } });
  expect(created).toMatchObject({
    status: "draft",
    billing_reason: "manual",
    auto_advance: false,
    automatically_finalizes_at: null,
    number: null,
    total: 0,
    parent: null,
    metadata: { job: "1" },
  });
  const price = await stripe.prices.create({ currency: "usd", unit_amount: 250, product_data: { name: "Hour" } });
  const filled = await stripe.invoices.addLines(created.id, {
    lines: [
      { pricing: { price: price.id }, quantity: 3 },
      { amount: 100, description: "Travel" },
    ],
  });
  expect(filled.lines.data.map((line) => [line.description, line.amount, line.quantity])).toEqual([
    ["Hour", 750, 3],
    ["Travel", 100, 1],
  ]);
  expect(filled).toMatchObject({ subtotal: 850, total: 850, amount_due: 850 });
  const open = await stripe.invoices.finalizeInvoice(created.id);
  expect(open).toMatchObject({ status: "open", amount_remaining: 850 });
  expect(open.number).toMatch(/-0001$/);
  const paid = await stripe.invoices.pay(created.id, { expand: ["payments.data.payment.payment_intent"] });
  expect(paid).toMatchObject({ status: "paid", amount_paid: 850, attempt_count: 1, attempted: true });
  expect(paid.payments?.data[0]?.payment.payment_intent).toMatchObject({ status: "succeeded", amount: 850 });
  const types = (await kit.eventTypes()).slice(before).filter((type) => !/^(product|price)/.test(type));
  expect(types).toEqual([
    "invoice.created",
    "invoiceitem.created",
    "invoiceitem.created",
    "invoice.updated",
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

test("pending items wait for an invoice that includes them, and can be changed and deleted until then", async () => {
  const item = await stripe.invoiceItems.create({ customer, amount: 500, currency: "usd", description: "Setup" });
  const other = await stripe.invoiceItems.create({
    customer,
    unit_amount_decimal: Stripe.Decimal.from("12.5"),
    quantity: 4,
    currency: "usd",
  });
  expect(item).toMatchObject({ object: "invoiceitem", invoice: null, proration: false, net_amount: 500, quantity: 1 });
  expect(other.amount).toBe(50);
  expect(await stripe.invoiceItems.update(other.id, { quantity: 6 })).toMatchObject({ amount: 75, quantity: 6 });
  expect(await stripe.invoiceItems.del(other.id)).toMatchObject({ deleted: true, object: "invoiceitem" });
  expect((await stripe.invoiceItems.list({ customer, pending: true })).data.map((row) => row.id)).toEqual([item.id]);

  const empty = await stripe.invoices.create({ customer });
  expect(empty.lines.data).toEqual([]);
  const full = await stripe.invoices.create({ customer, pending_invoice_items_behavior: "include" });
  expect(full.lines.data.map((line) => line.amount)).toEqual([500]);
  expect(full.lines.data[0]?.parent).toMatchObject({ invoice_item_details: { invoice_item: item.id } });
  await stripe.invoiceItems.update(item.id, { amount: 700 });
  expect(await stripe.invoices.retrieve(full.id)).toMatchObject({ total: 700, lines: { data: [{ amount: 700 }] } });
  expect(await stripe.invoices.del(full.id)).toMatchObject({ deleted: true, object: "invoice" });
  expect(await stripe.invoiceItems.retrieve(item.id)).toMatchObject({ invoice: null });
});

test("a pending item is on the subscription's next invoice and its preview", async () => {
  const price = await monthlyPrice(stripe, 900);
  const { customer: buyer, subscription } = await subscribeByCheckout(kit, price.id);
  await stripe.invoiceItems.create({
    customer: buyer,
    amount: 250,
    currency: "usd",
    description: "Extra seat, one day",
  });
  const preview = await stripe.invoices.createPreview({ subscription });
  expect(preview.lines.data.map((line) => line.amount)).toEqual([250, 900]);
  await kit.local("/clock/advance", { months: 1, days: 1 });
  const [latest] = (await stripe.invoices.list({ subscription })).data;
  expect(latest).toMatchObject({ total: preview.total, amount_paid: 1150 });
});

test("lines beyond the tenth are on the list, in order, and count in the total", async () => {
  const { id } = await stripe.invoices.create({ customer });
  const lines = Array.from({ length: 23 }, (_none, index) => ({ amount: index + 1, description: `Line ${index + 1}` }));
  const invoice = await stripe.invoices.addLines(id, { lines });
  expect(invoice.lines).toMatchObject({ has_more: true, url: `/v1/invoices/${id}/lines` });
  expect(invoice.lines.data).toHaveLength(10);
  expect(invoice.total).toBe((23 * 24) / 2);
  const all = await stripe.invoices.listLineItems(id, { limit: 10 }).autoPagingToArray({ limit: 100 });
  expect(all.map((line) => line.amount)).toEqual(lines.map((line) => line.amount));
  const finalized = await stripe.invoices.finalizeInvoice(id);
  expect(finalized.lines.data).toHaveLength(10);
  const event = (await stripe.events.list({ type: "invoice.finalized" })).data[0]?.data.object;
  expect(event).toMatchObject({ lines: { has_more: true } });
});

test("lines of a draft can be changed and removed; those of a finalized invoice cannot", async () => {
  const id = await draft();
  const [line] = (await stripe.invoices.retrieve(id)).lines.data;
  const changed = await stripe.invoices.updateLines(id, { lines: [{ id: line?.id ?? "", amount: 1500 }] });
  expect(changed).toMatchObject({ total: 1500, lines: { data: [{ id: line?.id, amount: 1500 }] } });
  expect(await stripe.invoices.updateLineItem(id, line?.id ?? "", { description: "Advice" })).toMatchObject({
    object: "line_item",
    description: "Advice",
  });
  await stripe.invoices.removeLines(id, { lines: [{ id: line?.id ?? "", behavior: "unassign" }] });
  const back = await stripe.invoices.addLines(id, {
    lines: [{ invoice_item: line?.parent?.invoice_item_details?.invoice_item ?? "" }],
  });
  expect(back.total).toBe(1500);
  await stripe.invoices.finalizeInvoice(id);
  expect(await refusal(stripe.invoices.addLines(id, { lines: [{ amount: 1 }] }))).toMatchObject({
    code: "invoice_not_editable",
  });
  expect((await refusal(stripe.invoices.del(id))).code).toBe("invoice_not_editable");
});

test("an open invoice can be voided, marked uncollectible, or paid out of band", async () => {
  const [voided, lost, settled] = [await draft(), await draft(), await draft()];
  for (const id of [voided, lost, settled]) await stripe.invoices.finalizeInvoice(id);
  expect(await stripe.invoices.voidInvoice(voided)).toMatchObject({ status: "void", amount_paid: 0 });
  expect(await stripe.invoices.markUncollectible(lost)).toMatchObject({
    status: "uncollectible",
    status_details: { uncollectible: { reason: "user_forgiven" } },
  });
  expect((await refusal(stripe.invoices.pay(voided))).statusCode).toBe(400);
  expect(await stripe.invoices.pay(lost)).toMatchObject({ status: "paid" });
  expect(await stripe.invoices.retrieve(lost)).not.toHaveProperty("status_details");
  const count = (await kit.eventTypes()).length;
  expect(await stripe.invoices.pay(settled, { paid_out_of_band: true })).toMatchObject({
    status: "paid",
    amount_remaining: 0,
    attempt_count: 0,
  });
  // No attempt succeeded: see the descriptions of invoice.paid and invoice.payment_succeeded.
  expect((await kit.eventTypes()).slice(count)).toEqual(["invoice.updated", "invoice.paid"]);
  expect((await stripe.charges.list()).data).toHaveLength(1);
  const types = await kit.eventTypes();
  for (const type of ["invoice.voided", "invoice.marked_uncollectible"]) expect(types).toContain(type);
});

test("an emailed invoice is sent, is due on its date, and can be paid on its page", async () => {
  expect((await refusal(stripe.invoices.create({ customer, collection_method: "send_invoice" }))).param).toBe(
    "days_until_due",
  );
  const id = await draft({ collection_method: "send_invoice", days_until_due: 30 });
  const sent = await stripe.invoices.sendInvoice(id);
  expect(sent).toMatchObject({ status: "open", collection_method: "send_invoice" });
  expect(sent.due_date).toBe(sent.created + 30 * 86_400);
  await submit(sent.hosted_invoice_url ?? "", goodCard);
  expect(await stripe.invoices.retrieve(id)).toMatchObject({ status: "paid", amount_paid: 1000 });
  const types = await kit.eventTypes();
  expect(types.filter((type) => type === "invoice.sent")).toHaveLength(1);

  const late = await draft({ collection_method: "send_invoice", days_until_due: 7 });
  await stripe.invoices.finalizeInvoice(late);
  await kit.local("/clock/advance", { days: 8 });
  expect(await kit.eventTypes()).toContain("invoice.overdue");
});

test("a draft with auto_advance is finalized and collected within hours", async () => {
  const id = await draft({ auto_advance: true });
  const waiting = await stripe.invoices.retrieve(id);
  expect(waiting.automatically_finalizes_at).toBe(waiting.created + 3600);
  await kit.local("/clock/advance", { seconds: 3 * 3600 });
  expect(await stripe.invoices.retrieve(id)).toMatchObject({ status: "paid", amount_paid: 1000 });
  const early = await draft({ auto_advance: true });
  await stripe.invoices.finalizeInvoice(early);
  await kit.local("/clock/advance", { seconds: 2 * 3600 });
  expect(await stripe.invoices.retrieve(early)).toMatchObject({ status: "paid" });
});

test("a preview without a subscription is the customer's next invoice, or the pending items", async () => {
  expect(await refusal(stripe.invoices.createPreview({ customer }))).toMatchObject({
    statusCode: 404,
    code: "invoice_upcoming_none",
  });
  await stripe.invoiceItems.create({ customer, amount: 500, currency: "usd" });
  const preview = await stripe.invoices.createPreview({
    customer,
    invoice_items: [{ amount: 200, currency: "usd", description: "If you order too" }],
  });
  expect(preview).toMatchObject({ total: 700, customer });
  expect((await stripe.invoiceItems.list({ customer })).data).toHaveLength(1);
});

// Source: only `customers.retrieve` answers with a deleted object, by the types of the SDK.
test("deleted objects are not found, except for a customer", async () => {
  const item = await stripe.invoiceItems.create({ customer, amount: 500, currency: "usd" });
  const product = await stripe.products.create({ name: "Pack" });
  const clock = await stripe.testHelpers.testClocks.create({ frozen_time: kit.server.now() });
  const empty = await stripe.invoices.create({ customer });
  const gone = { statusCode: 404, code: "resource_missing" };
  expect(await stripe.invoiceItems.del(item.id)).toMatchObject({ id: item.id, object: "invoiceitem", deleted: true });
  expect(await refusal(stripe.invoiceItems.retrieve(item.id))).toMatchObject(gone);
  expect(await stripe.products.del(product.id)).toMatchObject({ object: "product", deleted: true });
  expect(await refusal(stripe.products.retrieve(product.id))).toMatchObject(gone);
  expect(await stripe.testHelpers.testClocks.del(clock.id)).toMatchObject({
    object: "test_helpers.test_clock",
    deleted: true,
  });
  expect(await refusal(stripe.testHelpers.testClocks.retrieve(clock.id))).toMatchObject(gone);
  expect(await stripe.invoices.del(empty.id)).toMatchObject({ object: "invoice", deleted: true });
  expect(await refusal(stripe.invoices.retrieve(empty.id))).toMatchObject(gone);
});
