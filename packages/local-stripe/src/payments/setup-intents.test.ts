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

test("setup intents are confirmed, declined, canceled and listed, and what they saved needs no challenge later", async () => {
  const customer = await kit.stripe.customers.create();
  const setup = await kit.stripe.setupIntents.create({ customer: customer.id, metadata: { for: "later" } });
  const waiting = await kit.stripe.setupIntents.confirm(setup.id, {
    payment_method: "pm_card_authenticationRequiredOnSetup",
    return_url: "http://localhost:3000/back",
  });
  expect(waiting.status).toBe("requires_action");
  const back = await submit(waiting.next_action?.redirect_to_url?.url ?? "", { answer: "complete" });
  expect(back.headers.get("location")).toContain(`setup_intent=${setup.id}&setup_intent_client_secret=seti_`);
  const done = await kit.stripe.setupIntents.retrieve(setup.id, { expand: ["payment_method"] });
  expect(done).toMatchObject({ status: "succeeded", payment_method: { customer: customer.id } });
  const later = await kit.stripe.paymentIntents.create({
    amount: 500,
    currency: "usd",
    customer: customer.id,
    payment_method: idOf(done.payment_method),
    confirm: true,
    off_session: true,
  });
  expect(later.status).toBe("succeeded");
  const declined = await refusal(
    kit.stripe.setupIntents.create({ payment_method: "pm_card_chargeDeclined", confirm: true }),
  );
  expect(declined).toMatchObject({ statusCode: 402, setup_intent: { status: "requires_payment_method" } });
  const open = await kit.stripe.setupIntents.create({ customer: customer.id });
  const canceled = await kit.stripe.setupIntents.cancel(open.id, { cancellation_reason: "abandoned" });
  expect(canceled).toMatchObject({ status: "canceled", cancellation_reason: "abandoned" });
  expect(await refusal(kit.stripe.setupIntents.confirm(open.id, { payment_method: "pm_card_visa" }))).toMatchObject({
    code: "setup_intent_unexpected_state",
  });
  const listed = await kit.stripe.setupIntents.list({ customer: customer.id });
  expect(listed.data.map((row) => row.status)).toEqual(["canceled", "succeeded"]);
});

test("Checkout in setup mode saves a card, through its challenge, and charges nothing", async () => {
  const customer = await kit.stripe.customers.create({ email: "s@example.com" });
  const session = await kit.stripe.checkout.sessions.create({
    mode: "setup",
    currency: "usd",
    customer: customer.id,
    setup_intent_data: { metadata: { for: "cards" } },
    success_url: "http://localhost:3000/ok",
  });
  expect(session).toMatchObject({ amount_total: null, payment_status: "no_payment_required", payment_intent: null });
  const count = (await kit.eventTypes()).length;
  expect(await (await fetch(session.url ?? "")).text()).toContain("Save payment method");
  const refused = await submit(session.url ?? "", { ...goodCard, card_number: "4000000000000002" });
  expect(await refused.text()).toContain("Your card was declined.");
  const away = await submit(session.url ?? "", { ...goodCard, card_number: "4000002500003155" });
  const failed = await submit(away.headers.get("location") ?? "", { answer: "fail" });
  const back = await fetch(`${kit.server.url}${failed.headers.get("location")}`);
  expect(await back.text()).toContain("unable to authenticate");
  const again = await submit(session.url ?? "", { ...goodCard, card_number: "4000002500003155" });
  const done = await submit(again.headers.get("location") ?? "", { answer: "complete" });
  expect(done.headers.get("location")).toBe("http://localhost:3000/ok");
  expect(await since(count)).toEqual([
    "setup_intent.setup_failed",
    "setup_intent.requires_action",
    "setup_intent.setup_failed",
    "setup_intent.requires_action",
    "setup_intent.succeeded",
    "payment_method.attached",
    "checkout.session.completed",
  ]);
  const complete = await kit.stripe.checkout.sessions.retrieve(session.id, { expand: ["setup_intent"] });
  expect(complete).toMatchObject({
    status: "complete",
    setup_intent: { status: "succeeded", customer: customer.id, metadata: { for: "cards" } },
  });
  expect((await kit.stripe.charges.list()).data).toEqual([]);
  const noCurrency = kit.stripe.checkout.sessions.create({ mode: "setup", success_url: "http://localhost:3000/ok" });
  expect(await refusal(noCurrency)).toMatchObject({ code: "parameter_missing", param: "currency" });
});

test("Checkout offers saved methods, charges them, and drops removed ones", async () => {
  const customer = await kit.stripe.customers.create({ email: "saved@example.com" });
  const open = () =>
    kit.stripe.checkout.sessions.create({
      mode: "payment",
      customer: customer.id,
      line_items: [{ quantity: 1, price_data: { currency: "usd", unit_amount: 600, product_data: { name: "Pack" } } }],
      saved_payment_method_options: { payment_method_save: "enabled" },
      success_url: "http://localhost:3000/ok",
    });
  await submit((await open()).url ?? "", { ...goodCard, save_card: "on" });
  const [saved] = (await kit.stripe.paymentMethods.list({ customer: customer.id })).data;
  expect(saved).toMatchObject({ allow_redisplay: "always", card: { last4: "4242" } });
  const second = await open();
  expect(await (await fetch(second.url ?? "")).text()).toContain("Visa ending in 4242");
  await submit(second.url ?? "", { payment_method: saved?.id ?? "" });
  const paid = await kit.stripe.checkout.sessions.retrieve(second.id, { expand: ["payment_intent"] });
  expect(paid).toMatchObject({ payment_status: "paid", payment_intent: { payment_method: saved?.id } });
  const count = (await kit.eventTypes()).length;
  await kit.stripe.paymentMethods.detach(saved?.id ?? "");
  expect(await since(count)).toEqual(["payment_method.detached"]);
  expect(await (await fetch((await open()).url ?? "")).text()).not.toContain("Visa ending in 4242");
});
