// @module-tag full
import { type ChildProcess, spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, inject, it, onTestFinished, vi } from "vitest";
import { isFullRun } from "@/dev/testing/budget";
import { cancelSubscription } from "@/lib/billing/plans/cancel-subscription";
import { changePlan } from "@/lib/billing/plans/change-plan";
import { refundPayment } from "@/lib/billing/purchases/refund-payment";
import { startPackCheckout } from "@/lib/billing/purchases/start-pack-checkout";
import { startSubscriptionCheckout } from "@/lib/billing/purchases/start-subscription-checkout";
import { topUp } from "@/lib/billing/purchases/top-up";
import { processEvent } from "@/lib/billing/sync/process-event";
import { saveCard } from "@/lib/billing/testing/cards";
import { billingWorld, type Person } from "@/lib/billing/testing/world";
import { createDatabase } from "@/lib/db";
import { getBalance } from "@/lib/ledger/queries";
import { createStripeClient } from "@/lib/stripe/client";
import { receiveEvent } from "@/lib/stripe/receive-event";

vi.setConfig({ testTimeout: 90_000 });

const world = await billingWorld();
const { database, services, stripe, local, now } = world;
const { prisma } = database;
const { fail } = local;

/** Tries once and waits briefly: the outcome must be right without the client's own retries. */
const impatient = createStripeClient("sk_test_local", local.url, { timeoutMs: 1_000, maxNetworkRetries: 0 });

const FAULTS = [
  { kind: "before", status: 429, next: 1 },
  { kind: "before", status: 500, next: 1 },
  { kind: "after", status: 500, next: 1 },
  { kind: "timeout", next: 1 },
  { kind: "timeout_after", next: 1 },
  // Every client retries a reset connection once, because it may have been idle.
  { kind: "reset", next: 2 },
  { kind: "reset_after", next: 2 },
] as const;

async function customersOf({ userId }: Person) {
  const { email } = await prisma.user.findUniqueOrThrow({ where: { id: userId } });
  return (await stripe.customers.list({ email, limit: 100 })).data;
}

/** Takes waiting events into the inbox, and retries each until it is processed, as the queue does. Returns recorded failures. */
async function workOff(tryOne: (eventId: string) => Promise<void>): Promise<number> {
  for (const event of await world.waiting()) {
    await database.transaction((_db, sql) => receiveEvent(sql, world.inbound(event), world.now()));
  }
  const failures = () => prisma.webhookAttempt.count({ where: { status: "FAILED" } });
  const before = await failures();
  for (let round = 0; round < 50; round++) {
    const open = await prisma.webhookEvent.findMany({ where: { processedAt: null }, orderBy: { receivedAt: "asc" } });
    if (open.length === 0) return (await failures()) - before;
    for (const { id } of open) await tryOne(id).catch(() => undefined);
  }
  throw new Error("The inbox does not get empty.");
}

/** Before the effect and after it; the full run also covers the other failures. */
const TRIED = FAULTS.filter(({ kind }, index) => isFullRun || index === 1 || kind === "reset_after");

