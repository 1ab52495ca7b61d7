import type Stripe from "stripe";
import { afterEach, beforeEach, expect, test } from "vitest";
import { changeCard, idOf, type Kit, monthlyPrice, startKit, subscribeByCheckout } from "../testing/kit";

let kit: Kit;
beforeEach(async () => {
  kit = await startKit();
});
afterEach(() => kit.close());

const day = 86_400;

async function customer(card: string | null = "pm_card_visa"): Promise<string> {
  const { id } = await kit.stripe.customers.create({ email: "l@example.com" });
  if (card === null) return id;
  const method = await kit.stripe.paymentMethods.attach(card, { customer: id });
  await kit.stripe.customers.update(id, { invoice_settings: { default_payment_method: method.id } });
  return id;
}

async function items(cents = 1000): Promise<Stripe.SubscriptionCreateParams.Item[]> {
  return [{ price: (await monthlyPrice(kit.stripe, cents)).id }];
}

async function subscription(params: Partial<Stripe.SubscriptionCreateParams> = {}): Promise<Stripe.Subscription> {
  return kit.stripe.subscriptions.create({ customer: await customer(), items: await items(), ...params });
}

async function statuses(id: string): Promise<(string | null)[]> {
  return (await kit.stripe.invoices.list({ subscription: id })).data.map((invoice) => invoice.status).reverse();
}

