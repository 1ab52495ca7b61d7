import { afterEach, describe, expect, it } from "vitest";
import { startPackCheckout } from "@/lib/billing/start-pack-checkout";
import { startSubscriptionCheckout } from "@/lib/billing/start-subscription-checkout";
import { billingWorld } from "@/lib/billing/testing/world";

const world = await billingWorld();
const { database, services, stripe } = world;

const start = (userId: string, price: string) => startSubscriptionCheckout(services, { userId, price });

afterEach(async () => {
  await world.deliver();
  expect(await world.violations()).toEqual([]);
});

describe("starting a subscription", () => {
  it("leaves one Checkout that can be paid, however many tabs ask at the same moment", async () => {
    const { userId } = await world.signUp();
    const started = await Promise.all([
      start(userId, "refill_starter_month"),
      start(userId, "refill_pro_month"),
      start(userId, "refill_creator_month"),
    ]);
    expect(started.map(({ ok }) => ok)).toEqual([true, true, true]);
    const { stripeCustomerId } = await database.prisma.user.findUniqueOrThrow({ where: { id: userId } });
    const open = await stripe.checkout.sessions.list({ customer: stripeCustomerId ?? "", status: "open" });
    expect(open.data.length).toBe(1);
  });

  it("is refused right after another was paid, before Stripe has told us of it", async () => {
    const person = await world.signUp();
    await world.subscribe(person, "refill_starter_month");
    expect(await start(person.userId, "refill_pro_month")).toEqual({ ok: false, reason: "already_subscribed" });
    await world.deliver();
    expect(await world.available(person)).toBe(200n);
  });

  it("is possible again once the former one is over", async () => {
    const person = await world.signUp();
    await world.subscribe(person, "refill_starter_month");
    await world.deliver();
    const row = await database.prisma.subscription.findFirstOrThrow({
      where: { userId: person.userId, NOT: { stripeSubscriptionId: null } },
    });
    await stripe.subscriptions.cancel(row.stripeSubscriptionId ?? "");
    await world.deliver();
    expect(await start(person.userId, "refill_pro_month")).toMatchObject({ ok: true });
  });
});

describe("starting to buy packs", () => {
  it("refuses more than one payment can hold, instead of taking money for what cannot be granted", async () => {
    const { userId } = await world.signUp();
    const db = database.prisma;
    const buy = () => startPackCheckout({ db, stripe }, { userId, pack: "pack_500", quantity: 100 }, world.now());
    await db.creditPack.update({ where: { key: "pack_500" }, data: { credits: 20_000_000_000_000n } });
    expect(await buy()).toEqual({ ok: false, reason: "quantity_too_large" });
    await db.creditPack.update({ where: { key: "pack_500" }, data: { credits: 500n, amountCents: 1_000_000 } });
    expect(await buy()).toEqual({ ok: false, reason: "quantity_too_large" });
    await db.creditPack.update({ where: { key: "pack_500" }, data: { amountCents: 1_000 } });
    expect(await buy()).toMatchObject({ ok: true });
  });
});
