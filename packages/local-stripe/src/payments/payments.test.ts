import type Stripe from "stripe";
import { afterEach, beforeEach, expect, test } from "vitest";
import { idOf, type Kit, startKit } from "../testing/kit";

let kit: Kit;
beforeEach(async () => {
  kit = await startKit();
});
afterEach(() => kit.close());

test("refunds add up on the charge, with events in order", async () => {
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
  expect((await kit.eventTypes()).slice(before)).toEqual(["refund.created", "charge.refunded"]);
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

test("an off-session decline is a 402 with its reason, and the failed intent is kept", async () => {
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
