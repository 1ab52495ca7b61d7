import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { listGifts } from "@/lib/billing/gifts/list-gifts";
import { settleDueGifts } from "@/lib/billing/gifts/settle-gift";
import { createAttemptLimit } from "@/lib/billing/promo-codes/attempt-limit";
import { redeemPromoCode } from "@/lib/billing/promo-codes/redeem-promo-code";
import { startPackCheckout } from "@/lib/billing/purchases/start-pack-checkout";
import { atStripe } from "@/lib/billing/testing/at-stripe";
import { billingWorld, type Person } from "@/lib/billing/testing/world";
import { env } from "@/lib/env";
import { getBalance } from "@/lib/ledger/queries";
import { seeded } from "@/lib/ledger/testing/seeded";

process.env.GIFT_CODES = "true";
const world = await billingWorld();
const { database, stripe } = world;
const at = atStripe(world);
const plenty = createAttemptLimit(database.pool, 1_000);
const AT_MOST = 240_000;

async function buyGift(buyer: Person, pack = "pack_500") {
  const order = { userId: buyer.userId, pack, quantity: 1, isGift: true };
  const started = await startPackCheckout(world.services, order, world.now());
  await world.pay(started, "4242424242424242");
}

const giftsOf = ({ userId }: Person, now = world.now()) => listGifts(database.prisma, { userId }, now);
const redeem = ({ userId }: Person, code: string, now = world.now(), limit = plenty) =>
  redeemPromoCode({ database, limit }, { userId, code }, now);
const balanceOf = async ({ accountId }: Person) =>
  (await getBalance(database.sql, accountId, world.now()))?.balance ?? 0n;

async function deliver() {
  await world.deliver();
  await settleDueGifts(database, "all", world.now());
}

async function codeOf(buyer: Person): Promise<string> {
  const [gift] = await giftsOf(buyer);
  if (!gift?.code) throw new Error("There is no code.");
  return gift.code;
}

async function paidGift(pack?: string) {
  const [buyer, friend] = [await world.signUp(), await world.signUp()];
  await buyGift(buyer, pack);
  await deliver();
  return { buyer, friend, code: await codeOf(buyer) };
}

async function dispute(buyer: Person, what: "open" | "win" | "lose") {
  const [intent] = await at.paidIntents(buyer);
  const id = what === "open" ? "open" : `${await at.disputeOf(buyer)}/${what}`;
  const body = what === "open" ? JSON.stringify({ charge: intent?.id }) : "{}";
  const sent = { method: "POST", headers: { "content-type": "application/json" }, body };
  return (await fetch(`${world.local.url}/_local/disputes/${id}`, sent)).ok;
}

describe("a gift", () => {
  test("grants its buyer nothing, and its credits with the bonus once to who redeems it", async () => {
    const { buyer, friend, code } = await paidGift("pack_2500");
    expect(await balanceOf(buyer)).toBe(50n);
    expect(await redeem(friend, ` ${code.toLowerCase()} `)).toMatchObject({
      ok: true,
      credits: 2_750n,
      lot: { kind: "PACK", origin: "PURCHASE", amount: 2_500n },
    });
    expect(await redeem(friend, code)).toEqual({ ok: false, reason: "gift_redeemed" });
    expect(await redeem(buyer, code)).toEqual({ ok: false, reason: "gift_redeemed" });
    expect(await balanceOf(friend)).toBe(2_800n);
    expect(await balanceOf(buyer)).toBe(50n);
    expect(await giftsOf(buyer)).toMatchObject([{ state: "redeemed", credits: 2_750n, code }]);
    const viewed = { userId: buyer.userId, isViewed: true };
    expect(await listGifts(database.prisma, viewed, world.now())).toMatchObject([{ code: null }]);
  });

  test("is granted once when many redeem it at the same moment", async () => {
    const { buyer, friend, code } = await paidGift();
    const results = await Promise.all([buyer, friend, friend, buyer].map((person) => redeem(person, code)));
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect((await balanceOf(buyer)) + (await balanceOf(friend))).toBe(600n);
  });

  test("may be redeemed by its buyer", async () => {
    const { buyer, code } = await paidGift();
    expect(await redeem(buyer, code)).toMatchObject({ ok: true, credits: 500n });
    await at.refundLast(buyer);
    await deliver();
    expect(await balanceOf(buyer)).toBe(50n);
  });

  test("that was refunded is void, and one that expired is refused", async () => {
    const refunded = await paidGift();
    await at.refundLast(refunded.buyer);
    await deliver();
    expect(await redeem(refunded.friend, refunded.code)).toEqual({ ok: false, reason: "gift_refunded" });
    expect(await giftsOf(refunded.buyer)).toMatchObject([{ state: "refunded" }]);
    const { buyer, friend, code } = await paidGift();
    const late = new Date(world.now().getTime() + 1_826 * 86_400_000);
    expect(await redeem(friend, code, late)).toEqual({ ok: false, reason: "gift_expired" });
    expect(await giftsOf(buyer, late)).toMatchObject([{ state: "expired" }]);
  });

  test("that is refunded after it was redeemed takes its share back from who redeemed it, as debt if it is spent", async () => {
    const { buyer, friend, code } = await paidGift();
    await redeem(friend, code);
    await world.spend(friend, 540n);
    await at.refundLast(buyer, 3_000);
    await deliver();
    expect(await balanceOf(friend)).toBe(550n - 540n - 250n);
    expect(await balanceOf(buyer)).toBe(50n);
  });

  test("is not sold while the setting is off, and what was sold can be redeemed", async () => {
    const { buyer, friend, code } = await paidGift();
    env().GIFT_CODES = false;
    const order = { userId: buyer.userId, pack: "pack_500", quantity: 1, isGift: true };
    expect(await startPackCheckout(world.services, order, world.now())).toMatchObject({ reason: "unknown_pack" });
    expect(await redeem(friend, code)).toMatchObject({ ok: true });
    env().GIFT_CODES = true;
  });

  test("has a code that is not in the database as text, and cannot be guessed at more than the limit", async () => {
    const { friend, code } = await paidGift();
    const [{ found } = { found: 1n }] = await database.sql<{ found: bigint }>`
      SELECT count(*) AS found FROM (
        SELECT gift::text AS row FROM gift UNION ALL SELECT mail::text FROM mail
        UNION ALL SELECT billing_event::text FROM billing_event UNION ALL SELECT payment::text FROM payment
      ) AS rows WHERE row LIKE ${`%${code}%`}::text`;
    expect(found).toBe(0n);
    const few = createAttemptLimit(database.pool, 2);
    const wrong = code.replace(/.$/, (last) => (last === "2" ? "3" : "2"));
    for (let tries = 0; tries < 2; tries++)
      expect(await redeem(friend, wrong, world.now(), few)).toEqual({ ok: false, reason: "unknown_code" });
    expect(await redeem(friend, code, world.now(), few)).toMatchObject({ reason: "rate_limited" });
  });
});

