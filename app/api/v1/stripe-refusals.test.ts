// @module-tag full
import { afterEach, expect, test } from "vitest";
import { POST as openPortal } from "@/app/api/v1/billing/portal/route";
import { PUT as setAutoTopup } from "@/app/api/v1/credits/auto-topup/route";
import { POST as packCheckout } from "@/app/api/v1/credits/checkout/route";
import { POST as topUp } from "@/app/api/v1/credits/topup/route";
import { POST as cancel } from "@/app/api/v1/subscription/cancel/route";
import { POST as change } from "@/app/api/v1/subscription/change/route";
import { POST as planCheckout } from "@/app/api/v1/subscription/checkout/route";
import { POST as preview } from "@/app/api/v1/subscription/preview/route";
import { POST as resume } from "@/app/api/v1/subscription/resume/route";
import { POST as subscribe } from "@/app/api/v1/subscription/route";
import { call } from "@/lib/api/testing/call";
import { closeAppDatabase, sessionCookieOf } from "@/lib/api/testing/people";
import { billingWorld } from "@/lib/billing/testing/world";

closeAppDatabase();

const world = await billingWorld();
const { database, local, stripe } = world;

afterEach(() => local.fail());

const PERMISSION = {
  status: 403,
  error: { type: "invalid_request_error", message: "The provided key does not have the required permissions." },
};

test("a restricted key without a permission is a 409 with a sentence on every route that asks Stripe", async () => {
  const buyer = await world.signUp();
  const subscriber = await world.signUp();
  await world.subscribe(subscriber, "refill_starter_month");
  await world.deliver();
  const origin = process.env.APP_URL ?? "";
  const cookies = {
    buyer: await sessionCookieOf(database, buyer.userId),
    subscriber: await sessionCookieOf(database, subscriber.userId),
  };
  const price = "refill_pro_month";
  const rule = { enabled: true, threshold: 10, pack: "pack_500", monthlyCapCents: 30_000 };
  const asked = [
    ["buyer", planCheckout, "POST", { price }],
    ["buyer", packCheckout, "POST", { pack: "pack_500" }],
    ["buyer", subscribe, "POST", { price, paymentMethod: "pm_card_visa", trial: "none" }],
    ["subscriber", preview, "POST", { price }],
    ["subscriber", change, "POST", { price }],
    ["subscriber", cancel, "POST", { when: "period_end" }],
    ["subscriber", resume, "POST", {}],
    ["subscriber", openPortal, "POST", {}],
    ["subscriber", topUp, "POST", { pack: "pack_500" }],
    ["subscriber", setAutoTopup, "PUT", rule],
  ] as const;
  await local.fail({ kind: "before", share: 1, ...PERMISSION });
  for (const [who, handler, method, body] of asked) {
    const headers = { cookie: cookies[who], origin };
    const { status, json } = await call(handler, method, { headers, body });
    expect([body, status, json.code, json.detail]).toEqual([
      body,
      409,
      "billing_misconfigured",
      expect.stringMatching(/^Stripe rejected this app's API key .*\.$/),
    ]);
  }
});

test("an archived price is a 409 that says so, for a plan and for a pack", async () => {
  const { userId } = await world.signUp();
  const headers = { cookie: await sessionCookieOf(database, userId), origin: process.env.APP_URL ?? "" };
  const plan = await database.prisma.price.findFirstOrThrow({ where: { lookupKey: "refill_pro_month" } });
  const pack = await database.prisma.creditPack.findFirstOrThrow({ where: { key: "pack_500" } });
  await stripe.prices.update(plan.stripePriceId ?? "", { active: false });
  await stripe.prices.update(pack.stripePriceId ?? "", { active: false });
  const answers = [
    await call(planCheckout, "POST", { headers, body: { price: "refill_pro_month" } }),
    await call(packCheckout, "POST", { headers, body: { pack: "pack_500" } }),
  ];
  for (const { status, json } of answers) {
    expect({ status, code: json.code }).toEqual({ status: 409, code: "price_unavailable" });
  }
});
