// @module-tag full
import { afterEach, describe, expect, it, vi } from "vitest";
import { currentSubscription } from "@/lib/billing/plans/current-subscription";
import { confirmCheckout } from "@/lib/billing/purchases/confirm-checkout";
import { startPackCheckout } from "@/lib/billing/purchases/start-pack-checkout";
import { startSubscriptionCheckout } from "@/lib/billing/purchases/start-subscription-checkout";
import { listBillingEvents, listPayments } from "@/lib/billing/queries";
import { billingWorld } from "@/lib/billing/testing/world";
import { createStripeClient } from "@/lib/stripe/client";

vi.setConfig({ testTimeout: 90_000 });

const world = await billingWorld();
const { database, services, stripe } = world;

afterEach(async () => {
  await world.deliver();
  expect(await world.violations()).toEqual([]);
});

const subscription = (userId: string) => currentSubscription(database.prisma, userId, world.now());

describe("subscribing", () => {
  it("grants the plan's credits once the invoice is paid, and ends the free plan's", async () => {
    const person = await world.signUp();
    await world.subscribe(person, "refill_starter_month");
    await world.deliver();
    expect(await world.available(person)).toBe(200n);
    expect(await world.story(person)).toEqual(["GRANT 50 = 50", "RESET -50 = 0", "GRANT 200 = 200"]);
    expect(await subscription(person.userId)).toMatchObject({
      status: "ACTIVE",
      plan: { key: "starter", isFree: false },
      price: { amountCents: 2_000, interval: "MONTH" },
      nextRefill: { credits: 200n },
    });
    const payments = await listPayments(database.prisma, person.userId, { limit: 10 });
    expect(payments.data).toMatchObject([
      { kind: "SUBSCRIPTION", status: "SUCCEEDED", amountCents: 2_000, methodBrand: "visa", methodLast4: "4242" },
    ]);
    expect(payments.data[0]?.invoiceUrl).toBeTruthy();
    expect(payments.data[0]?.receiptUrl).toBeTruthy();
    const events = await listBillingEvents(database.prisma, person.userId, { limit: 10 });
    expect(events.data.map((event) => event.type).sort()).toEqual(["refilled", "refilled", "subscription_started"]);
  });

  it("ends in the same ledger whatever the order and number of events", { tags: ["full"] }, async () => {
    const orders = [
      (events: { type: string }[]) => [...events].reverse(),
      (events: { type: string }[]) => [...events, ...events, ...[...events].reverse()],
      (events: { type: string }[]) =>
        [...events].sort((a, b) => Number(b.type === "invoice.paid") - Number(a.type === "invoice.paid")),
    ];
    for (const order of orders) {
      const person = await world.signUp();
      await world.subscribe(person, "refill_starter_month");
      await world.deliver(order as never);
      expect(await world.story(person)).toEqual(["GRANT 50 = 50", "RESET -50 = 0", "GRANT 200 = 200"]);
    }
  });

  it("shows the credits and the saved card on the success page before any webhook arrives, once", async () => {
    const person = await world.signUp();
    const sessionId = await world.subscribe(person, "refill_pro_month");
    const confirm = () => confirmCheckout(services, { userId: person.userId, sessionId }, world.now());
    const confirmed = await Promise.all([confirm(), confirm(), confirm()]);
    expect(confirmed[0]).toEqual({
      ok: true,
      state: "complete",
      kind: "subscription",
      isGift: false,
      description: "Pro",
      credits: 400n,
    });
    expect(await world.available(person)).toBe(400n);
    expect(await database.prisma.savedCard.findUnique({ where: { userId: person.userId } })).toMatchObject({
      last4: "4242",
    });
    await world.deliver();
    expect(await world.available(person)).toBe(400n);
  });

  it("shows nobody another user's Checkout", async () => {
    const person = await world.signUp();
    const sessionId = await world.subscribe(person, "refill_starter_month");
    const stranger = await world.signUp();
    const confirmed = await confirmCheckout(services, { userId: stranger.userId, sessionId }, world.now());
    expect(confirmed).toEqual({ ok: false, reason: "unknown_session" });
    expect(await world.available(stranger)).toBe(50n);
  });

  it("leaves no subscription and no credits after a declined card", async () => {
    const person = await world.signUp();
    await world.subscribe(person, "refill_starter_month", "4000000000009995");
    await world.deliver();
    expect(await subscription(person.userId)).toMatchObject({ plan: { isFree: true } });
    expect(await world.available(person)).toBe(50n);
    expect(await database.prisma.subscription.count({ where: { userId: person.userId } })).toBe(1);
  });

  it("refuses a second subscription, and says what to do instead", async () => {
    const person = await world.signUp();
    await world.subscribe(person, "refill_starter_month");
    await world.deliver();
    const again = await startSubscriptionCheckout(
      services,
      { userId: person.userId, price: "refill_pro_month" },
      world.now(),
    );
    expect(again).toEqual({ ok: false, reason: "already_subscribed" });
  });
});