describe.each(TRIED)("Stripe failing with %o", (fault) => {
  it("at a Checkout's start leaves no payment, no second customer and no second Checkout that can be paid", async () => {
    const person = await world.signUp();
    const { userId } = person;
    for (const path of ["/v1/customers", "/v1/checkout/sessions"]) {
      await fail({ ...fault, method: "POST", path });
      const wish = { userId, pack: "pack_500", quantity: 1 };
      const refused = await startPackCheckout({ ...services, stripe: impatient }, wish, now());
      expect(refused).toEqual({ ok: false, reason: "stripe_unavailable" });
    }
    expect(await prisma.payment.count({ where: { userId } })).toBe(0);
    await world.buyPack(person, "pack_500");

    await fail({ ...fault, method: "POST", path: "/v1/checkout/sessions" });
    const wish = { userId, price: "refill_pro_month" };
    const refused = await startSubscriptionCheckout({ ...services, stripe: impatient }, wish, now());
    expect(refused).toEqual({ ok: false, reason: "stripe_unavailable" });
    const again = await startSubscriptionCheckout(services, wish, now());
    expect(again.ok).toBe(true);
    const [customer, ...others] = await customersOf(person);
    expect(others).toEqual([]);
    const open = await stripe.checkout.sessions.list({ customer: customer?.id ?? "", status: "open" });
    expect(open.data.filter(({ mode }) => mode === "subscription")).toHaveLength(1);

    await world.deliver();
    expect(await world.story(person)).toEqual(["GRANT 50 = 50", "GRANT 500 = 550"]);
    expect(await prisma.payment.findMany({ where: { userId } })).toMatchObject([{ status: "SUCCEEDED" }]);
  });

  it("during event processing delays events, loses none, and grants nothing twice", async () => {
    const person = await world.signUp();
    await world.subscribe(person, "refill_pro_month");
    await fail({ ...fault, next: 3 * fault.next, method: "GET" });
    const failures = await workOff((id) => processEvent({ database, stripe: impatient }, id, now()));
    expect(failures).toBeGreaterThanOrEqual(3);
    await world.deliver();
    expect(await world.story(person)).toEqual(["GRANT 50 = 50", "RESET -50 = 0", "GRANT 400 = 400"]);
    expect(await world.violations(person)).toEqual([]);
  });

  it("during a top-up charges the saved card once, and the same key grants the credits", async () => {
    const person = await world.signUp();
    await saveCard(world, person, "pm_card_visa");
    const wish = { userId: person.userId, pack: "pack_500", idempotencyKey: "once" };
    await fail({ ...fault, method: "POST", path: "/v1/payment_intents" });
    expect(await topUp({ ...services, stripe: impatient }, wish, now())).toEqual({
      ok: false,
      reason: "payment_unknown",
    });
    expect(await topUp(services, wish, now())).toMatchObject({ ok: true, state: "succeeded" });
    await world.deliver();
    const charges = await stripe.charges.list({ customer: (await customersOf(person))[0]?.id ?? "" });
    expect(charges.data.filter(({ paid }) => paid)).toHaveLength(1);
    expect(await world.story(person)).toEqual(["GRANT 50 = 50", "GRANT 500 = 550"]);
  });

  it("during the refund of a second subscription ends and refunds it once", async () => {
    const person = await world.signUp();
    await world.subscribe(person, "refill_pro_month");
    await world.deliver();
    // Of two that start in the same second, Stripe's ids decide.
    await world.advance({ hours: 1 });
    const [customer] = await customersOf(person);
    const cards = await stripe.customers.listPaymentMethods(customer?.id ?? "", { type: "card" });
    const { stripePriceId } = await prisma.price.findFirstOrThrow({ where: { lookupKey: "refill_starter_month" } });
    const second = await stripe.subscriptions.create({
      customer: customer?.id ?? "",
      items: [{ price: stripePriceId ?? "" }],
      default_payment_method: cards.data[0]?.id ?? "",
    });
    await fail({ ...fault, method: "POST", path: "/v1/refunds" });
    expect(await workOff((id) => processEvent({ database, stripe: impatient }, id, now()))).toBeGreaterThan(0);
    await world.deliver();
    expect((await stripe.subscriptions.retrieve(second.id)).status).toBe("canceled");
    const intents = await stripe.paymentIntents.list({ customer: customer?.id ?? "" });
    const refunds = await Promise.all(intents.data.map(({ id }) => stripe.refunds.list({ payment_intent: id })));
    expect(refunds.flatMap(({ data }) => data.map(({ amount }) => amount))).toEqual([2_000]);
    expect(await world.available(person)).toBe(400n);
    expect(await world.violations(person)).toEqual([]);
  });
});

describe.each(TRIED)("Stripe failing with %o", (fault) => {
  const flaky = { ...services, stripe: impatient };

  it("during a plan change makes and charges it once, and a retry is enough", async () => {
    const person = await world.signUp();
    const wish = { userId: person.userId, price: "refill_pro_month" };
    await world.subscribe(person, "refill_starter_month");
    await world.deliver();
    await fail({ ...fault, method: "POST", path: "/v1/subscriptions/*" });
    expect(await changePlan(flaky, wish, now())).toEqual({ ok: false, reason: "payment_unknown" });
    const again = await changePlan(services, wish, now());
    expect([
      { ok: true, status: "changed" },
      { ok: false, reason: "same_price" },
    ]).toContainEqual(again);
    await world.deliver();
    const [customer] = await customersOf(person);
    expect((await stripe.invoices.list({ customer: customer?.id ?? "" })).data).toHaveLength(2);
    expect(await world.available(person)).toBeGreaterThanOrEqual(399n);
    expect(await world.available(person)).toBeLessThanOrEqual(400n);
  });

  it("during a cancellation leaves the plan unchanged or ends it, and a retry ends it", async () => {
    const person = await world.signUp();
    await world.subscribe(person, "refill_starter_month");
    await world.deliver();
    await fail({ ...fault, method: "DELETE", path: "/v1/subscriptions/*" });
    const wish = { userId: person.userId, when: "now" } as const;
    // A reset connection is retried once, and then Stripe says that the subscription has ended.
    const outcomes = [{ ok: false, reason: "stripe_unavailable" }, expect.objectContaining({ status: "ended" })];
    expect(outcomes).toContainEqual(await cancelSubscription(flaky, wish, now()));
    expect(await cancelSubscription(services, wish, now())).toMatchObject({ ok: true, status: "ended" });
    await world.deliver();
    // The free plan's month began earlier and is not granted twice.
    expect(await world.available(person)).toBe(0n);
    expect(await world.violations(person)).toEqual([]);
  });

  it("during an admin's refund makes it once, whatever happens in between", async () => {
    const person = await world.signUp();
    await world.buyPack(person, "pack_500");
    await world.deliver();
    const { id: paymentId } = await prisma.payment.findFirstOrThrow({ where: { userId: person.userId } });
    const request = { paymentId, reason: "Asked for it", idempotencyKey: "once" };
    const admin = { userId: person.userId };
    await fail({ ...fault, method: "POST", path: "/v1/refunds" });
    expect(await refundPayment(flaky, admin, request, now())).toEqual({ ok: false, reason: "stripe_unavailable" });
    await world.deliver();
    const again = await refundPayment(services, admin, request, now());
    expect(again).toMatchObject({ ok: true, payment: { refundedCents: 6_000, status: "REFUNDED" } });
    await world.deliver();
    expect(await world.available(person)).toBe(50n);
    expect(await prisma.auditLog.count({ where: { targetId: paymentId } })).toBe(1);
  });
});

