import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { POST as makeKey } from "@/app/api/v1/api-keys/route";
import { GET as getAutoTopup, PUT as setAutoTopup } from "@/app/api/v1/credits/auto-topup/route";
import { POST as checkout } from "@/app/api/v1/credits/checkout/route";
import { GET as getCredits } from "@/app/api/v1/credits/route";
import { POST as topUp } from "@/app/api/v1/credits/topup/route";
import { GET as plans } from "@/app/api/v1/plans/route";
import { POST as changePlan } from "@/app/api/v1/subscription/change/route";
import { POST as subscribeByCheckout } from "@/app/api/v1/subscription/checkout/route";
import { GET as getSubscription, POST as subscribe } from "@/app/api/v1/subscription/route";
import { testDatabase } from "@/dev/testing/database";
import { testStripe } from "@/dev/testing/stripe";
import { call } from "@/lib/api/testing/call";
import { closeAppDatabase, newPerson, type Person } from "@/lib/api/testing/people";
import { saveCard } from "@/lib/billing/testing/cards";
import { applyCatalogue } from "@/lib/catalog/apply-catalogue";
import { createPack } from "@/lib/catalog/create-pack";
import { now } from "@/lib/clock";
import { env } from "@/lib/env";
import { catalogue } from "@/prisma/catalogue/default";

process.env.ALLOWED_ORIGINS = "https://chat.example";
const db = await testDatabase();
closeAppDatabase();
const local = await testStripe();

beforeAll(async () => {
  await applyCatalogue({ database: db, stripe: local.stripe }, catalogue, await now());
});

async function withCard(card: string): Promise<Person> {
  const person = await newPerson(db);
  await saveCard({ database: db, stripe: local.stripe }, { userId: person.id, accountId: person.accountId }, card);
  return person;
}

const buy = ({ token }: Person, key?: string, pack = "pack_500") =>
  call(topUp, "POST", { token, body: { pack }, headers: key ? { "idempotency-key": key } : {} });

describe("a top-up", () => {
  test("returns the payment and its credits, which are available", async () => {
    const person = await withCard("pm_card_visa");
    const { status, json } = await buy(person);
    expect({ status, json }).toMatchObject({
      status: 200,
      json: {
        status: "succeeded",
        credits: 500,
        payment: { kind: "PACK", status: "SUCCEEDED", amountCents: 6_000, method: { brand: "visa", last4: "4242" } },
      },
    });
    expect(json).not.toHaveProperty("clientSecret");
    expect((await call(getCredits, "GET", { token: person.token })).json).toMatchObject({ available: 500 });
  });

  test("by the app is a separate payment even if the customer sent the same key first", async () => {
    const [person, admin] = [await withCard("pm_card_visa"), await newPerson(db, 0, "ADMIN")];
    const made = await call(makeKey, "POST", { token: admin.token, body: { name: "Service", service: true } });
    const key = randomUUID();
    await buy(person, key);
    const byApp = { token: String(made.json.key), headers: { "idempotency-key": key } };
    const bought = await call(topUp, "POST", { ...byApp, body: { account: person.id, pack: "pack_500" } });
    expect(bought).toMatchObject({ status: 200, json: { status: "succeeded", credits: 500 } });
    expect((await call(getCredits, "GET", { token: person.token })).json).toMatchObject({ available: 1_000 });
  });

  test("under the same key is the same payment; for another pack the key is refused", async () => {
    const person = await withCard("pm_card_visa");
    const key = randomUUID();
    const [first, again] = [await buy(person, key), await buy(person, key)];
    expect(again.json).toEqual(first.json);
    expect(await buy(person, key, "pack_2500")).toMatchObject({
      status: 409,
      json: { code: "idempotency_key_reused" },
    });
    expect((await call(getCredits, "GET", { token: person.token })).json).toMatchObject({ available: 500 });
  });

  test("that requires authentication has a client secret for the browser", async () => {
    const { status, json } = await buy(await withCard("pm_card_threeDSecure2Required"));
    expect({ status, json }).toMatchObject({
      status: 200,
      json: {
        status: "requires_action",
        clientSecret: expect.stringMatching(/^pi_.*_secret_/),
        payment: { status: "PENDING" },
      },
    });
  });

  test("for another app's customer leads from the bank back to that app, and nowhere that is not allowed", async () => {
    const { token } = await withCard("pm_card_threeDSecure2Required");
    const body = { pack: "pack_500", returnUrl: "https://chat.example/credits?tab=1" };
    const { status, json } = await call(topUp, "POST", { token, body });
    expect({ status, json }).toMatchObject({ status: 200, json: { status: "requires_action" } });
    const { id } = json.payment as { id: string };
    const answered = await fetch(String(json.redirectUrl), {
      method: "POST",
      body: new URLSearchParams({ answer: "complete" }),
      redirect: "manual",
    });
    expect(answered.headers.get("location")).toMatch(`https://chat.example/credits?tab=1&refill_topup=${id}&`);
    const elsewhere = { ...body, returnUrl: "https://evil.example/" };
    expect(await call(topUp, "POST", { token, body: elsewhere })).toMatchObject({
      status: 422,
      json: { errors: [{ field: "returnUrl" }] },
    });
  });

  test("that is declined is 402 with the bank's sentence; without a card it is 409, without a pack 404", async () => {
    expect(await buy(await withCard("pm_card_chargeCustomerFail"))).toMatchObject({
      status: 402,
      json: { code: "card_declined", detail: expect.stringMatching(/declined/), payment: expect.any(String) },
    });
    expect(await buy(await newPerson(db))).toMatchObject({ status: 409, json: { code: "no_saved_card" } });
    expect(await buy(await withCard("pm_card_visa"), undefined, "nope")).toMatchObject({ status: 404 });
  });

  test("is a 503 when Stripe does not respond, and charges once when it is sent again", async () => {
    const person = await withCard("pm_card_visa");
    const key = randomUUID();
    await local.fail({ next: 3, kind: "after", status: 500, method: "POST", path: "/v1/payment_intents" });
    expect(await buy(person, key)).toMatchObject({ status: 503, json: { code: "stripe_unavailable" } });
    await local.fail();
    expect(await buy(person, key)).toMatchObject({ status: 200, json: { status: "succeeded" } });
    expect((await call(getCredits, "GET", { token: person.token })).json).toMatchObject({ available: 500 });
  });
});

