// @module-tag full
import { randomUUID } from "node:crypto";
import { afterEach, describe, expect, it, vi } from "vitest";
import { budget } from "@/dev/testing/budget";
import { billingProblem } from "@/lib/api/http/billing-problem";
import { PROBLEMS } from "@/lib/api/http/problems";
import { cancelSubscription } from "@/lib/billing/plans/cancel-subscription";
import { changePlan } from "@/lib/billing/plans/change-plan";
import { openPortal } from "@/lib/billing/plans/open-portal";
import { payOpenInvoice } from "@/lib/billing/plans/pay-open-invoice";
import { previewChange } from "@/lib/billing/plans/preview-change";
import { resumeSubscription } from "@/lib/billing/plans/resume-subscription";
import { startSubscription } from "@/lib/billing/plans/start-subscription";
import { setAutoTopup } from "@/lib/billing/purchases/auto-topup";
import { confirmTopUp } from "@/lib/billing/purchases/confirm-top-up";
import { refundPayment } from "@/lib/billing/purchases/refund-payment";
import { startPackCheckout } from "@/lib/billing/purchases/start-pack-checkout";
import { startSubscriptionCheckout } from "@/lib/billing/purchases/start-subscription-checkout";
import { topUp } from "@/lib/billing/purchases/top-up";
import { saveCard } from "@/lib/billing/testing/cards";
import { billingWorld, type Person } from "@/lib/billing/testing/world";
import type { BillingRefusal } from "@/lib/billing/types";

vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 });

const world = await billingWorld();
const { database, services, stripe, local, now } = world;
const { prisma } = database;

afterEach(async () => {
  await local.fail();
  await world.deliver();
  expect(await world.violations()).toEqual([]);
});

const ERRORS = {
  "a restricted key without the permission": {
    status: 403,
    error: {
      type: "invalid_request_error",
      message: "The provided key 'rk_test_***' does not have the required permissions for this endpoint.",
    },
  },
  "a customer that is said to be missing": {
    status: 400,
    error: {
      type: "invalid_request_error",
      code: "resource_missing",
      param: "customer",
      message: "No such customer: 'cus_1'",
    },
  },
} as const;

type Outcome = { ok: true } | { ok: false; reason: string };
type Act = { who: () => Promise<Person>; act: (person: Person) => Promise<Outcome> };

const anybody = () => world.signUp();

async function subscriber(): Promise<Person> {
  const person = await world.signUp();
  await world.subscribe(person, "refill_starter_month");
  await world.deliver();
  return person;
}

async function withCard(): Promise<Person> {
  const person = await world.signUp();
  await saveCard(world, person, "pm_card_visa");
  return person;
}

const rule = { enabled: true, threshold: 1n, pack: "pack_500", monthlyCapCents: 30_000 };

