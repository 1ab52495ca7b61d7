// @module-tag full
import fc from "fast-check";
import Stripe from "stripe";
import { expect, it } from "vitest";
import { budget } from "@/dev/testing/budget";
import { proveWithin } from "@/dev/testing/prove-within";
import { mrrOver } from "@/lib/analytics/metrics/mrr";
import { lastDays, periodsOf } from "@/lib/analytics/metrics/periods";
import { rollUp } from "@/lib/analytics/rollup/roll-up";
import { changePlan } from "@/lib/billing/plans/change-plan";
import { syncAtOnce } from "@/lib/billing/plans/sync-at-once";
import { refillDue } from "@/lib/billing/refills/refill-due";
import { atStripe } from "@/lib/billing/testing/at-stripe";
import { paidForWindows } from "@/lib/billing/testing/paid-for-windows";
import { billingWorld, type Person } from "@/lib/billing/testing/world";
import { windowAt } from "@/lib/billing/windows/windows";
import { getBalance } from "@/lib/ledger/queries";
import { DAY_MS } from "@/lib/time";

const world = await billingWorld();
const { database, stripe, services } = world;
const at = atStripe(world);

// Two thousand lives are 25 runs of 80, each with its own seed: the clock advances with each life, and the buyers' card
// expires in 2040. PROOF_LIVES=80 PROOF_SECONDS=600 PROOF_SEED=1 npx vitest run lib/billing/proofs/changes.test.ts
const LIVES = Number(process.env.PROOF_LIVES ?? budget({ daily: 1, full: 10 }));
const SEED = Number(process.env.PROOF_SEED ?? 20_261_128);
const AT_MOST_MS = Number(process.env.PROOF_SECONDS ?? 30) * 1_000;

const PRICES = ["refill_starter_month", "refill_pro_month", "refill_creator_month"] as const;
const BEHAVIORS = ["always_invoice", "create_prorations", "none"] as const;

type Step =
  | { do: "change at Stripe"; price: string; behavior: (typeof BEHAVIORS)[number] }
  | { do: "change here"; price: string }
  | { do: "change the quantity"; quantity: number; behavior: (typeof BEHAVIORS)[number] }
  | { do: "take a card"; good: boolean }
  | { do: "pay what is open" }
  | { do: "wait"; hours: number }
  | { do: "spend"; amount: number };

const price = fc.constantFrom(...PRICES);
const behavior = fc.constantFrom(...BEHAVIORS);
const hours = fc.oneof(fc.integer({ min: 1, max: 72 }), fc.integer({ min: 1, max: 600 }));
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant("change at Stripe" as const), price, behavior }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("change here" as const), price }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant("change the quantity" as const),
      quantity: fc.integer({ min: 1, max: 3 }),
      behavior,
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("take a card" as const), good: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("pay what is open" as const) }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant("wait" as const), hours }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant("spend" as const), amount: fc.integer({ min: 1, max: 1_000 }) }),
  },
);

async function take(person: Person, one: Step): Promise<void> {
  switch (one.do) {
    case "change at Stripe":
      return changeAtStripe(person, { price: await at.priceOf(one.price) }, one.behavior);
    case "change the quantity":
      return changeAtStripe(person, { quantity: one.quantity }, one.behavior);
    case "change here":
      await changePlan(services, { userId: person.userId, price: one.price }, world.now());
      return;
    case "take a card":
      return at.takeCard(person, one.good ? "pm_card_visa" : "pm_card_chargeCustomerFail");
    case "pay what is open":
      await at.takeCard(person, "pm_card_visa");
      return at.payOpenInvoice(person);
    case "wait":
      return wait(person, one.hours);
    case "spend":
      await world.spend(person, BigInt(one.amount));
  }
}

/**
 * Syncs in the last second of each window on the way. With the reset policy a payment that is made in its window, and only
 * synced after it, grants nothing: its credits would have been reset by then (see dueWindows).
 */