// Source: https://docs.stripe.com/billing/subscriptions/trials
test("a trial warns three days before its end, then bills its first month an hour after it", async () => {
  const made = await subscription({ trial_period_days: 10 });
  expect(made).toMatchObject({ status: "trialing", trial_end: (made.trial_start ?? 0) + 10 * day });
  const before = (await kit.eventTypes()).length;
  await kit.local("/clock/advance", { days: 10, seconds: 7200 });
  expect((await kit.eventTypes()).slice(before)).toEqual([
    "invoice.upcoming",
    "customer.subscription.trial_will_end",
    "customer.subscription.updated",
    "invoice.created",
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

test("a trial ended now is invoiced and paid at once", async () => {
  const made = await subscription({ trial_period_days: 10 });
  const ended = await kit.stripe.subscriptions.update(made.id, { trial_end: "now", expand: ["latest_invoice"] });
  expect(ended).toMatchObject({ status: "active", latest_invoice: { status: "paid", total: 1000 } });
  expect(ended.trial_end).toBeLessThanOrEqual(kit.server.now());
  expect(ended.billing_cycle_anchor).toBe(ended.items.data[0]?.current_period_start);
});

test("a trial without a card ends as its settings say: open invoice, pause or cancellation", async () => {
  const made: Record<string, string> = {};
  for (const way of ["create_invoice", "pause", "cancel"] as const) {
    const { id } = await kit.stripe.subscriptions.create({
      customer: await customer(null),
      items: await items(),
      trial_period_days: 7,
      trial_settings: { end_behavior: { missing_payment_method: way } },
    });
    made[way] = id;
  }
  await kit.local("/clock/advance", { days: 7, seconds: 7200 });
  const status = async (way: string) => (await kit.stripe.subscriptions.retrieve(made[way] ?? "")).status;
  expect([await status("create_invoice"), await status("pause"), await status("cancel")]).toEqual([
    "past_due",
    "paused",
    "canceled",
  ]);
});

// Source: https://docs.stripe.com/billing/subscriptions/pause#resume-subscriptions
test("a paused subscription resumes once its resumption invoice is paid, and otherwise stays paused", async () => {
  const owner = await customer(null);
  const { id } = await kit.stripe.subscriptions.create({
    customer: owner,
    items: await items(),
    trial_period_days: 7,
    trial_settings: { end_behavior: { missing_payment_method: "pause" } },
  });
  await kit.local("/clock/advance", { days: 40 });
  expect(await statuses(id)).toEqual(["paid"]);
  await kit.stripe.subscriptions.resume(id);
  expect(await kit.stripe.subscriptions.retrieve(id)).toMatchObject({ status: "paused" });
  await kit.local("/clock/advance", { days: 1 });
  expect(await statuses(id)).toEqual(["paid", "void"]);
  await changeCard(kit, owner, "4242424242424242");
  const resumed = await kit.stripe.subscriptions.resume(id, { billing_cycle_anchor: { type: "now" } });
  expect(resumed).toMatchObject({
    status: "active",
    billing_cycle_anchor: resumed.items.data[0]?.current_period_start,
  });
  expect(await statuses(id)).toEqual(["paid", "void", "paid"]);
  expect((await kit.eventTypes()).at(-1)).toBe("customer.subscription.resumed");
});

// Source: https://docs.stripe.com/billing/subscriptions/pause-payment
test("paused collection keeps, voids or writes off invoices until it resumes by itself", async () => {
  const made: Record<string, string> = {};
  for (const behavior of ["keep_as_draft", "void", "mark_uncollectible"] as const) {
    const { id } = await subscription();
    const resumes_at = kit.server.now() + 45 * day;
    await kit.stripe.subscriptions.update(id, { pause_collection: { behavior, resumes_at } });
    made[behavior] = id;
  }
  await kit.local("/clock/advance", { months: 2, days: 1 });
  expect(await statuses(made.keep_as_draft ?? "")).toEqual(["paid", "draft", "paid"]);
  expect(await statuses(made.void ?? "")).toEqual(["paid", "void", "paid"]);
  expect(await statuses(made.mark_uncollectible ?? "")).toEqual(["paid", "uncollectible", "paid"]);
  const [, lost] = (await kit.stripe.invoices.list({ subscription: made.mark_uncollectible ?? "" })).data;
  expect(lost?.status_details).toEqual({ uncollectible: { reason: "subscription_paused" } });
  expect(await kit.stripe.subscriptions.retrieve(made.void ?? "")).toMatchObject({
    status: "active",
    pause_collection: null,
  });
});

test("when every retry has failed the subscription ends as the account's setting says", async () => {
  const ends: string[] = [];
  for (const end of ["unpaid", "past_due", "cancel"]) {
    await kit.local("/dunning", { end });
    const { id: price } = await monthlyPrice(kit.stripe);
    const { customer: owner, subscription: id } = await subscribeByCheckout(kit, price);
    await changeCard(kit, owner, "4000000000000341");
    await kit.local("/clock/advance", { months: 1, days: 20 });
    ends.push((await kit.stripe.subscriptions.retrieve(id)).status);
    if (end !== "unpaid") continue;
    // The next period is drafted and left; paying the latest open invoice would bring it back.
    await kit.local("/clock/advance", { months: 1 });
    expect(await statuses(id)).toEqual(["paid", "open", "draft"]);
    await changeCard(kit, owner, "4242424242424242");
    const [draft] = (await kit.stripe.invoices.list({ subscription: id, status: "draft" })).data;
    await kit.stripe.invoices.pay(draft?.id ?? "");
    expect(await kit.stripe.subscriptions.retrieve(id)).toMatchObject({ status: "active" });
  }
  expect(ends).toEqual(["unpaid", "past_due", "canceled"]);
  await expect(kit.local("/dunning", { end: "forget" })).rejects.toThrow("end is one of");
});

test("retries follow the configured days", async () => {
  await kit.local("/dunning", { end: "cancel", retryDays: [1, 2] });
  const { customer: owner, subscription: id } = await subscribeByCheckout(kit, (await monthlyPrice(kit.stripe)).id);
  await changeCard(kit, owner, "4000000000000341");
  await kit.local("/clock/advance", { months: 1, seconds: 7200 });
  await kit.local("/clock/advance", { days: 3, seconds: 60 });
  expect(await kit.stripe.subscriptions.retrieve(id, { expand: ["latest_invoice"] })).toMatchObject({
    status: "canceled",
    latest_invoice: { attempt_count: 3 },
  });
});

// Source: https://docs.stripe.com/billing/collection-method
test("a subscription paid by emailed invoice is active at once, sends the invoice, and is past due if unpaid", async () => {
  const made = await subscription({ collection_method: "send_invoice", days_until_due: 7, expand: ["latest_invoice"] });
  expect(made).toMatchObject({
    status: "active",
    collection_method: "send_invoice",
    latest_invoice: { status: "draft", collection_method: "send_invoice", due_date: made.created + 7 * day },
  });
  await kit.local("/clock/advance", { seconds: 7200 });
  expect((await kit.eventTypes()).slice(-2)).toEqual(["invoice.finalized", "invoice.sent"]);
  await kit.local("/clock/advance", { days: 7 });
  expect(await kit.stripe.subscriptions.retrieve(made.id)).toMatchObject({ status: "past_due" });
  await kit.stripe.invoices.pay(idOf(made.latest_invoice));
  expect(await kit.stripe.subscriptions.retrieve(made.id)).toMatchObject({ status: "active" });
  await expect(subscription({ collection_method: "send_invoice" })).rejects.toMatchObject({ param: "days_until_due" });
});

test("cancel_at can name the end of the period, and canceling now can credit the rest on a final invoice", async () => {
  const named = await subscription({ cancel_at: "min_period_end" });
  expect(named).toMatchObject({ cancel_at: named.items.data[0]?.current_period_end, cancel_at_period_end: false });
  const made = await subscription();
  const { current_period_start: start, current_period_end: end } = made.items.data[0] ?? {
    current_period_start: 0,
    current_period_end: 1,
  };
  await kit.local("/clock/advance", { days: 10 });
  const ended = await kit.stripe.subscriptions.cancel(made.id, {
    prorate: true,
    invoice_now: true,
    cancellation_details: { comment: "Moving on", feedback: "unused" },
    expand: ["latest_invoice", "customer"],
  });
  const credit = Math.round((1000 * (end - (ended.ended_at ?? 0))) / (end - start));
  expect(ended).toMatchObject({
    status: "canceled",
    cancellation_details: { comment: "Moving on", feedback: "unused", reason: "cancellation_requested" },
    latest_invoice: { status: "paid", total: -credit, amount_due: 0 },
    customer: { balance: -credit },
  });
  const again = kit.stripe.subscriptions.cancel(made.id);
  await expect(again).rejects.toMatchObject({ statusCode: 404, code: "resource_missing" });
});
