// @module-tag full
import fc from "fast-check";
import { afterAll, expect, it } from "vitest";
import { budget } from "@/dev/testing/budget";
import { cancelSubscription } from "@/lib/billing/plans/cancel-subscription";
import { changePlan } from "@/lib/billing/plans/change-plan";
import { currentSubscription } from "@/lib/billing/plans/current-subscription";
import { resumeSubscription } from "@/lib/billing/plans/resume-subscription";
import { addOns } from "@/lib/billing/testing/add-ons";
import { atStripe } from "@/lib/billing/testing/at-stripe";
import { billingWorld, type Person } from "@/lib/billing/testing/world";

const world = await billingWorld();
const { database, services, stripe } = world;
const { addOn, sell, soldBy, plannedFor } = addOns(world);
const there = atStripe(world);

const plans = ["starter", "pro", "creator"] as const;
const prices = Object.fromEntries(
  await Promise.all(plans.map(async (key) => [key, await there.priceOf(`refill_${key}_month`)] as const)),
);
const keyOf = new Map(Object.entries(prices).map(([key, price]) => [price, key]));
const extras = [await addOn("Extra seats", 500), await addOn("Support", 700), await addOn("Storage", 100)];

/** The number of lives to try; PROOF_LIVES=100 tries more. */
const LIVES = Number(process.env.PROOF_LIVES ?? budget({ daily: 1, full: 6 }));

const step = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...plans) },
  { weight: 1, arbitrary: fc.constantFrom("cancel" as const, "resume" as const, "renew" as const) },
);

const life = fc.record({
  quantity: fc.integer({ min: 1, max: 4 }),
  addOns: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 0, maxLength: 3 }),
  place: fc.nat({ max: 3 }),
  plan: fc.constantFrom(...plans),
  steps: fc.array(step, { minLength: 1, maxLength: 5 }),
});

afterAll(() => world.cancelAll());

it("whatever its owner does, a subscription keeps its add-ons and quantity, now and in its schedule", async () => {
  await fc.assert(
    fc.asyncProperty(life, async ({ quantity, addOns: sold, place, plan, steps }) => {
      const kept = sold.map((count, index) => ({ price: extras[index] ?? "", quantity: count }));
      const at = Math.min(place, kept.length);
      const items = [...kept.slice(0, at), { price: prices[plan] ?? "", quantity }, ...kept.slice(at)];
      const person = await sell(items);
      const others = Object.fromEntries(kept.map((one) => [one.price, one.quantity]));
      for (const one of steps) {
        await take(person, one);
        await world.deliver();
        for (const phase of [await soldBy(person.subscription), ...(await plannedFor(person.subscription))]) {
          expect(withoutPlan(phase)).toEqual({ others, plans: [quantity] });
        }
        const { items: now } = await stripe.subscriptions.retrieve(person.subscription);
        const key = now.data.flatMap(({ price }) => keyOf.get(price.id) ?? []).at(0);
        const shown = await currentSubscription(database.prisma, person.userId, world.now());
        expect(shown).toMatchObject({ plan: { key }, quantity });
      }
      expect(await world.violations(person)).toEqual([]);
    }),
    { numRuns: LIVES, endOnFailure: true },
  );
}, 600_000);

async function take(person: Person, one: (typeof plans)[number] | "cancel" | "resume" | "renew"): Promise<void> {
  const { userId } = person;
  if (one === "cancel") await cancelSubscription(services, { userId, when: "period_end" }, world.now());
  else if (one === "resume") await resumeSubscription(services, { userId }, world.now());
  else if (one === "renew") {
    // A subscription that is set to end would lose them.
    await resumeSubscription(services, { userId }, world.now());
    await world.advance({ months: 1, hours: 2 });
  } else await changePlan(services, { userId, price: `refill_${one}_month` }, world.now());
}

function withoutPlan(sold: Record<string, number>): { others: Record<string, number>; plans: number[] } {
  const all = Object.entries(sold);
  const isPlan = ([price]: [string, number]) => keyOf.has(price);
  return {
    others: Object.fromEntries(all.filter((one) => !isPlan(one))),
    plans: all.filter(isPlan).map(([, quantity]) => quantity),
  };
}