describe("credits in any amount", () => {
  const volume = { maxCredits: 50_000, tiers: [{ fromCredits: 1, priceMicros: 900_000 }] };

  beforeAll(async () => {
    const pack = { key: "any", name: "Credits", credits: 100, amountCents: 90, currency: "usd", volume };
    const made = await createPack({ database: db, stripe: local.stripe }, { userId: null }, pack, await now());
    expect(made).toMatchObject({ ok: true, pushed: true });
  });

  test("are listed with their prices, and charged and granted as chosen", async () => {
    const { packs } = (await call(plans, "GET")).json as { packs: object[] };
    expect(packs).toContainEqual(expect.objectContaining({ key: "any", credits: 100, amountCents: 90, volume }));
    expect(packs).toContainEqual(expect.objectContaining({ key: "pack_500", volume: null }));
    const { token } = await withCard("pm_card_visa");
    expect(await call(topUp, "POST", { token, body: { pack: "any", credits: 1_005 } })).toMatchObject({
      status: 200,
      json: { status: "succeeded", credits: 1_005, payment: { amountCents: 905, description: "1,005 credits" } },
    });
    expect((await call(getCredits, "GET", { token })).json).toMatchObject({ available: 1_005 });
  });

  test("open Checkout for one sum; amounts that are not sold, and a quantity beside one, are 422 with the field", async () => {
    const { token } = await newPerson(db);
    const open = (body: object) => call(checkout, "POST", { token, body: { pack: "any", ...body } });
    expect(await open({ credits: 2_000 })).toMatchObject({ status: 201, json: { url: expect.any(String) } });
    for (const [body, field] of [
      [{ credits: 99 }, "credits"],
      [{ credits: 50_001 }, "credits"],
      [{ credits: 1.5 }, "credits"],
      [{ credits: 2_000, quantity: 2 }, "quantity"],
      [{ credits: 500, pack: "pack_500" }, "credits"],
    ] as const) {
      expect(await open(body)).toMatchObject({ status: 422, json: { errors: [{ field }] } });
    }
  });
});

