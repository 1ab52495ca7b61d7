import { beforeAll, describe, expect, test } from "vitest";
import { GET as getHistory } from "@/app/api/v1/billing/history/route";
import { GET as getInvoices } from "@/app/api/v1/billing/invoices/route";
import { GET as getPayments } from "@/app/api/v1/billing/payments/route";
import { POST as openPortal } from "@/app/api/v1/billing/portal/route";
import { POST as buyPack } from "@/app/api/v1/credits/checkout/route";
import { GET as getCredits } from "@/app/api/v1/credits/route";
import { GET as getPlans } from "@/app/api/v1/plans/route";
import { POST as subscribe } from "@/app/api/v1/subscription/checkout/route";
import { GET as getSubscription } from "@/app/api/v1/subscription/route";
import { testDatabase } from "@/dev/testing/database";
import { testStripe } from "@/dev/testing/stripe";
import { call } from "@/lib/api/testing/call";
import { closeAppDatabase, newPerson, newWelcomedPerson } from "@/lib/api/testing/people";
import { applyCatalogue } from "@/lib/catalog/apply-catalogue";
import { now } from "@/lib/clock";
import { catalogue } from "@/prisma/catalogue/default";

const db = await testDatabase();
closeAppDatabase();
const local = await testStripe();

beforeAll(async () => {
  await applyCatalogue({ database: db, stripe: local.stripe }, catalogue, await now());
});

test("the catalogue is public and does not reveal our costs", async () => {
  const { status, json } = await call(getPlans, "GET");
  expect(status).toBe(200);
  expect(json).toMatchObject({ nextCursor: null });
  const plans = json.data as {
    key: string;
    creditsPerMonth: number;
    prices: { interval: string; amountCents: number }[];
  }[];
  expect(plans.map(({ key, creditsPerMonth }) => [key, creditsPerMonth])).toEqual([
    ["free", 50],
    ["starter", 200],
    ["pro", 400],
    ["creator", 1000],
    ["ultimate", 2000],
  ]);
  expect(plans[1]).toMatchObject({ features: ["3 workflows"], limits: { workflows: 3 } });
  expect(plans[1]?.prices).toMatchObject([
    { interval: "MONTH", amountCents: 2000 },
    { interval: "YEAR", amountCents: 20000 },
  ]);
  expect(json.packs).toMatchObject([{ credits: 500 }, { credits: 2500 }, { credits: 10000 }]);
  expect(JSON.stringify(json)).not.toMatch(/cost|archived|stripe/i);
});

test("a new user is on the free plan and sees its next refill", async () => {
  const { token } = await newWelcomedPerson(db);
  const subscription = await call(getSubscription, "GET", { token });
  expect(subscription).toMatchObject({
    status: 200,
    json: {
      status: "ACTIVE",
      plan: { key: "free", isFree: true, creditsPerMonth: 50 },
      price: null,
      cancelAtPeriodEnd: false,
      scheduledChange: null,
      nextRefill: { credits: 50 },
    },
  });
  const { json } = await call(getCredits, "GET", { token });
  expect(json).toMatchObject({ balance: 50, available: 50, lots: [{ kind: "PLAN", frozen: false }] });
  expect(json.nextRefill).toEqual(subscription.json.nextRefill);
});

describe("buying", () => {
  test("opens a checkout for a plan by its lookup key and for a pack by its key", async () => {
    const { token } = await newWelcomedPerson(db);
    const plan = await call(subscribe, "POST", { token, body: { price: "refill_starter_month" } });
    expect(plan).toMatchObject({ status: 201, json: { url: expect.stringMatching(/^http/) } });
    const [pack] = (await call(getPlans, "GET")).json.packs as { key: string }[];
    const bought = await call(buyPack, "POST", { token, body: { pack: pack?.key, quantity: 2 } });
    expect(bought).toMatchObject({ status: 201, json: { url: expect.stringMatching(/^http/) } });
    expect(await call(openPortal, "POST", { token })).toMatchObject({ status: 201 });
  });

  test("unknown prices and packs are 404, invalid quantities are 422", async () => {
    const { token } = await newWelcomedPerson(db);
    expect(await call(subscribe, "POST", { token, body: { price: "nope" } })).toMatchObject({
      status: 404,
      json: { code: "unknown_price" },
    });
    expect(await call(buyPack, "POST", { token, body: { pack: "nope" } })).toMatchObject({
      status: 404,
      json: { code: "unknown_pack" },
    });
    for (const quantity of [0, 1.5, "2", 101]) {
      const answer = await call(buyPack, "POST", { token, body: { pack: "nope", quantity } });
      expect(answer).toMatchObject({ status: 422, json: { errors: [{ field: "quantity" }] } });
    }
  });

  test("a second paid plan is 409", async () => {
    const person = await newWelcomedPerson(db);
    const price = await db.prisma.price.findFirstOrThrow({ where: { interval: "MONTH" } });
    const at = await now();
    await db.prisma.subscription.create({
      data: {
        userId: person.id,
        planVersionId: price.planVersionId,
        priceId: price.id,
        stripeSubscriptionId: "sub_1",
        status: "ACTIVE",
        anchorAt: at,
        currentPeriodStart: at,
      },
    });
    const answer = await call(subscribe, "POST", { token: person.token, body: { price: "refill_pro_month" } });
    expect(answer).toMatchObject({ status: 409, json: { code: "already_subscribed" } });
  });

  test("there is no portal before the first purchase", async () => {
    const { token } = await newWelcomedPerson(db);
    expect(await call(openPortal, "POST", { token })).toMatchObject({
      status: 409,
      json: { code: "no_billing_account" },
    });
  });
});