const ACTS: Record<string, Act> = {
  "a plan's Checkout": {
    who: anybody,
    act: ({ userId }) => startSubscriptionCheckout(services, { userId, price: "refill_pro_month" }, now()),
  },
  "a pack's Checkout": {
    who: anybody,
    act: ({ userId }) => startPackCheckout(services, { userId, pack: "pack_500", quantity: 1 }, now()),
  },
  "a direct subscription": {
    who: anybody,
    act: ({ userId }) =>
      startSubscription(
        services,
        { userId, price: "refill_pro_month", paymentMethod: "pm_card_visa", trial: "none", idempotencyKey: null },
        now(),
      ),
  },
  "a change of plan": {
    who: subscriber,
    act: ({ userId }) => changePlan(services, { userId, price: "refill_pro_month" }, now()),
  },
  "a change for later": {
    who: async () => {
      const person = await world.signUp();
      await world.subscribe(person, "refill_pro_month");
      await world.deliver();
      return person;
    },
    act: ({ userId }) => changePlan(services, { userId, price: "refill_starter_month" }, now()),
  },
  "a preview": {
    who: subscriber,
    act: ({ userId }) => previewChange(services, { userId, price: "refill_pro_month" }, now()),
  },
  "a cancellation": {
    who: subscriber,
    act: ({ userId }) => cancelSubscription(services, { userId, when: "period_end" }, now()),
  },
  "a resumption": {
    who: async () => {
      const person = await subscriber();
      await cancelSubscription(services, { userId: person.userId, when: "period_end" }, now());
      return person;
    },
    act: ({ userId }) => resumeSubscription(services, { userId }, now()),
  },
  "paying an open invoice": { who: subscriber, act: ({ userId }) => payOpenInvoice(services, { userId }, now()) },
  "the portal": { who: subscriber, act: ({ userId }) => openPortal(services, { userId }, now()) },
  "a top-up": {
    who: withCard,
    act: ({ userId }) => topUp(services, { userId, pack: "pack_500", idempotencyKey: randomUUID() }, now()),
  },
  "an automatic top-up's rule": { who: withCard, act: ({ userId }) => setAutoTopup(services, userId, rule, now()) },
  "a top-up that waits for its owner": {
    who: async () => {
      const person = await world.signUp();
      await saveCard(world, person, "pm_card_authenticationRequired");
      await topUp(services, { userId: person.userId, pack: "pack_500", idempotencyKey: null }, now());
      return person;
    },
    act: async ({ userId }) => {
      const payment = await prisma.payment.findFirstOrThrow({ where: { userId, origin: "TOP_UP" } });
      return confirmTopUp(services, { userId, paymentId: payment.id }, now());
    },
  },
  "a refund by an admin": {
    who: async () => {
      const person = await world.signUp();
      await world.buyPack(person, "pack_500");
      await world.deliver();
      return person;
    },
    act: async ({ userId }) => {
      const { id: paymentId } = await prisma.payment.findFirstOrThrow({ where: { userId } });
      const request = { paymentId, reason: "Asked for it", idempotencyKey: randomUUID(), amountCents: 1 };
      return refundPayment(services, { userId: null }, request, now());
    },
  },
};

/** Reasons of an admin's refund that are not billing refusals. */
const OF_REFUNDS = new Set(["unknown_payment", "nothing_to_refund", "exceeds_payment", "refund_refused"]);

describe.each(Object.entries(ERRORS))("%s", (name, error) => {
  // A full run tests every request with one of the errors in turn; by itself the file tests a quarter of them.
  const turn = Object.keys(ERRORS).indexOf(name);
  it.each(Object.entries(ACTS).filter((_, index) => index % budget({ daily: 8, full: 2 }) === turn))(
    "at any request of %s has a reason and a status below 500",
    async (_act, { who, act }) => {
      let person = await who();
      for (let skip = 0; ; skip++) {
        await local.fail({ kind: "before", next: 1, skip, ...error });
        const outcome = await act(person);
        const wasHit = (await local.failuresLeft()) === 0;
        await local.fail();
        if (!outcome.ok && !OF_REFUNDS.has(outcome.reason)) {
          const { status } = PROBLEMS[billingProblem(outcome as BillingRefusal).code];
          // Money may have moved: then the outcome is unknown, and a retry finds out.
          if (outcome.reason !== "payment_unknown")
            expect([skip, outcome.reason, status < 500]).toEqual([skip, outcome.reason, true]);
        }
        if (!wasHit) break;
        if (outcome.ok) person = await who();
        expect(skip).toBeLessThan(40);
      }
    },
  );
});