describe("an automatic top-up", () => {
  const wish = { enabled: true, threshold: 100, pack: "pack_500", monthlyCapCents: 30_000 };

  test("is off until it is set, and then returns the settings", async () => {
    const { token } = await withCard("pm_card_visa");
    const before = await call(getAutoTopup, "GET", { token });
    expect(before).toMatchObject({
      status: 200,
      json: { enabled: false, threshold: null, pack: null, monthlyCapCents: null },
    });
    const set = await call(setAutoTopup, "PUT", { token, body: wish });
    expect(set).toMatchObject({
      status: 200,
      json: { ...wish, spentThisMonthCents: 0, stoppedReason: null, card: { last4: "4242" } },
    });
    expect((await call(getAutoTopup, "GET", { token })).json).toEqual(set.json);
  });

  test("with invalid settings is refused, naming the field", async () => {
    const { token } = await withCard("pm_card_visa");
    const put = (body: object) => call(setAutoTopup, "PUT", { token, body: { ...wish, ...body } });
    for (const [body, field] of [
      [{ threshold: 0 }, "threshold"],
      [{ threshold: 1.5 }, "threshold"],
      [{ monthlyCapCents: 5_999 }, "monthlyCapCents"],
      [{ monthlyCapCents: 100_000_000 }, "monthlyCapCents"],
      [{ enabled: "yes" }, "enabled"],
      [{ more: 1 }, "more"],
    ] as const) {
      expect(await put(body)).toMatchObject({ status: 422, json: { errors: [{ field }] } });
    }
    expect(await put({ pack: "nope" })).toMatchObject({ status: 404, json: { code: "unknown_pack" } });
    const cardless = await newPerson(db);
    expect(await call(setAutoTopup, "PUT", { token: cardless.token, body: wish })).toMatchObject({
      status: 409,
      json: { code: "no_saved_card" },
    });
  });
});

describe("a direct subscription", () => {
  const order = (paymentMethod: string) => ({ price: "refill_starter_month", paymentMethod });

  test("is active with a valid card, and a second one is refused", async () => {
    const { token } = await newPerson(db);
    const begun = await call(subscribe, "POST", { token, body: order("pm_card_visa") });
    expect(begun).toMatchObject({ status: 200, json: { status: "active" } });
    expect(begun.json).toEqual({ status: "active" });
    expect((await call(getSubscription, "GET", { token })).json).toMatchObject({
      status: "ACTIVE",
      plan: { key: "starter" },
    });
    expect((await call(getCredits, "GET", { token })).json).toMatchObject({ available: 200 });
    const second = await call(subscribe, "POST", { token, body: order("pm_card_visa") });
    expect(second).toMatchObject({ status: 409, json: { code: "already_subscribed" } });
  });

  test("is incomplete if the bank requires authentication, 402 if the card is declined, and 422 if the payment method does not exist", async () => {
    const { token } = await newPerson(db);
    const asked = await call(subscribe, "POST", { token, body: order("pm_card_threeDSecure2Required") });
    expect(asked.json).toEqual({ status: "incomplete", clientSecret: expect.stringMatching(/_secret_/) });
    const declined = await call(subscribe, "POST", { token, body: order("pm_card_chargeDeclined") });
    expect(declined).toMatchObject({ status: 402, json: { code: "card_declined" } });
    const none = await call(subscribe, "POST", { token, body: order("pm_nope") });
    expect(none).toMatchObject({ status: 422, json: { errors: [{ field: "paymentMethod" }] } });
  });
});

test("purchases of one person are limited together, and separately from those of others", async () => {
  const { token } = await newPerson(db);
  const wishes = [
    () => call(checkout, "POST", { token, body: { pack: "nope" } }),
    () => call(topUp, "POST", { token, body: { pack: "nope" } }),
    () => call(subscribeByCheckout, "POST", { token, body: { price: "nope" } }),
    () => call(subscribe, "POST", { token, body: { price: "nope", paymentMethod: "pm_nope" } }),
  ];
  for (let made = 0; made < env().PURCHASE_LIMIT_PER_HOUR; made += 1) {
    expect((await wishes[made % wishes.length]?.())?.status).toBe(404);
  }
  const change = () => call(changePlan, "POST", { token, body: { price: "nope" } });
  for (const wish of [...wishes, change]) {
    const { status, json, headers } = await wish();
    expect({ status, code: json.code }).toEqual({ status: 429, code: "rate_limited" });
    expect(Number(headers.get("retry-after"))).toBeGreaterThan(3_500);
  }
  const other = await newPerson(db);
  expect((await call(checkout, "POST", { token: other.token, body: { pack: "nope" } })).status).toBe(404);
});
