import { afterEach, beforeEach, expect, test } from "vitest";
import { goodCard, idOf, type Kit, monthlyPrice, startKit, submit, subscribeByCheckout } from "../testing/kit";

let kit: Kit;
beforeEach(async () => {
  kit = await startKit();
});
afterEach(() => kit.close());

test("a subscription exists only after its payment, and the session's completion comes last", async () => {
  const price = await monthlyPrice(kit.stripe);
  const { customer, subscription: subscriptionId, session } = await subscribeByCheckout(kit, price.id);

  const types = await kit.eventTypes();
  expect(types.slice(types.indexOf("payment_intent.created"))).toEqual([
    "payment_intent.created",
    "charge.succeeded",
    "payment_method.attached",
    "payment_intent.succeeded",
    "customer.subscription.created",
    "invoice.created",
    "invoice.finalized",
    "invoice.paid",
    "invoice.payment_succeeded",
    "invoice_payment.paid",
    "checkout.session.completed",
  ]);

  expect(session).toMatchObject({
    status: "complete",
    payment_status: "paid",
    url: null,
    payment_intent: null,
    customer,
    metadata: { from: "test" },
  });
  const subscription = await kit.stripe.subscriptions.retrieve(subscriptionId, {
    expand: ["latest_invoice.payments.data.payment.payment_intent", "default_payment_method"],
  });
  expect(subscription).toMatchObject({ status: "active", customer, metadata: { userId: "u1" } });
  const invoice = subscription.latest_invoice;
  if (invoice === null || typeof invoice === "string") throw new Error("latest_invoice was not expanded");
  expect(invoice).toMatchObject({
    id: session.invoice,
    status: "paid",
    billing_reason: "subscription_create",
    attempt_count: 0,
    amount_paid: 900,
    parent: { subscription_details: { subscription: subscriptionId, metadata: { userId: "u1" } } },
  });
  const intent = invoice.payments?.data[0]?.payment.payment_intent;
  if (intent === undefined || typeof intent === "string") throw new Error("the intent was not expanded");
  expect(intent).toMatchObject({ status: "succeeded", amount: 900, setup_future_usage: "off_session" });
  const joined = await kit.stripe.invoicePayments.list({
    payment: { type: "payment_intent", payment_intent: intent.id },
  });
  expect(joined.data.map((payment) => payment.invoice)).toEqual([invoice.id]);
  const line = invoice.lines.data[0];
  expect(line?.pricing?.price_details).toEqual({ price: price.id, product: price.product });
  expect(line?.period).toEqual({
    start: subscription.items.data[0]?.current_period_start,
    end: subscription.items.data[0]?.current_period_end,
  });
  const owner = await kit.stripe.customers.retrieve(customer);
  expect(owner).toMatchObject({ invoice_settings: { default_payment_method: null } });
});

test("a declined card leaves an open session, no subscription and no invoice; the next card may pay", async () => {
  const price = await monthlyPrice(kit.stripe);
  const customer = await kit.stripe.customers.create({ email: "b@example.com" });
  const session = await kit.stripe.checkout.sessions.create({
    mode: "subscription",
    customer: customer.id,
    line_items: [{ price: price.id, quantity: 1 }],
    success_url: "http://localhost:3000/ok",
  });
  const declined = await submit(session.url ?? "", { ...goodCard, card_number: "4000000000009995" });
  expect(declined.status).toBe(200);
  expect(await declined.text()).toContain("insufficient funds");
  expect((await kit.stripe.checkout.sessions.retrieve(session.id)).status).toBe("open");
  expect((await kit.stripe.subscriptions.list({ customer: customer.id, status: "all" })).data).toEqual([]);
  expect((await kit.stripe.invoices.list({ customer: customer.id })).data).toEqual([]);
  expect((await kit.eventTypes()).slice(-3)).toEqual([
    "payment_intent.created",
    "charge.failed",
    "payment_intent.payment_failed",
  ]);

  const paid = await submit(session.url ?? "", goodCard);
  expect(paid.headers.get("location")).toBe("http://localhost:3000/ok");
  expect((await kit.stripe.paymentIntents.list({ customer: customer.id })).data).toHaveLength(1);
  expect((await kit.eventTypes()).at(-1)).toBe("checkout.session.completed");
  const again = await submit(session.url ?? "", goodCard);
  expect(await again.text()).toContain("already completed");
  expect((await kit.stripe.subscriptions.list({ customer: customer.id })).data).toHaveLength(1);
});

test("an invalid card form shows the problem beside the field and charges nothing", async () => {
  const price = await monthlyPrice(kit.stripe);
  const session = await kit.stripe.checkout.sessions.create({
    mode: "subscription",
    customer_email: "c@example.com",
    line_items: [{ price: price.id, quantity: 1 }],
    success_url: "http://localhost:3000/ok",
  });
  const answers: [Record<string, string>, string][] = [
    [{ card_number: "4242424242424241" }, "Your card number is invalid."],
    [{ card_number: "4111111111111111" }, "only the published test card numbers"],
    [{ expiry: "01 / 20" }, "is in the past"],
    [{ cvc: "12" }, "Enter the 3 digits"],
    [{ name: "" }, "Enter the name on your card."],
  ];
  for (const [fields, message] of answers) {
    const response = await submit(session.url ?? "", { ...goodCard, ...fields });
    expect((await response.text()).replaceAll("&#39;", "'")).toContain(message);
  }
  expect((await kit.stripe.paymentIntents.list()).data).toEqual([]);
});

