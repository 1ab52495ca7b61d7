// @module-tag full
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { reconcile } from "@/lib/billing/reconcile/reconcile";
import { billingWorld, type Person } from "@/lib/billing/testing/world";

vi.setConfig({ testTimeout: 90_000 });

const world = await billingWorld();
const { database, services, stripe } = world;

/** A run, and some time that passes before the next one. */
async function reconciled(since?: Date) {
  const run = await reconcile(services, { since }, world.now());
  if (!run.ok) throw new Error(run.reason);
  await world.local.advanceTo(world.local.now() + 1_200);
  return run;
}

async function stripeSubscription(person: Person): Promise<string> {
  const row = await database.prisma.subscription.findFirstOrThrow({
    where: { userId: person.userId, NOT: { stripeSubscriptionId: null } },
  });
  return row.stripeSubscriptionId ?? "";
}

async function local(path: string, body: object = {}): Promise<void> {
  const headers = { "content-type": "application/json" };
  const url = `${world.local.url}/_local/${path}`;
  const response = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(await response.text());
}

async function intentOf(person: Person, kind: "PACK" | "SUBSCRIPTION"): Promise<string> {
  const customer = await customerOf(person);
  const { data } = await stripe.paymentIntents.list({ customer });
  const isPack = (metadata: object) => "refill_payment" in metadata;
  return data.find(({ metadata }) => isPack(metadata) === (kind === "PACK"))?.id ?? "";
}

async function customerOf(person: Person): Promise<string> {
  const { stripeCustomerId } = await database.prisma.user.findUniqueOrThrow({ where: { id: person.userId } });
  return stripeCustomerId ?? "";
}

const NOTHING_BOUGHT = "a declined card";

/** What a life at Stripe leads to when every webhook arrives, and when none does. */
const LIVES: Record<string, (person: Person) => Promise<unknown>> = {
  "a subscription and a pack": async (person) => {
    await world.subscribe(person, "refill_pro_month");
    await world.buyPack(person, "pack_2500");
  },
  "a pack, refunded twice": async (person) => {
    await world.buyPack(person, "pack_500");
    const payment_intent = await intentOf(person, "PACK");
    await stripe.refunds.create({ payment_intent, amount: 300 });
    await stripe.refunds.create({ payment_intent, amount: 200 });
  },
  "a subscription whose first payment is refunded": async (person) => {
    await world.subscribe(person, "refill_pro_month");
    await stripe.refunds.create({ payment_intent: await intentOf(person, "SUBSCRIPTION"), amount: 1_000 });
  },
  "a pack under dispute": async (person) => {
    await world.buyPack(person, "pack_500");
    await local("disputes/open", { charge: await intentOf(person, "PACK") });
  },
  "a dispute that was lost": async (person) => {
    await world.buyPack(person, "pack_500");
    const intent = await intentOf(person, "PACK");
    await local("disputes/open", { charge: intent });
    await local(`disputes/${intent}/lose`);
  },
  [NOTHING_BOUGHT]: async (person) => {
    await world.subscribe(person, "refill_pro_month", "4000000000009995");
  },
};

describe("lost webhooks", () => {
  it("are made up for with the same records and credits, reported as drift once", { tags: ["full"] }, async () => {
    const told = new Map<string, Person>();
    const lost = new Map<string, Person>();
    for (const [name, live] of Object.entries(LIVES)) {
      const person = await world.signUp();
      await live(person);
      told.set(name, person);
    }
    await world.deliver();
    const begun = world.now();
    expect((await reconciled()).drift).toEqual([]);

    for (const [name, live] of Object.entries(LIVES)) {
      const person = await world.signUp();
      await live(person);
      lost.set(name, person);
    }
    const { drift, failed } = await reconciled();
    expect(failed).toBe(0);
    const unheard = [...lost].filter(([name]) => name !== NOTHING_BOUGHT).map(([, { userId }]) => userId);
    expect(new Set(drift.map(({ user }) => user))).toEqual(new Set(unheard));
    expect(drift.filter(({ healed }) => !healed)).toEqual([]);
    await expectSame(told, lost);
    expect((await reconciled(begun)).drift).toEqual([]);

    // The events that seemed lost arrive after all, and change nothing.
    await world.deliver();
    await expectSame(told, lost);
    expect(await world.violations()).toEqual([]);
    await world.cancelAll();
  });
});