const step = fc.oneof(
  fc.record({ do: fc.constant("redeem" as const), by: fc.nat({ max: 2 }) }),
  fc.record({ do: fc.constant("refund" as const), cents: fc.constantFrom(600, 1_234, 3_000, 6_000) }),
  fc.record({ do: fc.constant("dispute" as const), what: fc.constantFrom("open", "win", "lose") }),
  fc.record({ do: fc.constant("hear" as const), seed: fc.nat({ max: 1_000 }) }),
  fc.record({ do: fc.constant("settle" as const) }),
  fc.record({ do: fc.constant("spend" as const), by: fc.nat({ max: 2 }), credits: fc.integer({ min: 1, max: 600 }) }),
);

test("whatever happens in whatever order, one account at most has a gift's credits, less what was given back", {
  timeout: AT_MOST,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 10 }), async (steps) => {
      const { buyer, friend, code } = await paidGift();
      const people = [buyer, friend, await world.signUp()];
      const spent = new Map<Person, bigint>();
      let holder: Person | undefined;
      for (const one of steps) {
        const person = people["by" in one ? one.by : 0] ?? buyer;
        if (one.do === "redeem") {
          const redeemed = await redeem(person, code);
          if (redeemed.ok) expect(holder).toBeUndefined();
          if (redeemed.ok) holder = person;
        } else if (one.do === "refund") await at.refundLast(buyer, one.cents).catch(() => undefined);
        else if (one.do === "dispute") await dispute(buyer, one.what as "open").catch(() => false);
        else if (one.do === "hear") await world.deliver((events) => shuffled(events, one.seed));
        else if (one.do === "settle") await settleDueGifts(database, "all", world.now());
        else if ((await world.spend(person, BigInt(one.credits))).ok)
          spent.set(person, (spent.get(person) ?? 0n) + BigInt(one.credits));
      }
      await deliver();
      const [gift] = await giftsOf(buyer);
      const back = BigInt(await returnedOf(buyer));
      for (const person of people) {
        const gained = person === holder ? 500n - (500n * back) / 6_000n : 0n;
        expect(await balanceOf(person)).toBe(50n + gained - (spent.get(person) ?? 0n));
        expect(await world.violations(person)).toEqual([]);
      }
      if (!holder) expect((await redeem(friend, code)).ok).toBe(gift?.state === "redeemable");
    }),
    { numRuns: 15 },
  );
});

/** Cents that Stripe has given back of a person's payment: at most all. */
async function returnedOf(person: Person): Promise<number> {
  const [intent] = await at.paidIntents(person);
  const payment_intent = intent?.id ?? randomUUID();
  const refunds = await stripe.refunds.list({ payment_intent });
  const disputes = await stripe.disputes.list({ payment_intent });
  const lost = disputes.data.filter(({ status }) => status === "lost").reduce((sum, { amount }) => sum + amount, 0);
  const refunded = refunds.data.filter(({ status }) => status !== "failed" && status !== "canceled");
  return Math.min(6_000, lost + refunded.reduce((sum, { amount }) => sum + amount, 0));
}

/** Some of the events, some of them twice, in another order. */
function shuffled<Event>(events: Event[], seed: number): Event[] {
  const random = seeded(seed);
  const some = events.filter(() => random(10) < 8);
  const twice = [...some, ...some.filter(() => random(10) < 4)];
  return twice
    .map((event) => ({ event, key: random(1_000) }))
    .sort((a, b) => a.key - b.key)
    .map(({ event }) => event);
}
