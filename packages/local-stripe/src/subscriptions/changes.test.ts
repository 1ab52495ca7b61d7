import { afterEach, beforeEach, expect, test } from "vitest";
import { changeCard, type Kit, monthlyPrice, startKit, subscribeByCheckout } from "../testing/kit";

let kit: Kit;
beforeEach(async () => {
  kit = await startKit();
});
afterEach(() => kit.close());

test("an upgrade invoiced at once bills the difference to the second, as its preview does", async () => {
  const small = await monthlyPrice(kit.stripe, 1000);
  const large = await monthlyPrice(kit.stripe, 3000);
  const { subscription: id } = await subscribeByCheckout(kit, small.id);
  const subscription = await kit.stripe.subscriptions.retrieve(id);
  const [item] = subscription.items.data;
  if (item === undefined) throw new Error("the subscription has no item");
  const half = Math.floor((item.current_period_start + item.current_period_end) / 2);
  await kit.local("/clock/advance", { to: new Date(half * 1000).toISOString() });
  const items = [{ id: item.id, price: large.id }];
  const preview = await kit.stripe.invoices.createPreview({
    subscription: id,
    subscription_details: { items, proration_behavior: "always_invoice", proration_date: half },
  });
  expect(preview.lines.data.map((line) => line.amount)).toEqual([-500, 1500]);
  const after = await kit.stripe.subscriptions.update(id, {
    items,
    proration_behavior: "always_invoice",
    proration_date: half,
    expand: ["latest_invoice"],
  });
  expect(after.items.data).toHaveLength(1);
  expect(after).toMatchObject({
    items: { data: [{ id: item.id, price: { id: large.id } }] },
    latest_invoice: { status: "paid", billing_reason: "subscription_update", total: preview.total, amount_paid: 1000 },
  });
  const invoice = after.latest_invoice;
  if (invoice === null || typeof invoice === "string") throw new Error("latest_invoice was not expanded");
  expect(invoice.lines.data[0]?.parent?.subscription_item_details).toMatchObject({
    proration: true,
    proration_details: { credited_items: { invoice: subscription.latest_invoice } },
  });
});

test("prorations kept for later are on the next invoice", async () => {
  const small = await monthlyPrice(kit.stripe, 1000);
  const large = await monthlyPrice(kit.stripe, 3000);
  const { subscription: id } = await subscribeByCheckout(kit, small.id);
  const [item] = (await kit.stripe.subscriptions.retrieve(id)).items.data;
  await kit.stripe.subscriptions.update(id, {
    items: [{ id: item?.id ?? "", price: large.id }],
    proration_date: item?.current_period_start ?? 0,
  });
  expect((await kit.stripe.invoices.list({ subscription: id })).data).toHaveLength(1);
  await kit.local("/clock/advance", { months: 1, days: 1 });
  const [latest] = (await kit.stripe.invoices.list({ subscription: id })).data;
  expect(latest?.lines.data.map((line) => line.amount)).toEqual([-1000, 3000, 3000]);
  expect(latest).toMatchObject({ status: "paid", amount_paid: 5000 });
});

test("error_if_incomplete refuses with 402 and changes nothing", async () => {
  const small = await monthlyPrice(kit.stripe, 1000);
  const large = await monthlyPrice(kit.stripe, 3000);
  const { customer, subscription: id } = await subscribeByCheckout(kit, small.id);
  await changeCard(kit, customer, "4000000000000341");
  const before = await kit.stripe.subscriptions.retrieve(id);
  const change = kit.stripe.subscriptions.update(id, {
    items: [{ id: before.items.data[0]?.id ?? "", price: large.id }],
    proration_behavior: "always_invoice",
    payment_behavior: "error_if_incomplete",
  });
  await expect(change).rejects.toMatchObject({ statusCode: 402, code: "card_declined" });
  expect(JSON.stringify(await kit.stripe.subscriptions.retrieve(id))).toBe(JSON.stringify(before));
});

test("a subscription created through the API is incomplete until paid, and expires after 23 hours", async () => {
  const price = await monthlyPrice(kit.stripe);
  const customer = await kit.stripe.customers.create({ email: "api@example.com" });
  const items = [{ price: price.id }];
  const waiting = await kit.stripe.subscriptions.create({
    customer: customer.id,
    items,
    payment_behavior: "default_incomplete",
    expand: ["latest_invoice.confirmation_secret"],
  });
  expect(waiting).toMatchObject({ status: "incomplete" });
  await kit.local("/clock/advance", { days: 1 });
  expect(await kit.stripe.subscriptions.retrieve(waiting.id, { expand: ["latest_invoice"] })).toMatchObject({
    status: "incomplete_expired",
    latest_invoice: { status: "void" },
  });
  const method = await kit.stripe.paymentMethods.attach("pm_card_visa", { customer: customer.id });
  const paid = await kit.stripe.subscriptions.create({
    customer: customer.id,
    items,
    default_payment_method: method.id,
    expand: ["latest_invoice.payments"],
  });
  expect(paid).toMatchObject({ status: "active", latest_invoice: { status: "paid" } });
});
