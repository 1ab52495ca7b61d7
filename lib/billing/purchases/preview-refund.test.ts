import fc from "fast-check";
import { expect, it } from "vitest";
import { budget } from "@/dev/testing/budget";
import { proveWithin } from "@/dev/testing/prove-within";
import { previewRefund } from "@/lib/billing/purchases/preview-refund";
import { refundPayment } from "@/lib/billing/purchases/refund-payment";
import { atStripe } from "@/lib/billing/testing/at-stripe";
import { billingWorld, type Person } from "@/lib/billing/testing/world";
import { getBalance } from "@/lib/ledger/queries";
import { createStripeClient } from "@/lib/stripe/client";

const world = await billingWorld();
const { database, services } = world;
const at = atStripe(world);
const ADMIN = { userId: null };

const standing = async ({ accountId }: Person) => {
  const { balance, debt } = (await getBalance(database.sql, accountId, world.now())) ?? {};
  return { balance, debt };
};

/** Everything that a preview could leave behind. */
async function traces({ userId, accountId }: Person): Promise<unknown> {
  const [counts] = await database.sql`
    SELECT
      (SELECT count(*) FROM ledger_entry WHERE account_id = ${accountId}::uuid) AS entries,
      (SELECT count(*) FROM refund) AS refunds,
      (SELECT count(*) FROM mail) AS mails,
      (SELECT count(*) FROM billing_event) AS events,
      (SELECT count(*) FROM audit_log) AS audited,
      (SELECT count(*) FROM graphile_worker.jobs) AS jobs,
      (SELECT billing_version FROM "user" WHERE id = ${userId}::uuid) AS version`;
  return { counts, payments: await database.prisma.payment.findMany({ where: { userId } }) };
}

/** Previews a refund of the newest payment, makes it, and compares the two. */
async function refundAsPreviewed(person: Person, amountCents: number | undefined, key: string): Promise<void> {
  const { id: paymentId } = await database.prisma.payment.findFirstOrThrow({
    where: { userId: person.userId },
    orderBy: { createdAt: "desc" },
  });
  const before = await traces(person);
  const previewed = await previewRefund(services, { paymentId, amountCents }, world.now());
  expect(await traces(person)).toEqual(before);
  const request = { paymentId, amountCents, reason: "Asked for it", idempotencyKey: key };
  const balance = await standing(person);
  const made = await refundPayment(services, ADMIN, request, world.now());
  if (!previewed.ok) {
    expect(made).toEqual(previewed);
    return;
  }
  if (!made.ok) throw new Error(`The refund was refused: ${made.reason}.`);
  const [earlier] = (before as { payments: { id: string; refundedCents: number }[] }).payments.filter(
    ({ id }) => id === paymentId,
  );
  expect(made.payment.refundedCents - (earlier?.refundedCents ?? 0)).toBe(previewed.amountCents);
  expect(previewed.before).toEqual(balance);
  expect(await standing(person)).toEqual(previewed.after);
}

it("a preview of a refund changes nothing, and the refund takes the credits and leaves the debt that it said", {
  tags: ["full"],
  timeout: 60_000,
}, async () => {
  const step = fc.record({
    spend: fc.integer({ min: 0, max: 700 }),
    share: fc.option(fc.integer({ min: 1, max: 110 }), { nil: undefined }),
    hours: fc.integer({ min: 0, max: 900 }),
  });
  const bought = fc.constantFrom("pack_500", "pack_2500", "refill_starter_month", "refill_pro_year");
  await proveWithin(
    60_000,
    fc.asyncProperty(bought, fc.array(step, { minLength: 1, maxLength: 3 }), async (what, steps) => {
      const person = await world.signUp();
      if (what.startsWith("pack")) await world.buyPack(person, what);
      else await world.subscribe(person, what);
      await world.deliver();
      for (const [index, { spend, share, hours }] of steps.entries()) {
        await world.local.advanceTo(world.local.now() + hours * 3_600);
        if (spend > 0) await world.spend(person, BigInt(spend));
        const paid = await database.prisma.payment.findFirstOrThrow({ where: { userId: person.userId } });
        const amountCents = share && Math.ceil((paid.amountCents * share) / 100);
        await refundAsPreviewed(person, amountCents, String(index));
      }
      expect(await world.violations(person)).toEqual([]);
      await world.cancelAll();
    }),
    {
      numRuns: budget({ daily: 1, full: 6 }),
      seed: 20_261_129,
      endOnFailure: true,
    },
  );
});

it("credits that were spent become debt, which the preview states", async () => {
  const person = await world.signUp();
  await world.buyPack(person, "pack_500");
  await world.deliver();
  await world.spend(person, 550n);
  const { id: paymentId } = await database.prisma.payment.findFirstOrThrow({ where: { userId: person.userId } });
  expect(await previewRefund(services, { paymentId, amountCents: 2_400 }, world.now())).toEqual({
    ok: true,
    amountCents: 2_400,
    refundableCents: 6_000,
    currency: "usd",
    credits: 200n,
    before: { balance: 0n, debt: 0n },
    after: { balance: -200n, debt: 200n },
    referrerCredits: 0n,
  });
});

it("a refund made in Stripe that has not arrived yet is not counted as a result of the next", async () => {
  const person = await world.signUp();
  await world.buyPack(person, "pack_500");
  await world.deliver();
  await at.refundLast(person, 2_400);
  const { id: paymentId } = await database.prisma.payment.findFirstOrThrow({ where: { userId: person.userId } });
  expect(await previewRefund(services, { paymentId }, world.now())).toMatchObject({
    ok: true,
    amountCents: 3_600,
    credits: 300n,
  });
});

it("refuses what cannot be refunded, and says so when Stripe cannot be reached", async () => {
  const unknown = { paymentId: "0198c0de-0000-7000-8000-000000000000" };
  expect(await previewRefund(services, unknown, world.now())).toEqual({ ok: false, reason: "unknown_payment" });
  const person = await world.signUp();
  await world.buyPack(person, "pack_500");
  await world.deliver();
  const { id: paymentId } = await database.prisma.payment.findFirstOrThrow({ where: { userId: person.userId } });
  const preview = (amountCents: number) => previewRefund(services, { paymentId, amountCents }, world.now());
  expect(await preview(6_001)).toEqual({ ok: false, reason: "exceeds_payment", refundableCents: 6_000 });
  const down = { ...services, stripe: createStripeClient("sk_test_local", "http://localhost:1") };
  expect(await previewRefund(down, { paymentId }, world.now())).toEqual({ ok: false, reason: "stripe_unavailable" });
  await database.prisma.user.update({ where: { id: person.userId }, data: { deletedAt: world.now() } });
  expect(await preview(100)).toEqual({ ok: false, reason: "account_deleted" });
  const request = { paymentId, reason: "Asked for it", idempotencyKey: "deleted" };
  expect(await refundPayment(services, ADMIN, request, world.now())).toEqual({ ok: false, reason: "account_deleted" });
});