describe("the start of a new month", () => {
  it("refills when the renewal is paid, keeps packs, and never leaves the balance empty in between", {
    tags: ["full"],
  }, async () => {
    const person = await world.signUp();
    await world.subscribe(person, "refill_starter_month");
    await world.deliver();
    await world.spend(person, 120n);
    await world.advance({ months: 1, hours: 2 });
    expect(await world.available(person)).toBe(80n);
    await world.deliver();
    expect(await world.available(person)).toBe(200n);

    await world.buyPack(person, "pack_500");
    await world.deliver();
    expect(await world.available(person)).toBe(700n);
    await world.spend(person, 260n);
    await world.advance({ months: 1, hours: 2 });
    await world.deliver();
    // 200 of the plan were spent first, then 60 of the pack: the pack keeps 440.
    expect(await world.available(person)).toBe(640n);
  });

  it("grants a yearly subscriber the second month's credits without any event from Stripe", {
    tags: ["full"],
  }, async () => {
    const person = await world.signUp();
    await world.subscribe(person, "refill_starter_year");
    await world.deliver();
    await world.spend(person, 150n);
    await world.advance({ months: 1, hours: 1 });
    const { stripeCustomerId } = await database.prisma.user.findUniqueOrThrow({ where: { id: person.userId } });
    const invoices = await stripe.invoices.list({ customer: stripeCustomerId ?? "" });
    expect(invoices.data.length).toBe(1);
    expect(await world.available(person)).toBe(200n);
  });

  it("ends plan credits with the subscription, keeps the pack, and refills the free plan", {
    tags: ["full"],
  }, async () => {
    const person = await world.signUp();
    await world.subscribe(person, "refill_starter_month");
    await world.buyPack(person, "pack_500");
    await world.deliver();
    const row = await database.prisma.subscription.findFirstOrThrow({
      where: { userId: person.userId, NOT: { stripeSubscriptionId: null } },
    });
    await stripe.subscriptions.update(row.stripeSubscriptionId ?? "", { cancel_at_period_end: true });
    await world.deliver();
    expect(await subscription(person.userId)).toMatchObject({
      status: "ACTIVE",
      cancelAtPeriodEnd: true,
      nextRefill: null,
    });
    expect(await world.available(person)).toBe(700n);

    await stripe.subscriptions.update(row.stripeSubscriptionId ?? "", { metadata: { note: "late" } });
    await world.advance({ months: 1, hours: 2 });
    // The end arrives first, and the late update after it does not restore the subscription.
    await world.deliver((events) => [...events].reverse());
    expect(await subscription(person.userId)).toMatchObject({ status: "ACTIVE", plan: { key: "free" } });
    expect(await world.available(person)).toBe(550n);
    expect(await database.prisma.subscription.findUnique({ where: { id: row.id } })).toMatchObject({
      status: "CANCELED",
    });
  });
});