async function wait(person: Person, hours: number): Promise<void> {
  const until = world.local.now() + hours * 3_600;
  const known = await database.prisma.subscription.findFirst({
    where: { userId: person.userId, stripeSubscriptionId: { not: null } },
  });
  for (;;) {
    const window = known && windowAt(known.anchorAt, world.now());
    const last = window ? window.end.getTime() / 1_000 - 1 : Number.POSITIVE_INFINITY;
    if (!known?.stripeSubscriptionId || last > until || last <= world.local.now()) break;
    await moveTo(last);
    await hear(person, known.stripeSubscriptionId);
    await moveTo(last + 1);
  }
  await moveTo(Math.max(until, world.local.now()));
}

async function moveTo(seconds: number): Promise<void> {
  await world.local.advanceTo(seconds);
  await refillDue(database, world.now());
}

/** One sync per step: other tests prove that the order of events does not matter. */
async function hear({ userId }: Person, stripeSubscriptionId: string): Promise<void> {
  await syncAtOnce(services, { userId, stripeSubscriptionId }, world.now());
}

async function changeAtStripe(
  person: Person,
  wanted: { price?: string; quantity?: number },
  proration_behavior: (typeof BEHAVIORS)[number],
): Promise<void> {
  const { id, items } = await at.subscriptionOf(person);
  await stripe.subscriptions.update(id, { items: [{ id: items.data[0]?.id, ...wanted }], proration_behavior });
}

/** What Stripe refuses (nothing to change, a declined card, an ended subscription) does not count as a step. */
async function tryTo(person: Person, one: Step): Promise<void> {
  try {
    await take(person, one);
  } catch (error) {
    const isRefusal =
      error instanceof Stripe.errors.StripeInvalidRequestError || error instanceof Stripe.errors.StripeCardError;
    if (!isRefusal) throw error;
  }
}

async function expectWhatWasPaidFor(person: Person): Promise<void> {
  const { windows, isSettled } = await paidForWindows(world, person);
  for (const { start, granted, taken, ended, paidFor, invoices } of windows) {
    const about = `the window of ${start}: ${granted} granted, ${taken} taken, ${ended} ended, ${paidFor} paid for`;
    expect(granted - taken, about).toBeGreaterThanOrEqual(paidFor - invoices - 1e-6);
    expect(granted - taken - ended, about).toBeLessThanOrEqual(Math.max(0, paidFor) + 1e-6);
    expect(taken, about).toBeLessThanOrEqual(granted);
  }
  const balance = await getBalance(database.sql, person.accountId, world.now());
  // Only a credit or an unpaid invoice can leave a debt.
  if (isSettled) expect(balance?.debt ?? 0n).toBe(0n);
}

/** The movements of MRR sum to what Stripe charges the person per month now; those of earlier lives sum to nothing. */
async function expectMovementsAddUp(person: Person): Promise<void> {
  await rollUp(database, world.now());
  const periods = periodsOf(lastDays(1, "UTC", new Date(world.now().getTime() + DAY_MS)));
  const { now } = await mrrOver(database.sql, periods, "usd");
  const { status, items, pause_collection } = await at.subscriptionOf(person);
  const pays = ["active", "past_due"].includes(status) && !pause_collection;
  const [item] = items.data;
  const cents = pays ? BigInt(item?.price.unit_amount ?? 0) * BigInt(item?.quantity ?? 0) : 0n;
  expect(now.closingCents).toBe(cents);
  expect(Object.values(now.movements).reduce((sum, moved) => sum + moved, now.openingCents)).toBe(cents);
}

it(
  "each window is granted what its invoices' lines paid for, whatever the source, order and proration of plan changes",
  async () => {
    await proveWithin(
      AT_MOST_MS,
      fc.asyncProperty(price, fc.array(step, { minLength: 4, maxLength: 12 }), async (first, steps) => {
        const person = await world.signUp();
        await world.subscribe(person, first);
        const { id } = await at.subscriptionOf(person);
        await hear(person, id);
        for (const one of [...steps, { do: "wait", hours: 600 } as const, { do: "wait", hours: 200 } as const]) {
          await tryTo(person, one);
          await hear(person, id);
          await expectWhatWasPaidFor(person);
        }
        expect(await world.violations(person)).toEqual([]);
        await expectMovementsAddUp(person);
        await at.cancelNow(person).catch(() => undefined);
        await hear(person, id);
        await expectMovementsAddUp(person);
      }),
      {
        numRuns: LIVES,
        seed: SEED,
        endOnFailure: true,
      },
    );
  },
  AT_MOST_MS * 5,
);
