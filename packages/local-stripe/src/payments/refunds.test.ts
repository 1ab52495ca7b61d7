import type Stripe from "stripe";
import { afterEach, beforeEach, expect, test } from "vitest";
import { idOf, type Kit, monthlyPrice, refusal, startKit, subscribeByCheckout } from "../testing/kit";

let kit: Kit;
beforeEach(async () => {
  kit = await startKit();
});
afterEach(() => kit.close());

async function pay(method: string, amount = 5000): Promise<Stripe.PaymentIntent> {
  return kit.stripe.paymentIntents.create({ amount, currency: "usd", payment_method: method, confirm: true });
}

async function since(count: number): Promise<string[]> {
  return (await kit.eventTypes()).slice(count);
}

test("two partial refunds add up on the charge, each with its balance transaction, and never exceed what was paid", async () => {
  const intent = await pay("pm_card_visa");
  const charge = idOf(intent.latest_charge);
  const count = (await kit.eventTypes()).length;
  const first = await kit.stripe.refunds.create({ payment_intent: intent.id, amount: 2000, metadata: { why: "a" } });
  const second = await kit.stripe.refunds.create({ charge, amount: 500, reason: "requested_by_customer" });
  const told = await kit.stripe.events.list({ types: ["charge.refunded"] });
  expect(told.data.map((event) => event.data).reverse()).toMatchObject([
    { object: { id: charge, amount_refunded: 2000, refunded: false }, previous_attributes: { amount_refunded: 0 } },
    { object: { id: charge, amount_refunded: 2500, refunded: false }, previous_attributes: { amount_refunded: 2000 } },
  ]);
  expect(await refusal(kit.stripe.refunds.create({ charge, amount: 2501 }))).toMatchObject({
    param: "amount",
    message: "Refund amount ($25.01) is greater than unrefunded amount on charge ($25.00)",
  });
  await kit.stripe.refunds.create({ charge });
  const one = ["refund.created", "charge.refunded"];
  expect(await since(count)).toEqual([...one, ...one, ...one]);
  expect(await refusal(kit.stripe.refunds.create({ charge }))).toMatchObject({ code: "charge_already_refunded" });

  const whole = await kit.stripe.charges.retrieve(charge, { expand: ["refunds"] });
  expect(whole).toMatchObject({ amount_refunded: 5000, refunded: true });
  expect(whole.refunds?.data.map((row) => row.amount)).toEqual([2500, 500, 2000]);
  const expanded = await kit.stripe.refunds.retrieve(second.id, { expand: ["balance_transaction", "payment_intent"] });
  expect(expanded).toMatchObject({
    balance_transaction: { amount: -500, fee: 0, net: -500, type: "refund", source: second.id },
    payment_intent: { id: intent.id },
  });
  expect(await kit.stripe.refunds.update(first.id, { metadata: { why: "", note: "n" } })).toMatchObject({
    metadata: { note: "n" },
  });
});

test("a refund that fails later puts the money back and makes the charge refundable again", async () => {
  const intent = await pay("pm_card_refundFail");
  const refund = await kit.stripe.refunds.create({ payment_intent: intent.id });
  expect(refund.status).toBe("succeeded");
  const count = (await kit.eventTypes()).length;
  await kit.local("/clock/advance", { days: 6 });
  expect(await since(count)).toEqual(["refund.updated", "charge.updated", "refund.failed"]);
  const failed = await kit.stripe.refunds.retrieve(refund.id, { expand: ["failure_balance_transaction"] });
  expect(failed).toMatchObject({
    status: "failed",
    failure_reason: "expired_or_canceled_card",
    failure_balance_transaction: { amount: 5000, type: "refund_failure" },
  });
  expect(await kit.stripe.charges.retrieve(idOf(intent.latest_charge))).toMatchObject({
    amount_refunded: 0,
    refunded: false,
  });
});

test("a refund is pending, then succeeds, is canceled, or fails on demand", async () => {
  const refunds: Stripe.Refund[] = [];
  for (let index = 0; index < 3; index += 1) {
    const intent = await pay("pm_card_pendingRefund");
    refunds.push(await kit.stripe.refunds.create({ payment_intent: intent.id }));
  }
  expect(refunds.map((row) => [row.status, row.pending_reason])).toEqual(Array(3).fill(["pending", "processing"]));
  const [first, second, third] = refunds.map((row) => row.id);
  let count = (await kit.eventTypes()).length;
  expect(await kit.stripe.refunds.cancel(first ?? "")).toMatchObject({ status: "canceled" });
  expect(await since(count)).toEqual(["refund.updated", "charge.updated"]);
  await kit.local(`/refunds/${second}/fail`, { reason: "declined" });
  count = (await kit.eventTypes()).length;
  await kit.local("/clock/advance", { days: 6 });
  expect(await since(count)).toEqual(["refund.updated"]);
  expect((await kit.stripe.refunds.list()).data.map((row) => row.status)).toEqual(["succeeded", "failed", "canceled"]);
  expect(await refusal(kit.stripe.refunds.cancel(third ?? ""))).toMatchObject({ statusCode: 400 });
});

test("refunding an invoice's payment leaves the invoice paid; the invoice payment leads to the refunded charge", async () => {
  const price = await monthlyPrice(kit.stripe);
  const { session } = await subscribeByCheckout(kit, price.id);
  const invoice = await kit.stripe.invoices.retrieve(idOf(session.invoice), { expand: ["payments"] });
  const intent = idOf(invoice.payments?.data[0]?.payment.payment_intent);
  await kit.stripe.refunds.create({ payment_intent: intent, amount: 400 });
  expect(await kit.stripe.invoices.retrieve(invoice.id ?? "")).toMatchObject({ status: "paid", amount_paid: 900 });
  const [payment] = (
    await kit.stripe.invoicePayments.list({
      payment: { type: "payment_intent", payment_intent: intent },
      expand: ["data.payment.payment_intent.latest_charge"],
    })
  ).data;
  expect(payment).toMatchObject({
    invoice: invoice.id,
    amount_paid: 900,
    payment: { payment_intent: { latest_charge: { amount_refunded: 400, refunded: false } } },
  });
});
