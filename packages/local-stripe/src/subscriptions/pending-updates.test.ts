import { afterEach, beforeEach, expect, test } from "vitest";
import { changeCard, goodCard, type Kit, monthlyPrice, startKit, submit, subscribeByCheckout } from "../testing/kit";

let kit: Kit;
beforeEach(async () => {
  kit = await startKit();
});
afterEach(() => kit.close());

async function subscribed(): Promise<{ customer: string; id: string; item: string; large: string; small: string }> {
  const small = await monthlyPrice(kit.stripe, 1000);
  const large = await monthlyPrice(kit.stripe, 3000);
  const { customer, subscription: id } = await subscribeByCheckout(kit, small.id);
  const [item] = (await kit.stripe.subscriptions.retrieve(id)).items.data;
  return { customer, id, item: item?.id ?? "", large: large.id, small: small.id };
}

// Source: https://docs.stripe.com/billing/subscriptions/pending-updates
test("a pending change waits for its payment, and takes effect with it", async () => {
  const { customer, id, item, large, small } = await subscribed();
  await changeCard(kit, customer, "4000000000000341");
  const before = (await kit.eventTypes()).length;
  const waiting = await kit.stripe.subscriptions.update(id, {
    items: [{ id: item, price: large }],
    proration_behavior: "always_invoice",
    payment_behavior: "pending_if_incomplete",
    expand: ["latest_invoice"],
  });
  const now = kit.server.now();
  expect(waiting).toMatchObject({
    status: "active",
    items: { data: [{ id: item, price: { id: small } }] },
    latest_invoice: { status: "open", billing_reason: "subscription_update", next_payment_attempt: null },
    pending_update: { subscription_items: [{ id: item, price: { id: large } }] },
  });
  expect(Math.abs((waiting.pending_update?.expires_at ?? 0) - (now + 23 * 3600))).toBeLessThan(5);
  expect((await kit.eventTypes()).slice(before)).toEqual([
    "invoice.created",
    "invoice.finalized",
    "payment_intent.created",
    "charge.failed",
    "payment_intent.payment_failed",
    "invoice.payment_failed",
    "invoice.updated",
    "customer.subscription.updated",
  ]);
  if (waiting.latest_invoice === null || typeof waiting.latest_invoice === "string") throw new Error("not expanded");
  await submit(waiting.latest_invoice.hosted_invoice_url ?? "", goodCard);
  expect(await kit.stripe.subscriptions.retrieve(id)).toMatchObject({
    status: "active",
    pending_update: null,
    items: { data: [{ id: item, price: { id: large } }] },
  });
  expect((await kit.eventTypes()).slice(-2)).toEqual([
    "customer.subscription.pending_update_applied",
    "customer.subscription.updated",
  ]);
  const [update] = (await kit.stripe.events.list({ type: "customer.subscription.updated", limit: 1 })).data;
  expect(update?.data.previous_attributes).toMatchObject({
    items: { data: [{ price: { id: small } }] },
    pending_update: { subscription_items: [{ price: { id: large } }] },
  });
});

test("a preview while a change waits for its payment credits what was paid, not what the change would cost", async () => {
  const { customer, id, item, large } = await subscribed();
  const preview = async () => {
    const { amount_due } = await kit.stripe.invoices.createPreview({
      subscription: id,
      subscription_details: {
        items: [{ id: item, price: large }],
        proration_behavior: "always_invoice",
        proration_date: date,
      },
    });
    return amount_due;
  };
  const date = kit.server.now();
  const before = await preview();
  expect(before).toBe(2000);
  await changeCard(kit, customer, "4000000000000341");
  await kit.stripe.subscriptions.update(id, {
    items: [{ id: item, price: large }],
    proration_behavior: "always_invoice",
    payment_behavior: "pending_if_incomplete",
  });
  expect(await preview()).toBe(before);
});

