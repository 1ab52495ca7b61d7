import fc from "fast-check";
import { expect, test } from "vitest";
import { budget } from "@/dev/testing/budget";
import { packAt } from "@/lib/billing/packs/pack-at";
import { buyOfferedPack, packOfferKey } from "@/lib/billing/purchases/pack-offer";
import { refundPayment } from "@/lib/billing/purchases/refund-payment";
import { startPackCheckout } from "@/lib/billing/purchases/start-pack-checkout";
import { topUp } from "@/lib/billing/purchases/top-up";
import { saveCard } from "@/lib/billing/testing/cards";
import { billingWorld, type Person } from "@/lib/billing/testing/world";
import { createPack } from "@/lib/catalog/create-pack";
import { findSellablePack, type SellablePack } from "@/lib/catalog/queries";
import { volumePrice } from "@/lib/catalog/volume-price";

const ADMIN = { userId: null };
const volume = {
  maxCredits: 50_000,
  tiers: [
    { fromCredits: 1, priceMicros: 1_000_000 },
    { fromCredits: 1_000, priceMicros: 800_000 },
  ],
};
const input = { key: "any", name: "Credits", credits: 100, amountCents: 100, currency: "usd", volume };

const world = await billingWorld();
const { database, services, now } = world;
const { prisma: db } = database;
await createPack(services, ADMIN, input, now());

async function onSale(): Promise<SellablePack> {
  const pack = await findSellablePack(db, "any");
  if (!pack) throw new Error("The pack is not on sale.");
  return pack;
}

async function withCard(): Promise<Person> {
  const person = await world.signUp();
  await saveCard(world, person, "pm_card_visa");
  return person;
}

const openCheckout = ({ userId }: Person, credits?: bigint) =>
  startPackCheckout(services, { userId, pack: "any", quantity: 1, credits }, now());

async function payAtStripe(person: Person, credits: bigint): Promise<void> {
  const started = await openCheckout(person, credits);
  if (!started.ok) throw new Error(started.reason);
  const form = { card_number: "4242424242424242", expiry: "12 / 40", cvc: "123", name: "B", email: "b@example.com" };
  await fetch(started.url, { method: "POST", body: new URLSearchParams(form), redirect: "manual" });
  await world.deliver((events) => [...events, ...events]);
}

const paymentsOf = ({ userId }: Person) => db.payment.findMany({ where: { userId } });

test("Checkout charges the price of the amount, and grants exactly that amount once", async () => {
  const person = await world.signUp();
  const before = (await world.available(person)) ?? 0n;
  await payAtStripe(person, 1_500n);
  expect(await paymentsOf(person)).toMatchObject([
    { status: "SUCCEEDED", amountCents: 1_200, packCredits: 1_500n, quantity: 1, description: "1,500 credits" },
  ]);
  expect(await world.available(person)).toBe(before + 1_500n);
  expect(await world.violations(person)).toEqual([]);
});

test("of an amount that was bought a refund takes the same share of the credits as of the money", async () => {
  const person = await world.signUp();
  const before = (await world.available(person)) ?? 0n;
  await payAtStripe(person, 2_000n);
  const [payment] = await paymentsOf(person);
  const request = { paymentId: payment?.id ?? "", amountCents: 400, reason: "Asked for it", idempotencyKey: "one" };
  expect(await refundPayment(services, ADMIN, request, now())).toMatchObject({ ok: true });
  await world.deliver();
  expect(await world.available(person)).toBe(before + 1_500n);
  expect(await world.violations(person)).toEqual([]);
});

test("amounts outside the range, and any amount of another pack, are not sold, in Checkout and with the card", async () => {
  const person = await withCard();
  for (const credits of [0n, 99n, 50_001n]) {
    const refused = { ok: false, reason: "credits_not_sold" };
    expect(await openCheckout(person, credits)).toEqual(refused);
    const wish = { userId: person.userId, pack: "any", credits, idempotencyKey: null };
    expect(await topUp(services, wish, now())).toEqual(refused);
    expect(await topUp(services, { ...wish, pack: "pack_500", credits: 500n }, now())).toEqual(refused);
  }
  expect(await paymentsOf(person)).toEqual([]);
});

test("without an amount the pack itself is sold, at its price in Stripe", async () => {
  const person = await withCard();
  const wish = { userId: person.userId, pack: "any", idempotencyKey: "plain" };
  expect(await topUp(services, wish, now())).toMatchObject({
    ok: true,
    payment: { amountCents: 100, packCredits: 100n, description: "Credits" },
  });
  expect(await topUp(services, { ...wish, credits: 200n }, now())).toEqual({
    ok: false,
    reason: "idempotency_key_reused",
  });
});

test("the saved card pays what was shown, once, and no longer when the price of a credit has changed", async () => {
  const person = await withCard();
  const { userId } = person;
  const keyOf = async (credits: bigint) => {
    const pack = packAt(await onSale(), credits);
    if (!pack) throw new Error("Not sold.");
    return packOfferKey(db, { userId, pack });
  };
  const press = (key: string, credits: bigint) =>
    buyOfferedPack(services, { userId, pack: "any", credits, key }, now());
  const key = await keyOf(1_000n);
  expect(await press(key, 1_001n)).toEqual({ ok: false, reason: "offer_changed" });
  const answers = await Promise.all([press(key, 1_000n), press(key, 1_000n)]);
  expect(answers).toMatchObject([{ ok: true }, { ok: true }]);
  expect(await paymentsOf(person)).toMatchObject([{ amountCents: 800, packCredits: 1_000n, status: "SUCCEEDED" }]);

  const next = await keyOf(1_000n);
  const dearer = { ...volume, tiers: volume.tiers.map((tier) => ({ ...tier, priceMicros: tier.priceMicros + 1_000 })) };
  await db.creditPack.update({ where: { key: "any" }, data: { volume: dearer } });
  expect(await press(next, 1_000n)).toEqual({ ok: false, reason: "offer_changed" });
  await db.creditPack.update({ where: { key: "any" }, data: { volume } });
});

test("whatever amounts are bought, in whatever order events arrive, what is granted is what was paid for", async () => {
  const amounts = fc.array(fc.record({ credits: fc.integer({ min: 100, max: 50_000 }), twice: fc.boolean() }), {
    minLength: 1,
    maxLength: 4,
  });
  await fc.assert(
    fc.asyncProperty(amounts, fc.boolean(), async (bought, reversed) => {
      const person = await withCard();
      const before = (await world.available(person)) ?? 0n;
      const pack = await onSale();
      for (const [index, { credits, twice }] of bought.entries()) {
        const wish = { userId: person.userId, pack: "any", credits: BigInt(credits), idempotencyKey: `key ${index}` };
        const first = await topUp(services, wish, now());
        expect(first).toMatchObject({ ok: true, state: "succeeded" });
        if (twice) expect(await topUp(services, wish, now())).toMatchObject({ ok: true, state: "succeeded" });
      }
      await world.deliver((events) => (reversed ? [...events, ...[...events].reverse()] : events));
      const sum = bought.reduce((all, { credits }) => all + BigInt(credits), 0n);
      expect(await world.available(person)).toBe(before + sum);
      const prices = bought.map(({ credits }) =>
        volumePrice({ currency: "usd", volume: pack.volume ?? volume }, BigInt(credits)),
      );
      const paid = (await paymentsOf(person)).map(({ amountCents }) => amountCents);
      expect(paid.sort()).toEqual(prices.sort());
      expect(await world.violations(person)).toEqual([]);
    }),
    { numRuns: budget({ daily: 4, full: 20 }) },
  );
}, 120_000);