describe("records", () => {
  test("are the caller's own, newest first, in pages", async () => {
    const [person, other] = [await newPerson(db), await newPerson(db)];
    const line = (userId: string, day: number) => ({
      userId,
      type: "renewed",
      sourceKey: `day-${day}`,
      description: `Day ${day}`,
      amountCents: 2000,
      currency: "usd",
      credits: 200n,
      occurredAt: new Date(`2026-11-0${day}T00:00:00Z`),
    });
    await db.prisma.billingEvent.createMany({ data: [1, 2, 3].map((day) => line(person.id, day)) });
    await db.prisma.billingEvent.create({ data: line(other.id, 1) });
    const { token } = person;
    const first = await call(getHistory, "GET", { token, url: "/?limit=2" });
    expect(first.json.data).toMatchObject([{ description: "Day 3", credits: 200 }, { description: "Day 2" }]);
    const rest = await call(getHistory, "GET", { token, url: `/?limit=2&cursor=${first.json.nextCursor}` });
    expect(rest.json).toMatchObject({ data: [{ description: "Day 1" }], nextCursor: null });
    const forged = await call(getHistory, "GET", { token, url: "/?cursor=forged" });
    expect(forged).toMatchObject({ status: 422, json: { errors: [{ field: "cursor" }] } });
  });

  test("payments have links to their receipts and invoices", async () => {
    const person = await newPerson(db);
    await db.prisma.payment.create({
      data: {
        userId: person.id,
        kind: "PACK",
        status: "SUCCEEDED",
        description: "500 credits",
        amountCents: 900,
        currency: "usd",
        stripePaymentIntentId: "pi_1",
        methodBrand: "visa",
        methodLast4: "4242",
        receiptUrl: "https://receipts.example/1",
      },
    });
    expect((await call(getPayments, "GET", { token: person.token })).json.data).toMatchObject([
      {
        kind: "PACK",
        status: "SUCCEEDED",
        amountCents: 900,
        method: { brand: "visa", last4: "4242" },
        receiptUrl: "https://receipts.example/1",
        invoice: { number: null, url: null, pdfUrl: null },
      },
    ]);
  });

  test("invoices are those of subscriptions, with their links", async () => {
    const [person, other] = [await newPerson(db), await newPerson(db)];
    const invoice = (id: string, day: number, about: object) => ({
      userId: person.id,
      kind: "SUBSCRIPTION" as const,
      status: "FAILED" as const,
      description: "Starter subscription",
      amountCents: 2000,
      currency: "usd",
      stripeInvoiceId: id,
      invoiceNumber: `A-${day}`,
      invoiceUrl: `https://invoices.example/${id}`,
      invoicePdfUrl: `https://invoices.example/${id}/pdf`,
      createdAt: new Date(`2026-11-0${day}T00:00:00Z`),
      ...about,
    });
    const paidAt = new Date("2026-11-01T01:00:00Z");
    const paid = await db.prisma.payment.create({ data: invoice("in_1", 1, { status: "REFUNDED", paidAt }) });
    await db.prisma.payment.create({ data: invoice("in_2", 2, { invoiceUrl: null }) });
    await db.prisma.payment.create({ data: invoice("in_3", 3, {}) });
    await db.prisma.payment.create({ data: invoice("in_4", 4, { userId: other.id }) });
    await db.prisma.payment.create({ data: { ...invoice("", 5, { kind: "PACK" }), stripeInvoiceId: null } });
    const { token } = person;
    const first = await call(getInvoices, "GET", { token, url: "/?limit=2" });
    expect(first.json.data).toMatchObject([
      { id: "in_3", status: "OPEN", url: "https://invoices.example/in_3", paidAt: null },
      { id: "in_2", status: "VOID", url: null },
    ]);
    const rest = await call(getInvoices, "GET", { token, url: `/?limit=2&cursor=${first.json.nextCursor}` });
    expect(rest.json).toEqual({
      data: [
        {
          id: "in_1",
          number: "A-1",
          status: "PAID",
          description: "Starter subscription",
          amountCents: 2000,
          currency: "usd",
          url: "https://invoices.example/in_1",
          pdfUrl: "https://invoices.example/in_1/pdf",
          payment: paid.id,
          dueAt: null,
          paidAt: "2026-11-01T01:00:00.000Z",
          createdAt: "2026-11-01T00:00:00.000Z",
        },
      ],
      nextCursor: null,
    });
  });
});
