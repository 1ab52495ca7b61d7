// @module-tag full
import fc from "fast-check";
import Stripe from "stripe";
import { expect, it } from "vitest";
import { budget } from "@/dev/testing/budget";
import { proveWithin } from "@/dev/testing/prove-within";
import { syncAtOnce } from "@/lib/billing/plans/sync-at-once";
import { ENDED_STATUSES } from "@/lib/billing/subscription-status";
import { atStripe } from "@/lib/billing/testing/at-stripe";
import { allEntries, planCredits } from "@/lib/billing/testing/plan-credits";
import { billingWorld, type Person } from "@/lib/billing/testing/world";
import { getBalance } from "@/lib/ledger/queries";

const world = await billingWorld();
const { database, stripe, services } = world;
const at = atStripe(world);

const SEED = 20_261_121;
const AT_MOST_MS = Number(process.env.PROOF_SECONDS ?? 30) * 1_000;

type Step =
  | { do: "subscribe" | "change"; price: string }
  | { do: "cancel at the end" | "resume" | "cancel now" | "buy a pack" }
  | { do: "take a card"; good: boolean }
  | { do: "refund"; which: number; percent: number }
  | { do: "wait"; hours: number }
  | { do: "spend"; amount: number };

const prices = fc.constantFrom(
  "refill_starter_month",
  "refill_pro_month",
  "refill_creator_month",
  "refill_starter_year",
  "refill_pro_year",
);

const steps: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant("change" as const), price: prices }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("subscribe" as const), price: prices }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom(
        "cancel at the end" as const,
        "resume" as const,
        "cancel now" as const,
        "buy a pack" as const,
      ),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("take a card" as const), good: fc.boolean() }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("refund" as const),
      which: fc.nat({ max: 9 }),
      percent: fc.integer({ min: 1, max: 100 }),
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("wait" as const), hours: fc.integer({ min: 1, max: 900 }) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("spend" as const), amount: fc.integer({ min: 1, max: 400 }) }) },
);

async function take(person: Person, step: Step): Promise<void> {
  switch (step.do) {
    case "subscribe": {
      const live = await database.prisma.subscription.count({
        where: {
          userId: person.userId,
          stripeSubscriptionId: { not: null },
          status: { notIn: [...ENDED_STATUSES] },
        },
      });
      if (live === 0) await world.subscribe(person, step.price);
      return;
    }
    case "change":
      return at.change(person, step.price);
    case "cancel at the end":
      await at.update(person, { cancel_at_period_end: true });
      return;
    case "resume":
      await at.update(person, { cancel_at_period_end: false });
      return;
    case "cancel now":
      return at.cancelNow(person);
    case "buy a pack":
      await world.buyPack(person, "pack_2500");
      return;
    case "take a card":
      return at.takeCard(person, step.good ? "pm_card_visa" : "pm_card_chargeCustomerFail");
    case "refund":
      return refund(person, step.which, step.percent);
    case "wait":
      return world.advance({ hours: step.hours });
    case "spend":
      await world.spend(person, BigInt(step.amount));
  }
}

async function refund(person: Person, which: number, percent: number): Promise<void> {
  const left = (await at.paidIntents(person)).flatMap(({ id, amount, latest_charge }) => {
    const refunded = typeof latest_charge === "object" ? (latest_charge?.amount_refunded ?? 0) : 0;
    return amount > refunded ? [{ id, cents: amount - refunded }] : [];
  });
  const one = left[which % Math.max(1, left.length)];
  if (!one) return;
  await stripe.refunds.create({ payment_intent: one.id, amount: Math.max(1, Math.floor((one.cents * percent) / 100)) });
}

/** What Stripe refuses (nothing to change, an ended subscription, a declined card) does not count as a step. */
async function tryTo(person: Person, step: Step): Promise<void> {
  try {
    await take(person, step);
  } catch (error) {
    const refused =
      error instanceof Stripe.errors.StripeInvalidRequestError || error instanceof Stripe.errors.StripeCardError;
    if (!refused && !(error instanceof Error && error.message.startsWith("Stripe has no subscription"))) throw error;
  }
}