describe("buying a pack", () => {
  it("grants what was sold, the bonus in its own lot, once per payment", async () => {
    const person = await world.signUp();
    const sessionId = await world.buyPack(person, "pack_2500", 2);
    await world.deliver((events) => [...events, ...events]);
    const confirmed = await confirmCheckout(services, { userId: person.userId, sessionId }, world.now());
    expect(confirmed).toMatchObject({ ok: true, state: "complete", kind: "pack", credits: 5_500n });
    expect(await world.story(person)).toEqual(["GRANT 50 = 50", "GRANT 5000 = 5050", "GRANT 500 = 5550"]);
    const payments = await listPayments(database.prisma, person.userId, { limit: 10 });
    expect(payments.data).toMatchObject([{ kind: "PACK", status: "SUCCEEDED", amountCents: 55_000 }]);
  });

  it("grants nothing for a declined card, and shows no payment that was not attempted", async () => {
    const person = await world.signUp();
    await world.buyPack(person, "pack_500", 1, "4000000000000002");
    await world.deliver();
    expect(await world.available(person)).toBe(50n);
    const payments = await listPayments(database.prisma, person.userId, { limit: 10 });
    expect(payments.data).toMatchObject([{ status: "FAILED", failureMessage: expect.any(String) }]);
  });
});

describe("a pack bought by bank debit", () => {
  it("is processing until the debit fails, and then says so and grants nothing", { tags: ["full"] }, async () => {
    const person = await world.signUp();
    const sessionId = await world.buyPack(person, "pack_500", 1, "000222222227");
    const confirm = () => confirmCheckout(services, { userId: person.userId, sessionId }, world.now());
    expect(await confirm()).toMatchObject({ ok: true, state: "pending" });
    await world.advance({ hours: 6 * 24 });
    await world.deliver();
    expect(await confirm()).toMatchObject({ ok: true, state: "failed" });
    expect(await world.available(person)).toBe(50n);
  });
});

describe("an abandoned Checkout", () => {
  it("creates no payment and grants no credits when it expires", async () => {
    const person = await world.signUp();
    const started = await startPackCheckout(
      services,
      { userId: person.userId, pack: "pack_500", quantity: 1 },
      world.now(),
    );
    expect(started).toMatchObject({ ok: true, url: expect.stringContaining("/c/pay/") });
    await world.advance({ hours: 25 });
    await world.deliver();
    expect(await database.prisma.payment.findMany({ where: { userId: person.userId } })).toMatchObject([
      { status: "FAILED", failureMessage: "The Checkout session expired before it was paid." },
    ]);
    expect((await listPayments(database.prisma, person.userId, { limit: 10 })).data).toEqual([]);
    expect(await world.available(person)).toBe(50n);
  });
});

describe("a Stripe outage", () => {
  it("is reported when a Checkout starts, and leaves nothing behind", async () => {
    const person = await world.signUp();
    const unreachable = createStripeClient("sk_test_local", "http://localhost:1");
    const pack = await startPackCheckout(
      { ...world.services, stripe: unreachable },
      { userId: person.userId, pack: "pack_500", quantity: 1 },
      world.now(),
    );
    const plan = await startSubscriptionCheckout(
      { ...world.services, stripe: unreachable },
      { userId: person.userId, price: "refill_pro_month" },
      world.now(),
    );
    expect([pack, plan]).toEqual([
      { ok: false, reason: "stripe_unavailable" },
      { ok: false, reason: "stripe_unavailable" },
    ]);
    expect(await database.prisma.payment.count({ where: { userId: person.userId } })).toBe(0);
  });
});

describe("an event that is not for this app", () => {
  it("is acknowledged with a sentence that says why", async () => {
    await stripe.customers.create({ email: "elsewhere@example.com" });
    const foreign = await stripe.products.create({ name: "Foreign" });
    expect(foreign.id).toBeTruthy();
    await world.deliver();
    const unexplained = await database.prisma.webhookEvent.count({ where: { outcome: null } });
    expect(unexplained).toBe(0);
  });
});
