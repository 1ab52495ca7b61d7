import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { currentSubscription } from "@/lib/billing/queries";
import { billingWorld, type Person } from "@/lib/billing/testing/world";

const world = await billingWorld();

/** What a buyer does, and what the ledger then says, whichever way round Stripe tells of it. */
const FLOWS: Record<string, { buy: (person: Person) => Promise<unknown>; story: string[] }> = {
  "a subscription": {
    buy: (person) => world.subscribe(person, "refill_starter_month"),
    story: ["GRANT 50 = 50", "RESET -50 = 0", "GRANT 200 = 200"],
  },
  "a pack with a bonus": {
    buy: (person) => world.buyPack(person, "pack_2500"),
    story: ["GRANT 50 = 50", "GRANT 2500 = 2550", "GRANT 250 = 2800"],
  },
  "a declined card, then one that pays": {
    buy: async (person) => {
      await world.subscribe(person, "refill_pro_month", "4000000000009995");
      await world.subscribe(person, "refill_pro_month");
    },
    story: ["GRANT 50 = 50", "RESET -50 = 0", "GRANT 400 = 400"],
  },
};

describe.each(Object.entries(FLOWS))("%s", (_name, flow) => {
  it("ends in one ledger in every order, with every event told up to three times", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(), { minLength: 1, maxLength: 60 }), async (choices) => {
        const person = await world.signUp();
        await flow.buy(person);
        await world.deliver((events) => shuffled(events, choices));
        expect(await world.story(person)).toEqual(flow.story);
        expect(await world.violations(person)).toEqual([]);
      }),
      { numRuns: 8, interruptAfterTimeLimit: 60_000 },
    );
  }, 120_000);

  it("ends in one ledger when every event comes at the same moment, twice", async () => {
    const person = await world.signUp();
    await flow.buy(person);
    await world.deliverAtOnce(2);
    expect(await world.story(person)).toEqual(flow.story);
    expect(await world.violations(person)).toEqual([]);
  }, 120_000);
});

it("a renewal told in any order, before or after the refill job, refills once", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(), { minLength: 1, maxLength: 60 }), async (choices) => {
      const person = await world.signUp();
      await world.subscribe(person, "refill_starter_month");
      await world.deliver();
      await world.advance({ months: 1, hours: 2 });
      await world.deliver((events) => shuffled(events, choices));
      const story = await world.story(person);
      expect(story.slice(-2)).toEqual(["RESET -200 = 0", "GRANT 200 = 200"]);
      expect(story).toHaveLength(5);
      const subscription = await currentSubscription(world.database.prisma, person.userId, world.now());
      expect(subscription).toMatchObject({ status: "ACTIVE", plan: { key: "starter" } });
      await world.cancelAll();
    }),
    { numRuns: 4, interruptAfterTimeLimit: 90_000 },
  );
}, 120_000);

/** Each event one to three times, in an order that `choices` decides. */
function shuffled<Event>(events: Event[], choices: number[]): Event[] {
  const choice = (index: number) => choices[index % choices.length] ?? 0;
  const repeated = events.flatMap((event, index) => Array.from({ length: 1 + (choice(index) % 3) }, () => event));
  return repeated
    .map((event, index) => ({ event, place: choice(index * 7 + 3) * 31 + index * choice(index) }))
    .sort((a, b) => (a.place % 1009) - (b.place % 1009))
    .map(({ event }) => event);
}