describe("a database that becomes unavailable", () => {
  it("during the work loses nothing and does nothing twice", async () => {
    const person = await world.signUp();
    await world.subscribe(person, "refill_pro_month");
    const admin = createDatabase(inject("postgresUrl"), 1);
    const name = new URL(database.url).pathname.slice(1);
    let done = false;
    const outages = (async () => {
      // Each pause is longer than the one before, so that one is long enough for an event even on a slow machine.
      for (let calmMs = 300; !done; calmMs *= 1.2, await sleep(calmMs)) {
        await admin.prisma.$executeRawUnsafe(`ALTER DATABASE "${name}" ALLOW_CONNECTIONS false`);
        await admin.sql`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = ${name}::text`;
        await sleep(100);
        await admin.prisma.$executeRawUnsafe(`ALTER DATABASE "${name}" ALLOW_CONNECTIONS true`);
      }
    })();
    const endOutages = async () => {
      done = true;
      await outages;
    };
    // Also when this fails or takes too long: the database is dropped after it.
    onTestFinished(async () => {
      await endOutages();
      await admin.close();
    });
    const events = await world.waiting();
    for (const event of events) {
      await untilDone(() => database.transaction((_db, sql) => receiveEvent(sql, world.inbound(event), world.now())));
      await untilDone(() => processEvent(services, event.id, now()));
    }
    await endOutages();
    await world.deliver();
    const ids = events.map(({ id }) => id);
    expect(await prisma.webhookEvent.count({ where: { id: { in: ids }, processedAt: null } })).toBe(0);
    expect(await world.story(person)).toEqual(["GRANT 50 = 50", "RESET -50 = 0", "GRANT 400 = 400"]);
    expect(await world.violations(person)).toEqual([]);
  });
});

/** Retries until the database is available, as Stripe and the queue do. */
async function untilDone(work: () => Promise<unknown>): Promise<void> {
  for (let tries = 0; ; tries++) {
    try {
      await work();
      return;
    } catch (error) {
      if (tries === 100) throw error;
      await sleep(50);
    }
  }
}

describe("a worker that is killed", () => {
  it("between the request to Stripe and the commit leaves its events to the next worker, which processes each once", {
    tags: ["full"],
    timeout: 180_000,
  }, async () => {
    const person = await world.signUp();
    await world.subscribe(person, "refill_pro_month");
    await world.buyPack(person, "pack_500");
    for (const event of await world.waiting()) {
      await database.transaction((_db, sql) => receiveEvent(sql, world.inbound(event), world.now()));
    }
    // Every response is delayed, so that a kill comes after a request and before a commit.
    await fail({ kind: "slow", share: 1, delayMs: 400 });
    for (const lifeMs of [300, 1_500]) {
      const before = local.looked();
      const worker = startWorker();
      await vi.waitUntil(() => local.looked() > before, { timeout: 30_000, interval: 20 });
      await sleep(lifeMs);
      worker.kill("SIGKILL");
    }
    await fail();
    const last = startWorker();
    await vi.waitUntil(async () => (await prisma.webhookEvent.count({ where: { processedAt: null } })) === 0, {
      timeout: 120_000,
      interval: 200,
    });
    last.kill("SIGKILL");
    await world.deliver();
    // The worker's clock has milliseconds, the local Stripe's seconds: a grant may begin a moment later.
    const soon = new Date(now().getTime() + 2_000);
    expect((await getBalance(database.sql, person.accountId, soon))?.available).toBe(900n);
    expect((await world.story(person)).filter((entry) => entry.startsWith("GRANT"))).toHaveLength(3);
    expect(await world.violations(person)).toEqual([]);
  });
});

function startWorker(): ChildProcess {
  return spawn(process.execPath, ["--import", "tsx", "lib/jobs/worker.ts"], {
    env: { ...process.env, DATABASE_URL: database.url, STRIPE_API_BASE: local.url, LOG_LEVEL: "silent" },
    stdio: "inherit",
  });
}