test("a one-time payment has its intent only after confirmation and carries the intent's metadata", async () => {
  const customer = await kit.stripe.customers.create({ email: "d@example.com" });
  const session = await kit.stripe.checkout.sessions.create({
    mode: "payment",
    customer: customer.id,
    line_items: [{ quantity: 2, price_data: { currency: "usd", unit_amount: 250, product_data: { name: "Pack" } } }],
    payment_intent_data: { metadata: { pack: "p" }, setup_future_usage: "off_session" },
    client_reference_id: "ref",
    invoice_creation: { enabled: true },
    success_url: "http://localhost:3000/ok?s={CHECKOUT_SESSION_ID}",
  });
  expect(session).toMatchObject({ payment_intent: null, amount_total: 500, payment_status: "unpaid" });
  const before = (await kit.eventTypes()).length;
  const response = await submit(session.url ?? "", goodCard);
  expect(response.headers.get("location")).toBe(`http://localhost:3000/ok?s=${session.id}`);
  const done = await kit.stripe.checkout.sessions.retrieve(session.id, { expand: ["payment_intent", "line_items"] });
  expect(done).toMatchObject({
    status: "complete",
    payment_status: "paid",
    client_reference_id: "ref",
    payment_intent: { amount_received: 500, metadata: { pack: "p" } },
  });
  expect(done.line_items?.data[0]).toMatchObject({ description: "Pack", quantity: 2, amount_total: 500 });
  expect((await kit.eventTypes()).slice(before)).toEqual([
    "payment_intent.created",
    "charge.succeeded",
    "payment_method.attached",
    "payment_intent.succeeded",
    "invoice.created",
    "invoice.finalized",
    "invoice.paid",
    "invoice.payment_succeeded",
    "invoice_payment.paid",
    "checkout.session.completed",
  ]);
  const saved = await kit.stripe.paymentMethods.list({ customer: customer.id });
  expect(saved.data[0]?.card).toMatchObject({ brand: "visa", last4: "4242", exp_month: 12, exp_year: 2039 });
});

test("a trial starts without a charge and its first invoice is for 0", async () => {
  const price = await monthlyPrice(kit.stripe);
  const session = await kit.stripe.checkout.sessions.create({
    mode: "subscription",
    customer_email: "trial@example.com",
    line_items: [{ price: price.id, quantity: 1 }],
    subscription_data: { trial_period_days: 14 },
    success_url: "http://localhost:3000/ok",
  });
  expect(session.amount_total).toBe(0);
  await submit(session.url ?? "", goodCard);
  const done = await kit.stripe.checkout.sessions.retrieve(session.id, { expand: ["subscription", "invoice"] });
  expect(done).toMatchObject({
    payment_status: "no_payment_required",
    subscription: { status: "trialing" },
    invoice: { status: "paid", total: 0 },
  });
  const types = await kit.eventTypes();
  expect(types).toContain("setup_intent.succeeded");
  expect(types).not.toContain("charge.succeeded");

  await kit.local("/clock/advance", { days: 12 });
  expect(await kit.eventTypes()).toContain("customer.subscription.trial_will_end");
  await kit.local("/clock/advance", { days: 3 });
  const subscription = await kit.stripe.subscriptions.retrieve(idOf(done.subscription), {
    expand: ["latest_invoice"],
  });
  expect(subscription).toMatchObject({ status: "active", latest_invoice: { status: "paid", amount_paid: 900 } });
});

test("3-D Secure: failing the challenge keeps the session open, passing it completes", async () => {
  const price = await monthlyPrice(kit.stripe);
  const session = await kit.stripe.checkout.sessions.create({
    mode: "subscription",
    customer_email: "sca@example.com",
    line_items: [{ price: price.id, quantity: 1 }],
    success_url: "http://localhost:3000/ok",
  });
  const card = { ...goodCard, card_number: "4000002500003155" };
  const challenge = (await submit(session.url ?? "", card)).headers.get("location") ?? "";
  expect(challenge).toContain("/challenge/pi_");
  const failed = await submit(challenge, { answer: "fail" });
  const page = await fetch(`${kit.server.url}${failed.headers.get("location")}`);
  expect(await page.text()).toContain("unable to authenticate");
  const second = (await submit(session.url ?? "", card)).headers.get("location") ?? "";
  await submit(second, { answer: "complete" });
  expect(await kit.stripe.checkout.sessions.retrieve(session.id)).toMatchObject({ status: "complete" });
  await kit.local("/clock/advance", { months: 1 });
  await kit.local("/clock/advance", { days: 1 });
  const invoices = await kit.stripe.invoices.list();
  expect(invoices.data.map((invoice) => invoice.status)).toEqual(["paid", "paid"]);
});

test("a session expires by itself or on request, and then cannot be paid", async () => {
  const price = await monthlyPrice(kit.stripe);
  const open = () =>
    kit.stripe.checkout.sessions.create({
      mode: "subscription",
      line_items: [{ price: price.id, quantity: 1 }],
      success_url: "http://localhost:3000/ok",
    });
  const first = await open();
  expect((await kit.stripe.checkout.sessions.expire(first.id)).status).toBe("expired");
  const second = await open();
  await kit.local("/clock/advance", { days: 2 });
  expect(await kit.stripe.checkout.sessions.retrieve(second.id)).toMatchObject({ status: "expired", url: null });
  expect(await (await submit(second.url ?? "", goodCard)).text()).toContain("has expired");
});
