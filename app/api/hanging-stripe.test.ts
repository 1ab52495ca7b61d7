// @module-tag full
import { expect, test, vi } from "vitest";
import { GET as ready } from "@/app/api/health/ready/route";
import { GET as credits } from "@/app/api/v1/credits/route";
import { call } from "@/lib/api/testing/call";
import { closeAppDatabase } from "@/lib/api/testing/people";
import { issueToken } from "@/lib/auth/token";
import { changePlan } from "@/lib/billing/plans/change-plan";
import { startSubscription } from "@/lib/billing/plans/start-subscription";
import { syncOwn } from "@/lib/billing/plans/sync-own";
import { setAutoTopup } from "@/lib/billing/purchases/auto-topup";
import { confirmCheckout } from "@/lib/billing/purchases/confirm-checkout";
import { runAutoTopup } from "@/lib/billing/purchases/run-auto-topup";
import { startSubscriptionCheckout } from "@/lib/billing/purchases/start-subscription-checkout";
import { topUp } from "@/lib/billing/purchases/top-up";
import { processEvent } from "@/lib/billing/sync/process-event";
import { NO_LIMIT } from "@/lib/billing/testing/no-limit";
import { billingWorld } from "@/lib/billing/testing/world";
import { database as openDatabase } from "@/lib/db";
import { env } from "@/lib/env";
import { createStripeClient } from "@/lib/stripe/client";
import { receiveEvent } from "@/lib/stripe/receive-event";

vi.setConfig({ testTimeout: 60_000 });
closeAppDatabase();
// Only two connections: a request that held one while Stripe hangs would be noticed immediately.
process.env.DATABASE_POOL_SIZE = "2";

const world = await billingWorld();
const { local, now } = world;

const SILENCE_MS = 4_000;
/** Longer than two responses take on a busy machine, and shorter than the time Stripe hangs. */
const AT_ONCE_MS = 2_500;

async function subscriber() {
  const person = await world.signUp();
  const session = await world.subscribe(person, "refill_starter_month");
  await world.deliver();
  const token = await issueToken(
    { userId: person.userId, version: 0 },
    { secret: env().NEXTAUTH_SECRET, issuer: env().APP_URL },
  );
  return { ...person, session, token };
}

/** A Stripe that never answers, and the number of requests it received. */
function silentStripe() {
  const stripe = createStripeClient("sk_test_local", local.url, { timeoutMs: SILENCE_MS, maxNetworkRetries: 0 });
  const asked = { times: 0 };
  stripe.on("request", () => {
    asked.times += 1;
  });
  return { services: { database: openDatabase(), stripe, purchases: NO_LIMIT }, asked };
}

async function expectAnswersAtOnce(token: string): Promise<void> {
  const begun = performance.now();
  const answers = await Promise.all([call(ready, "GET"), call(credits, "GET", { token })]);
  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  expect(performance.now() - begun).toBeLessThan(AT_ONCE_MS);
}

test("when Stripe hangs, thirty returns from the portal by one user call it one at a time and block no one else", async () => {
  const { userId, token } = await subscriber();
  const { services, asked } = silentStripe();
  await expectAnswersAtOnce(token);
  await local.fail({ kind: "timeout", share: 1 });
  const returns = Array.from({ length: 30 }, () => syncOwn(services, { userId }, now()));
  await vi.waitUntil(() => asked.times > 0);
  await expectAnswersAtOnce(token);
  expect(asked.times).toBe(1);
  await Promise.all(returns);
  // One run and one that waited for it, for the card and for the plan.
  expect(asked.times).toBeLessThanOrEqual(4);
  await local.fail();
});

test("when Stripe hangs, no request holds a database connection", async () => {
  const [one, other] = [await subscriber(), await world.signUp()];
  await world.buyPack(other, "pack_500");
  const { services, asked } = silentStripe();
  const wish = { userId: one.userId, price: "refill_pro_month" };
  const rule = { enabled: true, threshold: 1_000_000n, pack: "pack_500", monthlyCapCents: 30_000 };
  await setAutoTopup(world.services, one.userId, rule, now());
  const [event] = (await world.waiting()).map(world.inbound);
  if (!event) throw new Error("Nothing waits.");
  await services.database.transaction((_db, sql) => receiveEvent(sql, event, new Date()));
  await local.fail({ kind: "timeout", share: 1 });
  const silent = [
    changePlan(services, wish, now()),
    confirmCheckout(services, { userId: one.userId, sessionId: one.session }, now()),
    startSubscriptionCheckout(services, { userId: other.userId, price: wish.price }, now()),
    startSubscription(
      services,
      { ...wish, userId: other.userId, paymentMethod: "pm_1", trial: "none", idempotencyKey: null },
      now(),
    ),
    topUp(services, { userId: other.userId, pack: "pack_500", idempotencyKey: null }, now()),
    runAutoTopup(services, one.userId, now()),
    processEvent(services, event.id, now()),
  ].map((asking) => asking.catch((error: unknown) => error));
  await vi.waitUntil(() => asked.times >= 4);
  await expectAnswersAtOnce(one.token);
  await Promise.all(silent);
  await local.fail();
});