test("an unpaid pending change is dropped after 23 hours and its invoice voided", async () => {
  const { customer, id, item, large, small } = await subscribed();
  await changeCard(kit, customer, "4000000000000341");
  await kit.stripe.subscriptions.update(id, {
    items: [{ id: item, price: large }],
    proration_behavior: "always_invoice",
    payment_behavior: "pending_if_incomplete",
  });
  await kit.local("/clock/advance", { seconds: 23 * 3600 + 60 });
  expect(await kit.stripe.subscriptions.retrieve(id, { expand: ["latest_invoice"] })).toMatchObject({
    status: "active",
    pending_update: null,
    items: { data: [{ price: { id: small } }] },
    latest_invoice: { status: "void" },
  });
  expect((await kit.eventTypes()).slice(-3)).toEqual([
    "customer.subscription.pending_update_expired",
    "payment_intent.canceled",
    "invoice.voided",
  ]);
});

test("a pending change with a card that pays takes effect at once", async () => {
  const { id, item, large } = await subscribed();
  const before = (await kit.eventTypes()).length;
  const changed = await kit.stripe.subscriptions.update(id, {
    items: [{ id: item, price: large }],
    proration_behavior: "always_invoice",
    payment_behavior: "pending_if_incomplete",
  });
  expect(changed).toMatchObject({ pending_update: null, items: { data: [{ price: { id: large } }] } });
  const types = (await kit.eventTypes()).slice(before);
  expect(types.at(-1)).toBe("customer.subscription.updated");
  expect(types).not.toContain("customer.subscription.pending_update_applied");
  await expect(
    kit.stripe.subscriptions.update(id, { metadata: { a: "b" }, payment_behavior: "pending_if_incomplete" }),
  ).rejects.toMatchObject({ param: "metadata" });
});

test("a change paid by bank debit cannot be pending: it takes effect while the debit is", async () => {
  const { id, item, large } = await subscribed();
  const { customer } = await kit.stripe.subscriptions.retrieve(id);
  const method = await kit.stripe.paymentMethods.attach("pm_usBankAccount_success", { customer: String(customer) });
  await kit.stripe.subscriptions.update(id, { default_payment_method: method.id });
  const change = { items: [{ id: item, price: large }], proration_behavior: "always_invoice" as const };
  await expect(
    kit.stripe.subscriptions.update(id, { ...change, payment_behavior: "pending_if_incomplete" }),
  ).rejects.toMatchObject({ param: "payment_behavior", message: expect.stringContaining("us_bank_account") });
  const changed = await kit.stripe.subscriptions.update(id, { ...change, expand: ["latest_invoice"] });
  expect(changed).toMatchObject({ status: "active", pending_update: null, latest_invoice: { status: "open" } });
  await kit.local("/clock/advance", { days: 5 });
  const later = await kit.stripe.subscriptions.retrieve(id, { expand: ["latest_invoice"] });
  expect(later).toMatchObject({ status: "active", latest_invoice: { status: "paid" } });
});

test("default_incomplete leaves an upgrade past due until its intent is confirmed", async () => {
  const { id, item, large } = await subscribed();
  const waiting = await kit.stripe.subscriptions.update(id, {
    items: [{ id: item, price: large }],
    proration_behavior: "always_invoice",
    payment_behavior: "default_incomplete",
    expand: ["latest_invoice.payments"],
  });
  expect(waiting).toMatchObject({
    status: "past_due",
    latest_invoice: { status: "open", payments: { data: [{ status: "open" }] } },
  });
  const invoice = waiting.latest_invoice;
  if (invoice === null || typeof invoice === "string") throw new Error("not expanded");
  const intent = invoice.payments?.data[0]?.payment.payment_intent;
  await kit.stripe.paymentIntents.confirm(String(intent), { payment_method: "pm_card_visa" });
  expect(await kit.stripe.subscriptions.retrieve(id)).toMatchObject({ status: "active" });
});

test("voiding the invoice of a pending change drops the change", async () => {
  const { customer, id, item, large, small } = await subscribed();
  await changeCard(kit, customer, "4000000000000341");
  const waiting = await kit.stripe.subscriptions.update(id, {
    items: [{ id: item, price: large }],
    proration_behavior: "always_invoice",
    payment_behavior: "pending_if_incomplete",
  });
  await kit.stripe.invoices.voidInvoice(String(waiting.latest_invoice));
  expect(await kit.stripe.subscriptions.retrieve(id)).toMatchObject({
    status: "active",
    pending_update: null,
    items: { data: [{ price: { id: small } }] },
  });
  expect((await kit.eventTypes()).at(-1)).toBe("customer.subscription.pending_update_expired");
});