async function expectNothingMinted(person: Person): Promise<void> {
  const { kept, allowed, rounding } = await planCredits(world, at, person);
  expect(kept).toBeLessThanOrEqual(allowed + rounding);
  expect(await world.violations(person)).toEqual([]);
  const entries = await allEntries(database, person.accountId);
  const lots = await database.prisma.creditLot.findMany({ where: { accountId: person.accountId } });
  const bought = new Set(lots.filter(({ kind }) => kind === "PACK" || kind === "PROMO").map(({ id }) => id));
  const ended = entries
    .filter(({ type }) => type === "RESET" || type === "EXPIRY")
    .flatMap(({ allocations }) => allocations);
  expect(ended.filter((part) => "lot" in part && bought.has(part.lot))).toEqual([]);
  expect(new Set(lots.map(({ sourceKey }) => sourceKey)).size).toBe(lots.length);
}

/** Syncing again what was synced before must leave the ledger as it is. */
async function expectSettled({ userId, accountId }: Person): Promise<void> {
  const before = await allEntries(database, accountId);
  const subscriptions = await database.prisma.subscription.findMany({ where: { userId } });
  for (const { stripeSubscriptionId } of subscriptions) {
    if (stripeSubscriptionId) await syncAtOnce(services, { userId, stripeSubscriptionId }, world.now());
  }
  expect((await allEntries(database, accountId)).slice(before.length)).toEqual([]);
}

async function refundEverything(person: Person): Promise<void> {
  const count = (await at.paidIntents(person)).length;
  for (let time = 0; time < count; time += 1) await refund(person, 0, 100);
  await world.deliver();
  const { kept, allowed, rounding, paidByBalance } = await planCredits(world, at, person);
  expect(kept).toBeLessThanOrEqual(allowed + rounding);
  if (!paidByBalance) expect(kept).toBe(0);
  // All credits from a pack are gone or owed: what was granted less what was taken is zero.
  const packs = await database.prisma.creditLot.findMany({
    where: { accountId: person.accountId, kind: { in: ["PACK", "PROMO"] } },
  });
  expect(packs.every(({ remaining }) => remaining === 0n)).toBe(true);
  const taken = (await allEntries(database, person.accountId)).filter(({ type }) => type === "CLAWBACK");
  for (const { id, amount } of packs) {
    const of = taken.filter(({ sourceKey }) => sourceKey?.startsWith(`clawback:${id}:`));
    expect(of.reduce((sum, entry) => sum - entry.amount, 0n)).toBe(amount);
  }
  const balance = await getBalance(database.sql, person.accountId, world.now());
  const free = balance?.lots.filter(({ kind }) => kind === "PLAN").reduce((sum, lot) => sum + lot.remaining, 0n) ?? 0n;
  expect(balance?.available ?? 0n).toBeLessThanOrEqual(free);
}

it(
  "no sequence of purchases, changes, cancellations, refunds and declines grants more credits than were paid for",
  async () => {
    await proveWithin(
      AT_MOST_MS,
      fc.asyncProperty(prices, fc.array(steps, { minLength: 6, maxLength: 14 }), async (first, list) => {
        const person = await world.signUp();
        await world.subscribe(person, first);
        await world.deliver();
        for (const step of list) {
          await tryTo(person, step);
          await world.deliver((events) => [...events].reverse());
          await world.deliver();
          await expectNothingMinted(person);
          await expectSettled(person);
        }
        await world.cancelAll();
        await refundEverything(person);
        expect(await world.violations(person)).toEqual([]);
      }),
      {
        numRuns: budget({ daily: 1, full: 8 }),
        seed: SEED,
        endOnFailure: true,
      },
    );
  },
  AT_MOST_MS * 5,
);
