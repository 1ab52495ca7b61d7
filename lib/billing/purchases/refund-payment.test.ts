import { expect, it } from "vitest";
import { previewRefund } from "@/lib/billing/purchases/preview-refund";
import { refundPayment } from "@/lib/billing/purchases/refund-payment";
import { billingWorld } from "@/lib/billing/testing/world";
import { createStripeClient } from "@/lib/stripe/client";

const world = await billingWorld();
const { database, services } = world;

async function bought() {
  const person = await world.signUp();
  await world.buyPack(person, "pack_500");
  await world.deliver();
  const payment = await database.prisma.payment.findFirstOrThrow({ where: { userId: person.userId } });
  const admin = await database.prisma.user.create({ data: { email: `${payment.id}@admin.example`, role: "ADMIN" } });
  const request = (amountCents: number | undefined, idempotencyKey: string) => ({
    paymentId: payment.id,
    amountCents,
    reason: "Asked for it",
    idempotencyKey,
  });
  return { person, payment, actor: { userId: admin.id }, request };
}

it("refunds once for a form sent twice, at once or later, and takes the credits at once", async () => {
  const { person, actor, request, payment } = await bought();
  const twice = [1, 2].map(() => refundPayment(services, actor, request(2_400, "a"), world.now()));
  for (const result of await Promise.all(twice))
    expect(result).toMatchObject({ ok: true, payment: { refundedCents: 2_400 } });
  expect(await world.available(person)).toBe(350n);
  await refundPayment(services, actor, request(2_400, "a"), world.now());
  const rest = await refundPayment(services, actor, request(undefined, "b"), world.now());
  expect(rest).toMatchObject({ ok: true, payment: { refundedCents: 6_000, status: "REFUNDED" } });
  expect(await world.available(person)).toBe(50n);
  await world.deliver();
  expect(await world.available(person)).toBe(50n);
  expect(await database.prisma.auditLog.count({ where: { targetId: payment.id } })).toBe(2);
  expect(await world.violations()).toEqual([]);
});

it("refuses more than is left, zero, and unpaid payments, each with what to do instead", async () => {
  const { actor, request } = await bought();
  expect(await refundPayment(services, actor, request(6_001, "a"), world.now())).toEqual({
    ok: false,
    reason: "exceeds_payment",
    refundableCents: 6_000,
  });
  await refundPayment(services, actor, request(undefined, "b"), world.now());
  const none = { ok: false, reason: "nothing_to_refund" };
  expect(await refundPayment(services, actor, request(1, "c"), world.now())).toEqual(none);
  const unknown = { ...request(1, "d"), paymentId: "0198c0de-0000-7000-8000-000000000000" };
  expect(await refundPayment(services, actor, unknown, world.now())).toEqual({ ok: false, reason: "unknown_payment" });
});

it("changes nothing when Stripe cannot be reached", async () => {
  const { person, actor, request } = await bought();
  const down = { database, stripe: createStripeClient("sk_test_local", "http://localhost:1") };
  expect(await refundPayment(down, actor, request(500, "a"), world.now())).toEqual({
    ok: false,
    reason: "stripe_unavailable",
  });
  expect(await world.available(person)).toBe(550n);
});

it("refuses a disputed payment before Stripe does, and still answers a repeat of an earlier refund", {
  tags: ["full"],
}, async () => {
  const { person, payment, actor, request } = await bought();
  await refundPayment(services, actor, request(500, "a"), world.now());
  const body = JSON.stringify({ charge: payment.stripePaymentIntentId });
  const sent = { method: "POST", headers: { "content-type": "application/json" }, body };
  expect((await fetch(`${world.local.url}/_local/disputes/open`, sent)).ok).toBe(true);
  await world.deliver();
  const held = await world.available(person);
  const refused = { ok: false, reason: "refund_refused", detail: expect.stringContaining("dispute") };
  expect(await previewRefund(services, { paymentId: payment.id, amountCents: 500 }, world.now())).toEqual(refused);
  expect(await refundPayment(services, actor, request(500, "b"), world.now())).toEqual(refused);
  expect(await refundPayment(services, actor, request(500, "a"), world.now())).toMatchObject({ ok: true });
  expect(await world.available(person)).toBe(held);
});
