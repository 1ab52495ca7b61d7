import { beforeAll, expect, test, vi } from "vitest";
import { POST as cancel } from "@/app/api/v1/subscription/cancel/route";
import { POST as change } from "@/app/api/v1/subscription/change/route";
import { POST as preview } from "@/app/api/v1/subscription/preview/route";
import { POST as resume } from "@/app/api/v1/subscription/resume/route";
import { GET as getSubscription, POST as subscribe } from "@/app/api/v1/subscription/route";
import { testDatabase } from "@/dev/testing/database";
import { testStripe } from "@/dev/testing/stripe";
import { call } from "@/lib/api/testing/call";
import { closeAppDatabase, newWelcomedPerson } from "@/lib/api/testing/people";
import { applyCatalogue } from "@/lib/catalog/apply-catalogue";
import { now } from "@/lib/clock";
import { catalogue } from "@/prisma/catalogue/default";

// Each makes many requests to Stripe.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const db = await testDatabase();
closeAppDatabase();
const local = await testStripe();

beforeAll(async () => {
  await applyCatalogue({ database: db, stripe: local.stripe }, catalogue, await now());
});

test("a plan is previewed, changed, scheduled to change, canceled and resumed", { tags: ["full"] }, async () => {
  const { token } = await newWelcomedPerson(db);
  const post = (route: typeof change, body?: Record<string, unknown>) => call(route, "POST", { token, body });
  await post(subscribe, { price: "refill_starter_month", paymentMethod: "pm_card_visa" });

  const previewed = await post(preview, { price: "refill_pro_month" });
  expect(previewed).toMatchObject({
    status: 200,
    json: {
      kind: "upgrade",
      effective: "now",
      plan: { key: "pro" },
      amountDueCents: 1_900,
      nextInvoice: { amountCents: 3_900 },
    },
  });
  const { prorationDate } = previewed.json as { prorationDate: string };
  const changed = await post(change, { price: "refill_pro_month", prorationDate });
  expect(changed).toMatchObject({ status: 200, json: { status: "changed" } });
  expect(await post(change, { price: "refill_pro_month" })).toMatchObject({
    status: 409,
    json: { code: "same_price" },
  });

  const scheduled = await post(change, { price: "refill_starter_month" });
  expect(scheduled).toMatchObject({ status: 200, json: { status: "scheduled", at: expect.any(String) } });
  expect((await call(getSubscription, "GET", { token })).json).toMatchObject({
    plan: { key: "pro" },
    scheduledChange: { kind: "downgrade", plan: { key: "starter", creditsPerMonth: 200 } },
    nextRefill: { credits: 200 },
  });

  expect((await post(cancel, { when: "period_end" })).json).toMatchObject({ status: "scheduled" });
  expect(await post(change, { price: "refill_starter_month" })).toMatchObject({
    status: 409,
    json: { code: "cancellation_scheduled" },
  });
  expect((await post(resume)).json).toEqual({ status: "resumed" });
  expect((await post(cancel, { when: "now" })).json).toMatchObject({ status: "ended" });
  expect(await post(resume)).toMatchObject({ status: 409, json: { code: "not_subscribed" } });
});

test("invalid changes are refused before Stripe is called", async () => {
  const { token } = await newWelcomedPerson(db);
  const body = { price: "refill_pro_month" };
  expect(await call(preview, "POST", { token, body })).toMatchObject({ status: 409, json: { code: "not_subscribed" } });
  expect(await call(cancel, "POST", { token, body: { when: "yesterday" } })).toMatchObject({ status: 422 });
  expect(await call(change, "POST", { token, body: { ...body, prorationDate: "soon" } })).toMatchObject({
    status: 422,
  });
});
