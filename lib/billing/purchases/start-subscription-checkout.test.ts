import { afterEach, describe, expect, it } from "vitest";
import { embeddedCheckout } from "@/lib/billing/purchases/checkout-ui";
import { openPackCheckout, startPackCheckout } from "@/lib/billing/purchases/start-pack-checkout";
import {
  openSubscriptionCheckout,
  startSubscriptionCheckout,
} from "@/lib/billing/purchases/start-subscription-checkout";
import { billingWorld } from "@/lib/billing/testing/world";
import { adjust } from "@/lib/ledger/adjust";
import { grant } from "@/lib/ledger/grant";
import { openAccount } from "@/lib/ledger/open-account";
import { getBalance } from "@/lib/ledger/queries";
import { MAX_AMOUNT, MAX_BALANCE } from "@/lib/ledger/types";

const world = await billingWorld();
const { database, services, stripe } = world;

const start = (userId: string, price: string) => startSubscriptionCheckout(services, { userId, price }, world.now());

afterEach(async () => {
  await world.deliver();
  expect(await world.violations()).toEqual([]);
});

describe("starting a subscription", () => {
  it("leaves one Checkout that can be paid, however many tabs start one at the same moment", async () => {
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

  it("in a page of the app replaces a Checkout on Stripe's page, and what it sells is paid and granted alike", {
    tags: ["full"],
  }, async () => {
    const person = await world.signUp();
    const { userId } = person;
    const hosted = await start(userId, "refill_pro_month");
    const order = { userId, price: "refill_starter_month" };
    const shown = await openSubscriptionCheckout(services, order, embeddedCheckout(), world.now());
    if (!hosted.ok || !shown.ok) throw new Error("Checkout did not start.");
    expect(shown.clientSecret).toMatch(new RegExp(`^${shown.sessionId}_secret_`));
    expect(await stripe.checkout.sessions.retrieve(hosted.sessionId)).toMatchObject({ status: "expired" });
    const url = `${world.local.url}/c/pay/${shown.sessionId}`;
    const card = { card_number: "4242424242424242", expiry: "12 / 40", cvc: "123", name: "A Buyer" };
    const paid = await fetch(url, { method: "POST", body: new URLSearchParams(card), redirect: "manual" });
    expect(paid.headers.get("location")).toMatch(new RegExp(`/billing/success\\?session_id=${shown.sessionId}$`));
    await world.deliver();
    expect(await world.available(person)).toBe(200n);
  });

  it("is refused right after another was paid, before its webhook has arrived", async () => {
    const person = await world.signUp();
    await world.subscribe(person, "refill_starter_month");
    expect(await start(person.userId, "refill_pro_month")).toEqual({ ok: false, reason: "already_subscribed" });
    await world.deliver();
    expect(await world.available(person)).toBe(200n);
  });

  it("is possible again once the former one is over", { tags: ["full"] }, async () => {
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
  const buy = (userId: string, pack: string) => startPackCheckout(services, { userId, pack, quantity: 1 }, world.now());

  async function openCheckouts(userId: string): Promise<string[]> {
    const { stripeCustomerId } = await database.prisma.user.findUniqueOrThrow({ where: { id: userId } });
    const { data } = await stripe.checkout.sessions.list({ customer: stripeCustomerId ?? "", status: "open" });
    return data.map(({ id }) => id);
  }

  it("leaves one Checkout of a pack that can be paid, however many tabs start one at the same moment", async () => {
    const { userId } = await world.signUp();
    const started = await Promise.all([buy(userId, "pack_500"), buy(userId, "pack_500")]);
    expect(started.map(({ ok }) => ok)).toEqual([true, true]);
    expect(await openCheckouts(userId)).toHaveLength(1);
  });

  it("in a page of the app replaces the pack's Checkout on Stripe's page, leaves another pack's, and sells it again once it was paid", {
    tags: ["full"],
  }, async () => {
    const person = await world.signUp();
    const { userId } = person;
    const other = await buy(userId, "pack_2500");
    const hosted = await buy(userId, "pack_500");
    const order = { userId, pack: "pack_500", quantity: 2 };
    const shown = await openPackCheckout(services, order, embeddedCheckout(), world.now());
    if (!other.ok || !hosted.ok || !shown.ok) throw new Error("Checkout did not start.");
    expect((await openCheckouts(userId)).sort()).toEqual([other.sessionId, shown.sessionId].sort());
    await world.deliver();
    expect(
      await database.prisma.payment.findUniqueOrThrow({ where: { stripeCheckoutSessionId: hosted.sessionId } }),
    ).toMatchObject({ status: "FAILED" });
    await world.buyPack(person, "pack_500");
    await world.buyPack(person, "pack_500");
    await world.deliver();
    expect(await world.available(person)).toBe(50n + 2n * 500n);
  });

  it("refuses credits that would exceed the maximum balance, before anything is charged", async () => {
    const { userId } = await world.signUp();
    const { sql, prisma: db } = database;
    const accountId = await openAccount(sql, userId, world.now());
    for (let n = 0; n < 9; n++) {
      const lot = { accountId, kind: "PROMO", amount: MAX_AMOUNT, sourceKey: `gift ${n}`, actor: "system" } as const;
      await grant(sql, lot, world.now());
    }
    const reason = "Correction";
    const rest =
      MAX_BALANCE -
      9n * MAX_AMOUNT -
      (((await getBalance(sql, accountId, world.now()))?.balance ?? 0n) % MAX_AMOUNT) -
      499n;
    await adjust(sql, { accountId, amount: rest, reason, actor: "admin:1" }, world.now());
    const buy = () =>
      startPackCheckout({ ...world.services, stripe }, { userId, pack: "pack_500", quantity: 1 }, world.now());
    expect(await buy()).toEqual({ ok: false, reason: "balance_out_of_range" });
    expect(await db.payment.count({ where: { userId } })).toBe(0);
    await adjust(sql, { accountId, amount: -1n, reason, actor: "admin:1" }, world.now());
    expect(await buy()).toMatchObject({ ok: true });
  });

  it("refuses more than one payment can hold, instead of charging for credits that cannot be granted", async () => {
    const { userId } = await world.signUp();
    const db = database.prisma;
    const buy = () =>
      startPackCheckout({ ...world.services, stripe }, { userId, pack: "pack_500", quantity: 100 }, world.now());
    await db.creditPack.update({ where: { key: "pack_500" }, data: { credits: 20_000_000_000_000n } });
    expect(await buy()).toEqual({ ok: false, reason: "quantity_too_large" });
    await db.creditPack.update({ where: { key: "pack_500" }, data: { credits: 500n, amountCents: 1_000_000 } });
    expect(await buy()).toEqual({ ok: false, reason: "quantity_too_large" });
    await db.creditPack.update({ where: { key: "pack_500" }, data: { amountCents: 6_000 } });
    expect(await buy()).toMatchObject({ ok: true });
  });
});
