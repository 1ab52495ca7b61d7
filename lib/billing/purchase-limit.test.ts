import { expect, test } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { changePlan } from "@/lib/billing/plans/change-plan";
import { payOpenInvoice } from "@/lib/billing/plans/pay-open-invoice";
import { startSubscription } from "@/lib/billing/plans/start-subscription";
import { createPurchaseLimit, type PurchaseLimit } from "@/lib/billing/purchase-limit";
import { confirmTopUp } from "@/lib/billing/purchases/confirm-top-up";
import { startPackCheckout } from "@/lib/billing/purchases/start-pack-checkout";
import { startSubscriptionCheckout } from "@/lib/billing/purchases/start-subscription-checkout";
import { topUp } from "@/lib/billing/purchases/top-up";
import { newUser } from "@/lib/ledger/testing/accounts";
import { createStripeClient } from "@/lib/stripe/client";

const database = await testDatabase();
const { pool } = database;
const now = new Date("2026-11-21T12:00:00Z");

test("a user can start a limited number of purchases per hour across all processes, and other users are not affected", async () => {
  const processes = [createPurchaseLimit(pool, 3), createPurchaseLimit(pool, 3)] as const;
  for (const limit of [processes[0], processes[1], processes[0]]) expect(await limit.refuse("one")).toBeNull();
  const refused = await processes[1].refuse("one");
  expect(refused).toMatchObject({ ok: false, reason: "too_many_purchases" });
  expect(refused?.retryAfterSeconds).toBeGreaterThan(3_500);
  expect(await processes[1].refuse("another")).toBeNull();
});

type Services = Parameters<typeof topUp>[0];
const price = "refill_pro_month";
const pack = "pack_500";
const paymentId = "019aa000-0000-7000-8000-000000000000";

/** Every verb with which a user makes Stripe sell or charge something. */
const PURCHASES: Record<string, (services: Services, userId: string) => Promise<unknown>> = {
  "subscribing with a saved method": (services, userId) =>
    startSubscription(services, { userId, price, paymentMethod: "pm_1", trial: "none", idempotencyKey: null }, now),
  "a Checkout for a plan": (services, userId) => startSubscriptionCheckout(services, { userId, price }, now),
  "a Checkout for a pack": (services, userId) => startPackCheckout(services, { userId, pack, quantity: 1 }, now),
  "a change of plan": (services, userId) => changePlan(services, { userId, price }, now),
  "a top-up": (services, userId) => topUp(services, { userId, pack, idempotencyKey: null }, now),
  "finishing a top-up": (services, userId) => confirmTopUp(services, { userId, paymentId }, now),
  "paying an open invoice": (services, userId) => payOpenInvoice(services, { userId }, now),
};

test.each(Object.entries(PURCHASES))(
  "%s counts as a purchase, and past the limit sends no request to Stripe",
  async (_name, buy) => {
    const stripe = createStripeClient("sk_test_local", "http://localhost:1");
    let asked = 0;
    stripe.on("request", () => {
      asked += 1;
    });
    const limit = createPurchaseLimit(pool, 1);
    const counted: string[] = [];
    const purchases: PurchaseLimit = {
      refuse: (userId) => {
        counted.push(userId);
        return limit.refuse(userId);
      },
    };
    const userId = await newUser(database);
    // It is refused for another reason, as the catalogue is empty or Stripe does not respond; and it counts.
    expect(await buy({ database, stripe, purchases }, userId)).not.toMatchObject({ reason: "too_many_purchases" });
    const before = asked;
    expect(await buy({ database, stripe, purchases }, userId)).toMatchObject({
      ok: false,
      reason: "too_many_purchases",
    });
    expect(asked).toBe(before);
    expect(counted).toEqual([userId, userId]);
  },
);
