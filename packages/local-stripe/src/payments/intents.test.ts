import type Stripe from "stripe";
import { afterEach, beforeEach, expect, test } from "vitest";
import { goodCard, idOf, type Kit, refusal, startKit, submit } from "../testing/kit";

let kit: Kit;
beforeEach(async () => {
  kit = await startKit();
});
afterEach(() => kit.close());

async function since(count: number): Promise<string[]> {
  return (await kit.eventTypes()).slice(count);
}

async function authorize(amount = 2000): Promise<Stripe.PaymentIntent> {
  return kit.stripe.paymentIntents.create({
    amount,
    currency: "usd",
    capture_method: "manual",
    payment_method: "pm_card_visa",
    confirm: true,
  });
}

test("a manually captured payment is authorized first, then captured in part, and the rest is released", async () => {
  const held = await authorize();
  expect(held).toMatchObject({ status: "requires_capture", amount_capturable: 2000, amount_received: 0 });
  const charge = idOf(held.latest_charge);
  expect(await kit.stripe.charges.retrieve(charge)).toMatchObject({
    captured: false,
    amount_captured: 0,
    balance_transaction: null,
    status: "succeeded",
  });
  expect(await refusal(kit.stripe.refunds.create({ charge }))).toMatchObject({ code: "charge_not_refundable" });
  expect(await refusal(kit.stripe.paymentIntents.capture(held.id, { amount_to_capture: 2001 }))).toMatchObject({
    code: "amount_too_large",
  });
  const taken = await kit.stripe.paymentIntents.capture(held.id, { amount_to_capture: 1500 });
  expect(taken).toMatchObject({ status: "succeeded", amount: 2000, amount_capturable: 0, amount_received: 1500 });
  const captured = await kit.stripe.charges.retrieve(charge, { expand: ["balance_transaction"] });
  // 2.9 % of 15.00 and 0.30.
  expect(captured).toMatchObject({
    captured: true,
    amount_captured: 1500,
    amount_refunded: 500,
    balance_transaction: { amount: 1500, fee: 74, net: 1426 },
  });
  expect(await kit.eventTypes()).toEqual([
    "payment_intent.created",
    "charge.succeeded",
    "payment_intent.amount_capturable_updated",
    "charge.captured",
    "payment_intent.succeeded",
  ]);
  expect(await refusal(kit.stripe.paymentIntents.capture(held.id))).toMatchObject({
    code: "payment_intent_unexpected_state",
  });
  expect((await kit.stripe.refunds.create({ charge })).amount).toBe(1500);
});

test("an authorization is released when canceled, and by itself after a week", async () => {
  const canceled = await authorize();
  const count = (await kit.eventTypes()).length;
  const gone = await kit.stripe.paymentIntents.cancel(canceled.id, { cancellation_reason: "duplicate" });
  expect(gone).toMatchObject({ status: "canceled", amount_capturable: 0, cancellation_reason: "duplicate" });
  expect(await since(count)).toEqual(["charge.refunded", "payment_intent.canceled"]);
  const forgotten = await authorize();
  await kit.local("/clock/advance", { days: 8 });
  expect(await kit.stripe.paymentIntents.retrieve(forgotten.id)).toMatchObject({
    status: "canceled",
    cancellation_reason: "automatic",
  });
  expect((await kit.stripe.balanceTransactions.list()).data).toEqual([]);
});

test("an intent is created, changed, confirmed, and refuses what its state forbids", async () => {
  const customer = await kit.stripe.customers.create();
  const intent = await kit.stripe.paymentIntents.create({ amount: 1000, currency: "usd", metadata: { a: "1" } });
  expect(intent.status).toBe("requires_payment_method");
  expect(await refusal(kit.stripe.paymentIntents.confirm(intent.id))).toMatchObject({
    code: "payment_intent_unexpected_state",
  });
  const updated = await kit.stripe.paymentIntents.update(intent.id, {
    amount: 1200,
    customer: customer.id,
    payment_method: "pm_card_mastercard",
    metadata: { a: "", b: "2" },
  });
  expect(updated).toMatchObject({ status: "requires_confirmation", amount: 1200, metadata: { b: "2" } });
  const paid = await kit.stripe.paymentIntents.confirm(intent.id, { setup_future_usage: "off_session" });
  expect(paid).toMatchObject({ status: "succeeded", amount_received: 1200 });
  const saved = await kit.stripe.paymentMethods.list({ customer: customer.id });
  expect(saved.data.map((method) => method.id)).toEqual([idOf(paid.payment_method)]);
  for (const call of [
    () => kit.stripe.paymentIntents.update(intent.id, { amount: 1 }),
    () => kit.stripe.paymentIntents.cancel(intent.id),
    () => kit.stripe.paymentIntents.confirm(intent.id),
  ]) {
    expect(await refusal(call())).toMatchObject({ statusCode: 400, code: "payment_intent_unexpected_state" });
  }
  const mistyped: Stripe.PaymentIntentCreateParams & { payment_method_types: string[] } = {
    amount: 1,
    currency: "usd",
    payment_method_types: ["card"],
  };
  expect(await refusal(kit.stripe.paymentIntents.create(mistyped))).toMatchObject({
    code: "parameter_unknown",
    param: "payment_method_types",
  });
});

