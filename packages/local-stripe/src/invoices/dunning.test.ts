import { afterEach, beforeEach, expect, test } from "vitest";
import { changeCard, goodCard, type Kit, monthlyPrice, startKit, submit, subscribeByCheckout } from "../testing/kit";

let kit: Kit;
beforeEach(async () => {
  kit = await startKit();
});
afterEach(() => kit.close());

test("an unpaid renewal is retried, is past due meanwhile, and ends canceled for payment_failed", async () => {
  const price = await monthlyPrice(kit.stripe);
  const { customer, subscription } = await subscribeByCheckout(kit, price.id);
  expect((await changeCard(kit, customer, "4000000000000341")).status).toBe(303);
  const before = (await kit.eventTypes()).length;
  await kit.local("/clock/advance", { months: 1, days: 1 });
  expect((await kit.eventTypes()).slice(before)).toEqual([
    "invoice.upcoming",
    "customer.subscription.updated",
    "invoice.created",
    "invoice.finalized",
    "payment_intent.created",
    "charge.failed",
    "payment_intent.payment_failed",
    "invoice.payment_failed",
    "invoice.updated",
    "customer.subscription.updated",
  ]);
  const late = await kit.stripe.subscriptions.retrieve(subscription, { expand: ["latest_invoice"] });
  expect(late).toMatchObject({ status: "past_due", latest_invoice: { status: "open", attempt_count: 1 } });
  await kit.local("/clock/advance", { days: 20 });
  const ended = await kit.stripe.subscriptions.retrieve(subscription, { expand: ["latest_invoice"] });
  expect(ended).toMatchObject({
    status: "canceled",
    cancellation_details: { reason: "payment_failed" },
    latest_invoice: { status: "open", attempt_count: 4, next_payment_attempt: null },
  });
});

test("a past due subscription recovers when its next attempt charges a valid card", async () => {
  const price = await monthlyPrice(kit.stripe);
  const { customer, subscription } = await subscribeByCheckout(kit, price.id);
  await changeCard(kit, customer, "4000000000000341");
  await kit.local("/clock/advance", { months: 1, days: 1 });
  await changeCard(kit, customer, "5555555555554444");
  await kit.local("/clock/advance", { days: 4 });
  expect(await kit.stripe.subscriptions.retrieve(subscription, { expand: ["latest_invoice"] })).toMatchObject({
    status: "active",
    latest_invoice: { status: "paid", attempt_count: 2 },
  });
});

test("the open invoice can be paid on its page, and its PDF is valid", async () => {
  const price = await monthlyPrice(kit.stripe);
  const { customer, subscription } = await subscribeByCheckout(kit, price.id);
  await changeCard(kit, customer, "4000000000000341");
  await kit.local("/clock/advance", { months: 1, days: 1 });
  const [open] = (await kit.stripe.invoices.list({ subscription, status: "open" })).data;
  const url = open?.hosted_invoice_url ?? "";
  expect(await (await fetch(url)).text()).toContain("Pay this invoice");
  await submit(url, goodCard);
  expect(await kit.stripe.invoices.retrieve(open?.id ?? "")).toMatchObject({ status: "paid" });
  expect(await kit.stripe.subscriptions.retrieve(subscription)).toMatchObject({ status: "active" });
  const pdf = await (await fetch(open?.invoice_pdf ?? "")).text();
  expect(pdf.startsWith("%PDF-1.4")).toBe(true);
});

// Source: https://docs.stripe.com/api/invoices/object#invoice_object-attempt_count
test("the first attempt always counts; after it only scheduled ones do, however they end", async () => {
  const price = await monthlyPrice(kit.stripe);
  const { customer, subscription } = await subscribeByCheckout(kit, price.id);
  const latest = async () => {
    const [invoice] = (await kit.stripe.invoices.list({ subscription, limit: 1 })).data;
    return { id: invoice?.id ?? "", status: invoice?.status, attempts: invoice?.attempt_count };
  };
  expect(await latest()).toMatchObject({ status: "paid", attempts: 0 });
  await kit.local("/clock/advance", { months: 1, days: 1 });
  expect(await latest()).toMatchObject({ status: "paid", attempts: 1 });
  await changeCard(kit, customer, "4000000000000341");
  await kit.local("/clock/advance", { months: 1 });
  const { id } = await latest();
  await expect(kit.stripe.invoices.pay(id)).rejects.toMatchObject({ code: "card_declined" });
  expect(await latest()).toMatchObject({ status: "open", attempts: 1 });
  await kit.local("/clock/advance", { days: 3 });
  expect(await latest()).toMatchObject({ id, status: "open", attempts: 2 });
  await changeCard(kit, customer, "5555555555554444");
  await kit.stripe.invoices.pay(id);
  expect(await latest()).toMatchObject({ id, status: "paid", attempts: 2 });
});

// Source: https://docs.stripe.com/api/events/object#event_object-data-previous_attributes
test("the update that comes with a failed payment names what changed", async () => {
  const { customer, subscription } = await subscribeByCheckout(kit, (await monthlyPrice(kit.stripe)).id);
  await changeCard(kit, customer, "4000000000000341");
  await kit.local("/clock/advance", { months: 1, days: 1 });
  const [update] = (await kit.stripe.events.list({ type: "invoice.updated", limit: 1 })).data;
  expect(update?.data).toMatchObject({
    object: { attempt_count: 1, attempted: true, parent: { subscription_details: { subscription } } },
    previous_attributes: { attempt_count: 0, attempted: false, next_payment_attempt: null },
  });
});