describe("a change made by hand in Stripe", () => {
  it("that archives the price of a plan or pack is reported to the buyer, and charges nothing", async () => {
    const person = await withCard();
    const { userId } = person;
    const subscribed = await subscriber();
    const plan = await prisma.price.findFirstOrThrow({ where: { lookupKey: "refill_pro_month", archivedAt: null } });
    const pack = await prisma.creditPack.findFirstOrThrow({ where: { key: "pack_500" } });
    const prices = [plan.stripePriceId ?? "", pack.stripePriceId ?? ""];
    for (const id of prices) await stripe.prices.update(id, { active: false });
    const refused = { ok: false, reason: "price_unavailable" };
    const price = "refill_pro_month";
    const direct = { userId, price, paymentMethod: "pm_card_visa", trial: "none", idempotencyKey: null } as const;
    expect(await startSubscriptionCheckout(services, { userId, price }, now())).toEqual(refused);
    expect(await startPackCheckout(services, { userId, pack: pack.key, quantity: 1 }, now())).toEqual(refused);
    expect(await startSubscription(services, direct, now())).toEqual(refused);
    expect(await changePlan(services, { userId: subscribed.userId, price }, now())).toEqual(refused);
    for (const id of prices) await stripe.prices.update(id, { active: true });
    expect(await prisma.payment.count({ where: { userId } })).toBe(0);
    expect(await changePlan(services, { userId: subscribed.userId, price }, now())).toMatchObject({ ok: true });
  });

  it("to the key's permissions keeps a scheduled change when another one is refused", async () => {
    const person = await subscriber();
    const { userId } = person;
    await changePlan(services, { userId, price: "refill_pro_month" }, now());
    expect(await changePlan(services, { userId, price: "refill_starter_month" }, now())).toMatchObject({
      status: "scheduled",
    });
    await local.fail({ kind: "before", next: 1, method: "POST", path: "/v1/subscriptions/*", ...ERRORS[PERMISSION] });
    const refused = await changePlan(services, { userId, price: "refill_creator_month" }, now());
    expect(refused).toEqual({ ok: false, reason: "billing_misconfigured" });
    const after = await prisma.subscription.findFirstOrThrow({
      where: { userId, stripeSubscriptionId: { not: null } },
      include: { scheduledPrice: true },
    });
    expect((await stripe.subscriptions.retrieve(after.stripeSubscriptionId ?? "")).schedule).not.toBeNull();
    expect(after.scheduledPrice?.lookupKey).toBe("refill_starter_month");
  });

  it("that deletes the customer lets a Checkout continue with a new one, and the portal has nothing left", async () => {
    for (const buy of ["subscription", "pack", "direct"] as const) {
      const person = await withCard();
      const { userId } = person;
      const before = await prisma.user.findUniqueOrThrow({ where: { id: userId } });
      await stripe.customers.del(before.stripeCustomerId ?? "");
      const price = "refill_pro_month";
      const direct = { userId, price, paymentMethod: "pm_card_visa", trial: "none", idempotencyKey: null } as const;
      const started =
        buy === "subscription"
          ? await startSubscriptionCheckout(services, { userId, price }, now())
          : buy === "pack"
            ? await startPackCheckout(services, { userId, pack: "pack_500", quantity: 1 }, now())
            : await startSubscription(services, direct, now());
      expect([buy, started.ok]).toEqual([buy, true]);
      const after = await prisma.user.findUniqueOrThrow({ where: { id: userId } });
      expect(after.stripeCustomerId).not.toBe(before.stripeCustomerId);
      expect(await prisma.formerCustomer.count({ where: { userId } })).toBe(1);
    }
    const person = await withCard();
    const { stripeCustomerId } = await prisma.user.findUniqueOrThrow({ where: { id: person.userId } });
    await stripe.customers.del(stripeCustomerId ?? "");
    const opened = await openPortal(services, { userId: person.userId }, now());
    expect(opened).toEqual({ ok: false, reason: "no_billing_account" });
  });

  it("that leaves a customer unknown to Stripe ends its plan here with a sentence, and the user can buy again", async () => {
    const person = await subscriber();
    const { userId } = person;
    await setAutoTopup(services, userId, rule, now());
    await prisma.user.update({ where: { id: userId }, data: { stripeCustomerId: `cus_elsewhere_${userId}` } });
    const ours = await prisma.subscription.findFirstOrThrow({ where: { userId, stripeSubscriptionId: { not: null } } });
    const elsewhere = { stripeSubscriptionId: `sub_elsewhere_${userId}` };
    await prisma.subscription.update({ where: { id: ours.id }, data: elsewhere });
    const wish = { userId, when: "period_end" } as const;
    expect(await cancelSubscription(services, wish, now())).toEqual({ ok: false, reason: "not_subscribed" });
    expect(await prisma.subscription.findUniqueOrThrow({ where: { id: ours.id } })).toMatchObject({
      status: "CANCELED",
      nextRefillAt: null,
    });
    const told = await prisma.billingEvent.findMany({ where: { userId, type: "subscription_ended" } });
    expect(told).toMatchObject([{ description: "Starter ended: it no longer exists in Stripe" }]);
    expect(await prisma.autoTopup.findUniqueOrThrow({ where: { userId } })).toMatchObject({
      enabled: false,
      stoppedReason: "no_card",
    });
    const started = await startSubscriptionCheckout(services, { userId, price: "refill_pro_month" }, now());
    expect(started.ok).toBe(true);
  });
});

const PERMISSION = "a restricted key without the permission";