test("a challenge off session is a decline with its charge, in the shape of a card error", async () => {
  const customer = await kit.stripe.customers.create();
  const method = await kit.stripe.paymentMethods.attach("pm_card_authenticationRequired", { customer: customer.id });
  const count = (await kit.eventTypes()).length;
  const refused = await refusal(
    kit.stripe.paymentIntents.create({
      amount: 1000,
      currency: "usd",
      customer: customer.id,
      payment_method: method.id,
      confirm: true,
      off_session: true,
    }),
  );
  expect(refused).toMatchObject({
    type: "StripeCardError",
    statusCode: 402,
    code: "authentication_required",
    decline_code: "authentication_required",
    payment_method: { id: method.id },
    payment_intent: {
      status: "requires_payment_method",
      last_payment_error: { code: "authentication_required", payment_method: { id: method.id } },
    },
  });
  expect(await since(count)).toEqual(["payment_intent.created", "charge.failed", "payment_intent.payment_failed"]);
  const [charge] = (await kit.stripe.charges.list({ customer: customer.id })).data;
  expect(refused.charge).toBe(charge?.id);
  expect(charge).toMatchObject({ status: "failed", failure_code: "authentication_required", paid: false });
});

test("every published test card behaves as documented when charged", async () => {
  const expected: Record<string, string> = {
    "4000000000009995": "card_declined/insufficient_funds",
    "4000000000000002": "card_declined/generic_decline",
    "4000000000009987": "card_declined/lost_card",
    "4000000000009979": "card_declined/stolen_card",
    "4000000000000069": "expired_card/expired_card",
    "4000000000000127": "incorrect_cvc/incorrect_cvc",
    "4000000000000119": "processing_error/processing_error",
    "4000000000000341": "card_declined/generic_decline",
    "4242424242424242": "succeeded",
    "378282246310005": "succeeded",
    "4000000000000259": "succeeded",
    "4000003800000446": "succeeded",
    "4000002500003155": "requires_action",
    "4000002760003184": "requires_action",
    "4000000000003184": "requires_action",
  };
  const seen: Record<string, string> = {};
  for (const number of Object.keys(expected)) {
    const method = await kit.stripe.paymentMethods.create({
      type: "card",
      card: { number, exp_month: 12, exp_year: 2039, cvc: "123" },
    });
    const call = kit.stripe.paymentIntents.create({
      amount: 500,
      currency: "usd",
      payment_method: method.id,
      confirm: true,
      return_url: "http://localhost:3000/back",
    });
    seen[number] = await call.then(
      (intent) => intent.status,
      (error: Stripe.errors.StripeError) => `${error.code}/${error.decline_code}`,
    );
  }
  expect(seen).toEqual(expected);
});

test("3-D Secure outside Checkout fails, passes, and goes back to the return address", async () => {
  const intent = await kit.stripe.paymentIntents.create({
    amount: 900,
    currency: "usd",
    payment_method: "pm_card_threeDSecure2Required",
    confirm: true,
    return_url: "http://localhost:3000/back?order=7",
  });
  const page = intent.next_action?.redirect_to_url?.url ?? "";
  const failed = await submit(page, { answer: "fail" });
  // Source: https://docs.stripe.com/js/payment_intents/confirm_payment#return_url
  expect(Object.fromEntries(new URL(failed.headers.get("location") ?? "").searchParams)).toEqual({
    order: "7",
    payment_intent: intent.id,
    payment_intent_client_secret: intent.client_secret,
    redirect_status: "failed",
  });
  expect(await kit.stripe.paymentIntents.retrieve(intent.id)).toMatchObject({
    status: "requires_payment_method",
    last_payment_error: { code: "payment_intent_authentication_failure" },
  });
  const again = await kit.stripe.paymentIntents.confirm(intent.id, {
    payment_method: "pm_card_threeDSecure2Required",
    return_url: "http://localhost:3000/back",
  });
  await submit(again.next_action?.redirect_to_url?.url ?? "", { answer: "complete" });
  expect(await kit.stripe.paymentIntents.retrieve(intent.id, { expand: ["latest_charge"] })).toMatchObject({
    status: "succeeded",
    latest_charge: { payment_method_details: { card: { three_d_secure: { result: "authenticated" } } } },
  });
  expect(await kit.eventTypes()).toEqual([
    "payment_intent.created",
    "payment_intent.requires_action",
    "payment_intent.payment_failed",
    "payment_intent.requires_action",
    "charge.succeeded",
    "payment_intent.succeeded",
  ]);
});

test("Checkout with manual capture completes unpaid and is captured through the API", async () => {
  const session = await kit.stripe.checkout.sessions.create({
    mode: "payment",
    customer_email: "hold@example.com",
    line_items: [{ quantity: 1, price_data: { currency: "usd", unit_amount: 800, product_data: { name: "Hold" } } }],
    payment_intent_data: { capture_method: "manual" },
    success_url: "http://localhost:3000/ok",
  });
  await submit(session.url ?? "", goodCard);
  const done = await kit.stripe.checkout.sessions.retrieve(session.id);
  expect(done).toMatchObject({ status: "complete", payment_status: "unpaid" });
  await kit.stripe.paymentIntents.capture(idOf(done.payment_intent));
  expect((await kit.stripe.paymentIntents.retrieve(idOf(done.payment_intent))).status).toBe("succeeded");
});
