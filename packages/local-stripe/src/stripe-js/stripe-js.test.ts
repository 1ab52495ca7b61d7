import { afterEach, beforeEach, expect, test } from "vitest";
import { goodCard, idOf, type Kit, startKit, submit } from "../testing/kit";

// What the frames ask the server. The frames themselves are in e2e/hosted-stripe-js.spec.ts.
let kit: Kit;
beforeEach(async () => {
  kit = await startKit();
});
afterEach(() => kit.close());

const challenged = { ...goodCard, card_number: "4000 0027 6000 3184" };

async function confirm(secret: string | null, fields: Record<string, string> = goodCard) {
  const answer = await submit(`${kit.server.url}/elements/confirm`, {
    client_secret: secret ?? "",
    step: "confirm",
    return_url: "http://localhost:3000/back",
    ...fields,
  });
  return (await answer.json()) as {
    error?: Record<string, unknown>;
    intent?: Record<string, unknown>;
    problems?: object;
  };
}

async function setUp() {
  const { id: customer } = await kit.stripe.customers.create({ email: "ada@example.com" });
  return kit.stripe.setupIntents.create({ customer, allowed_payment_method_types: ["card"] });
}

test("the script is JavaScript that names no function it does not bring", async () => {
  const script = await fetch(`${kit.server.url}/endive/stripe.js`);
  expect(script.headers.get("content-type")).toBe("text/javascript; charset=utf-8");
  const page: { window: Record<string, unknown>; document: object } = {
    window: {},
    document: { currentScript: { src: `${kit.server.url}/endive/stripe.js` } },
  };
  new Function("window", "document", await script.text())(page.window, page.document);
  const Stripe = page.window.Stripe as (key: string) => Record<string, () => unknown>;
  expect(Object.keys(Stripe("pk_test_local"))).toEqual([
    "createEmbeddedCheckoutPage",
    "elements",
    "confirmPayment",
    "confirmSetup",
    "handleNextAction",
    "initEmbeddedCheckout",
  ]);
  expect(() => Stripe("pk_test_local").initEmbeddedCheckout?.()).toThrow("renamed");
  for (const key of ["", "sk_test_local", "pk_live_1"]) expect(() => Stripe(key)).toThrow();
});

test("the Payment Element's frame confirms the intent whose client secret it has, and no other", async () => {
  const setup = await setUp();
  expect(await confirm(`${setup.id}_secret_guessed`)).toMatchObject({ error: { code: "resource_missing" } });
  const empty = await confirm(setup.client_secret, { card_number: "" });
  expect(empty).toMatchObject({ error: { type: "validation_error" }, problems: { number: "Enter your card number." } });
  const declined = await confirm(setup.client_secret, { ...goodCard, card_number: "4000 0000 0000 0002" });
  expect(declined).toMatchObject({ error: { type: "card_error", code: "card_declined" } });
  expect(await confirm(setup.client_secret)).toMatchObject({ intent: { id: setup.id, status: "succeeded" } });
  const done = await kit.stripe.setupIntents.retrieve(setup.id);
  expect(await kit.stripe.paymentMethods.retrieve(idOf(done.payment_method))).toMatchObject({
    customer: setup.customer,
    card: { last4: "4242" },
  });
  expect(await confirm(setup.client_secret)).toMatchObject({ error: { code: "setup_intent_unexpected_state" } });
});

test("a bank's question is for Stripe.js, and its frame hears the answer", async () => {
  const setup = await setUp();
  const { intent } = await confirm(setup.client_secret, challenged);
  expect(intent).toMatchObject({ status: "requires_action", next_action: { type: "use_stripe_sdk" } });
  const next = (secret: string | null) =>
    fetch(`${kit.server.url}/elements/next-action?client_secret=${secret}`, { redirect: "manual" });
  expect((await next("seti_secret_1")).status).toBe(404);
  const bank = await next(setup.client_secret);
  const challenge = new URL(bank.headers.get("location") ?? "", kit.server.url).href;
  const failed = await (await submit(challenge, { answer: "fail", framed: "yes" })).text();
  expect(failed).toContain("setup_intent_authentication_failure");
  expect(await (await next(setup.client_secret)).text()).toContain("not in the requires_action state");
  await confirm(setup.client_secret, challenged);
  const passed = await (await submit(challenge, { answer: "complete", framed: "yes" })).text();
  expect(passed).toMatch(/"kind":"answered","intent":.*"status":"succeeded"/);
});

// Source: `use_stripe_sdk` in https://docs.stripe.com/api/payment_intents/confirm
test("a card's question goes to the return_url, unless the application says that Stripe.js will ask it", async () => {
  const pay = (more: { return_url?: string; use_stripe_sdk?: boolean }) =>
    kit.stripe.paymentIntents.create({
      amount: 900,
      currency: "usd",
      confirm: true,
      payment_method: "pm_card_authenticationRequired",
      ...more,
    });
  const return_url = "http://localhost:3000/back";
  const types = [await pay({ return_url }), await pay({ return_url, use_stripe_sdk: true }), await pay({})];
  expect(types.map(({ next_action: next }) => next?.type)).toEqual([
    "redirect_to_url",
    "use_stripe_sdk",
    "use_stripe_sdk",
  ]);
});