async function expectSame(told: Map<string, Person>, lost: Map<string, Person>): Promise<void> {
  for (const [name, person] of lost) {
    const twin = told.get(name) ?? person;
    expect([name, await world.story(person)]).toEqual([name, await world.story(twin)]);
    expect([name, await recordOf(person)]).toEqual([name, await recordOf(twin)]);
  }
}

async function recordOf({ userId }: Person) {
  const { prisma } = database;
  const subscriptions = await prisma.subscription.findMany({ where: { userId }, orderBy: { createdAt: "asc" } });
  const payments = await prisma.payment.findMany({ where: { userId }, include: { refunds: true, disputes: true } });
  const events = await prisma.billingEvent.findMany({ where: { userId } });
  return {
    subscriptions: subscriptions.map(({ status, planVersionId }) => `${status} ${planVersionId}`).sort(),
    payments: payments
      .map(({ status, amountCents, refundedCents, methodLast4, refunds, disputes }) => ({
        status,
        amountCents,
        refundedCents,
        methodLast4,
        refunds: refunds.map((refund) => refund.status),
        disputes: disputes.map((dispute) => dispute.status),
      }))
      .sort((a, b) => a.amountCents - b.amountCents),
    events: events.map(({ type, amountCents, credits }) => `${type} ${amountCents} ${credits}`).sort(),
  };
}

describe("a change without a webhook", () => {
  it("is found through Stripe's events, however old the changed object", { tags: ["full"] }, async () => {
    const person = await world.signUp();
    await world.subscribe(person, "refill_pro_month");
    await world.deliver();
    await world.advance({ hours: 24 * 20 });
    const id = await stripeSubscription(person);
    await stripe.subscriptions.update(id, { cancel_at_period_end: true });
    const { drift } = await reconciled();
    expect(drift.filter((one) => one.id === id)).toMatchObject([
      {
        object: "subscription",
        healed: true,
        what: expect.stringContaining("cancels at period end was no, is yes"),
      },
    ]);
  });

  it("older than Stripe's events is found with a longer range", { tags: ["full"] }, async () => {
    const person = await world.signUp();
    await world.subscribe(person, "refill_starter_year");
    await world.deliver();
    const begun = world.now();
    const id = await stripeSubscription(person);
    await stripe.subscriptions.cancel(id);
    await world.advance({ months: 2 });
    await reconciled();
    expect(await world.available(person)).toBe(50n);
    const run = await reconciled(begun);
    expect(run.since).toEqual(begun);
    expect((await reconciled(begun)).drift).toEqual([]);
  });

  it("that is a renewal refills as the webhook would have, and the passing of time is not drift", {
    tags: ["full"],
  }, async () => {
    const person = await world.signUp();
    await world.subscribe(person, "refill_starter_month");
    await world.deliver();
    await world.spend(person, 120n);
    await world.advance({ months: 1, hours: 2 });
    const { drift } = await reconciled();
    expect(drift.filter(({ user }) => user === person.userId).map(({ object }) => object)).toContain("ledger");
    expect(await world.available(person)).toBe(200n);
    await world.cancelAll();
  });
});

describe("an object that Stripe does not know", () => {
  it("is reported in every run, and left for a person to fix", { tags: ["full"] }, async () => {
    const person = await world.signUp();
    await world.subscribe(person, "refill_pro_month");
    await world.deliver();
    await database.prisma.subscription.updateMany({
      where: { userId: person.userId, NOT: { stripeSubscriptionId: null } },
      data: { stripeSubscriptionId: "sub_gone", currentPeriodEnd: new Date(world.now().getTime() - 86_400_000) },
    });
    onTestFinished(async () => {
      const where = { stripeSubscriptionId: "sub_gone" };
      await database.prisma.subscription.updateMany({ where, data: { status: "CANCELED" } });
    });
    for (const { drift } of [await reconciled(), await reconciled()]) {
      const gone = drift.filter(({ id }) => id === "sub_gone");
      expect(gone).toMatchObject([
        { what: "Stripe has no subscription sub_gone.", healed: false, user: person.userId },
      ]);
    }
  });
});

