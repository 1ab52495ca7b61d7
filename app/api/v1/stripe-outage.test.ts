import { expect, test } from "vitest";
import { POST as startCheckout } from "@/app/api/v1/credits/checkout/route";
import { POST as startSubscription } from "@/app/api/v1/subscription/checkout/route";
import { call } from "@/lib/api/testing/call";
import { closeAppDatabase, sessionCookieOf } from "@/lib/api/testing/people";
import { billingWorld } from "@/lib/billing/testing/world";

closeAppDatabase();

const { database, local, signUp, stripe } = await billingWorld();

test("when Stripe cannot be reached, checkout is a 503 with Retry-After and leaves nothing behind", async () => {
  const { userId } = await signUp();
  const cookie = await sessionCookieOf(database, userId);
  await local.fail({ kind: "reset", share: 1 });
  const headers = { cookie, origin: process.env.APP_URL ?? "" };
  const answers = [
    await call(startCheckout, "POST", { headers, body: { pack: "pack_500" } }),
    await call(startSubscription, "POST", { headers, body: { price: "refill_pro_month" } }),
  ];
  await local.fail();
  for (const { status, json } of answers) {
    expect({ status, code: json.code }).toEqual({ status: 503, code: "stripe_unavailable" });
  }
  expect(answers[0]?.headers.get("retry-after")).toBeTruthy();
  expect(await database.prisma.payment.count({ where: { userId } })).toBe(0);
  const { email } = await database.prisma.user.findUniqueOrThrow({ where: { id: userId } });
  expect((await stripe.customers.list({ email, limit: 100 })).data).toEqual([]);
}, 90_000);