describe("the catalogue", () => {
  it("is reported where Stripe's prices differ, and not changed", async () => {
    const pack = await database.prisma.creditPack.findUniqueOrThrow({ where: { key: "pack_500" } });
    const [product = "", price = ""] = [pack.stripeProductId ?? "", pack.stripePriceId ?? ""];
    await stripe.products.update(product, { name: "Renamed in the dashboard" });
    await stripe.prices.update(price, { active: false });
    const { drift } = await reconciled();
    await stripe.products.update(product, { name: pack.name });
    await stripe.prices.update(price, { active: true });
    expect(drift.filter(({ user }) => user === null)).toMatchObject([
      { object: "product", id: product, healed: false, what: expect.stringContaining("Renamed in the dashboard") },
      { object: "price", id: price, healed: false, what: expect.stringContaining("archived in Stripe") },
    ]);
    expect((await reconciled()).drift.filter(({ user }) => user === null)).toEqual([]);
  });
});

describe("a run", () => {
  it("is the only one at a time", async () => {
    const runs = await Promise.all([1, 2, 3].map(() => reconcile(services, {}, world.now())));
    expect(runs.filter(({ ok }) => ok)).toHaveLength(1);
    expect(runs.filter((run) => !run.ok)).toEqual([
      { ok: false, reason: "already_running" },
      { ok: false, reason: "already_running" },
    ]);
  });

  it("that fails for one user syncs the others, and retries that user", { tags: ["full"] }, async () => {
    const troubled = await world.signUp();
    const fine = await world.signUp();
    await world.buyPack(troubled, "pack_500");
    await world.buyPack(fine, "pack_500");
    const intent = await intentOf(troubled, "PACK");
    const rule = { kind: "before", path: `/v1/payment_intents/${intent}`, share: 1, next: 3 };
    await local("fail", rule);
    const { failed, drift } = await reconciled();
    expect(failed).toBe(1);
    expect(drift.filter(({ user }) => user === troubled.userId).map(({ healed }) => healed)).toContain(false);
    expect(await world.available(fine)).toBe(550n);
    const last = await database.prisma.reconcileRun.findFirstOrThrow({ orderBy: { id: "desc" } });
    expect(last.finishedAt).toBeNull();
    await local("fail", { rules: [] });
    expect((await reconciled()).failed).toBe(0);
    expect(await world.available(troubled)).toBe(550n);
  });

  it("starts a little before the start of the last completed run", async () => {
    await reconciled();
    const before = await database.prisma.reconcileRun.findFirstOrThrow({ orderBy: { id: "desc" } });
    const recent = await reconciled(world.now());
    expect(recent.since.getTime()).toBeLessThan(before.startedAt.getTime());
    expect(recent.since.getTime()).toBeGreaterThan(before.startedAt.getTime() - 3_600_000);
  });

  it("counts customers of no known user, and pages through long lists", async () => {
    for (let n = 0; n < 120; n++) await stripe.customers.create({ email: `stranger-${n}@example.com` });
    const { checked, drift } = await reconciled();
    expect(checked.strangers).toBeGreaterThanOrEqual(120);
    expect(drift).toEqual([]);
  });
});

describe("a restricted key", () => {
  it("that may not read something is reported with what it may not read, and the rest is compared", async () => {
    const error = { type: "invalid_request_error", message: "The key lacks a permission." };
    await world.local.fail({ kind: "before", share: 1, status: 403, path: "/v1/disputes", error });
    const run = await reconcile(services, {}, world.now());
    await world.local.fail();
    if (!run.ok) throw new Error(run.reason);
    const what = "The key cannot read disputes: The key lacks a permission.";
    expect(run.drift).toContainEqual({ object: "key", id: "disputes", user: null, what, healed: false });
    expect(run.failed).toBeGreaterThan(0);
    expect(run.checked.catalogue).toBeGreaterThan(0);
  });
});
