import fc from "fast-check";
import { expect, test } from "vitest";
import { cheapestPacks, type PackOffer, type PacksToBuy } from "@/lib/catalog/cheapest-packs";
import { type PlanOffer, rankPlans } from "@/lib/catalog/cheapest-plan";

type Sum = { cents: bigint; count: bigint; credits: bigint };

const sumOf = (packs: PacksToBuy<PackOffer>): Sum =>
  packs.reduce(
    (sum, { pack, count }) => ({
      cents: sum.cents + BigInt(pack.amountCents) * count,
      count: sum.count + count,
      credits: sum.credits + pack.credits * count,
    }),
    { cents: 0n, count: 0n, credits: 0n },
  );

const isLess = (a: Sum, b: Sum) => a.cents < b.cents || (a.cents === b.cents && a.count < b.count);

/** Tries every number of every pack that could be needed. */
function bruteForce(packs: readonly PackOffer[], needed: bigint): Sum | null {
  const [first, ...others] = packs;
  if (needed <= 0n) return { cents: 0n, count: 0n, credits: 0n };
  if (!first) return null;
  let best: Sum | null = null;
  for (let count = 0n; (count - 1n) * first.credits < needed; count++) {
    const rest = bruteForce(others, needed - count * first.credits);
    if (!rest) continue;
    const all = {
      cents: rest.cents + BigInt(first.amountCents) * count,
      count: rest.count + count,
      credits: rest.credits + first.credits * count,
    };
    if (!best || isLess(all, best)) best = all;
  }
  return best;
}

const pack = fc.record({ credits: fc.bigInt({ min: 1n, max: 24n }), amountCents: fc.integer({ min: 1, max: 30 }) });
const packs = fc.array(pack, { minLength: 1, maxLength: 3 });
const plan = fc.record({
  creditsPerMonth: fc.bigInt({ min: 0n, max: 12n }),
  interval: fc.constantFrom("MONTH" as const, "YEAR" as const),
  amountCents: fc.integer({ min: 0, max: 200 }),
});

test("packs cost as little as any number of any of them, and of equals they are the fewest", () => {
  fc.assert(
    fc.property(packs, fc.bigInt({ min: 0n, max: 120n }), (offered, needed) => {
      const found = cheapestPacks(offered, needed);
      const expected = bruteForce(offered, needed);
      const { cents, count, credits } = sumOf(found ?? []);
      expect({ cents, count }).toEqual({ cents: expected?.cents, count: expected?.count });
      expect(credits).toBeGreaterThanOrEqual(needed);
    }),
    { numRuns: 500 },
  );
});

test("many credits take the same packs as a table of every smaller number finds", () => {
  fc.assert(
    fc.property(packs, fc.bigInt({ min: 2_000n, max: 6_000n }), (offered, needed) => {
      const table: Sum[] = [{ cents: 0n, count: 0n, credits: 0n }];
      for (let credits = 1; credits <= needed; credits++) {
        const ways = offered.map((one) => {
          const rest = table[Math.max(0, credits - Number(one.credits))] as Sum;
          return { cents: rest.cents + BigInt(one.amountCents), count: rest.count + 1n, credits: 0n };
        });
        table.push(ways.reduce((best, way) => (isLess(way, best) ? way : best)));
      }
      const { cents, count } = sumOf(cheapestPacks(offered, needed) ?? []);
      const best = table[Number(needed)];
      expect({ cents, count }).toEqual({ cents: best?.cents, count: best?.count });
    }),
    { numRuns: 60 },
  );
});

test("the first plan is the cheapest of all plans with all packs over a year, and ties keep the order", () => {
  fc.assert(
    fc.property(
      fc.array(plan, { minLength: 1, maxLength: 4 }),
      packs,
      fc.bigInt({ min: 0n, max: 16n }),
      (plans, offered, month) => {
        const sums = plans.map((one) => {
          const lacking = month > one.creditsPerMonth ? (month - one.creditsPerMonth) * 12n : 0n;
          const bought = bruteForce(offered, lacking) as Sum;
          const months = one.interval === "MONTH" ? 12n : 1n;
          return { plan: one, ...bought, cents: bought.cents + BigInt(one.amountCents) * months };
        });
        const best = sums.reduce((one, other) => (isLess(other, one) ? other : one));
        const [first] = rankPlans<PlanOffer, PackOffer>(month, { plans, packs: offered });
        expect(first?.plan).toBe(best.plan);
        expect(first?.yearCents).toBe(best.cents);
        expect((first?.planCents ?? 0n) + (first?.packCents ?? 0n)).toBe(best.cents);
      },
    ),
    { numRuns: 100 },
  );
});

test("sizes with nothing in common and any number of credits take a moment, and the packs suffice", () => {
  const offered = [
    { credits: 999_983n, amountCents: 9_999 },
    { credits: 1_000_003n, amountCents: 10_000 },
    { credits: 7n, amountCents: 1 },
  ];
  const needed = 12_000_000_000_000_000n;
  const { credits } = sumOf(cheapestPacks(offered, needed) ?? []);
  expect(credits).toBeGreaterThanOrEqual(needed);
});

test("without packs, plans that are too small are left out", () => {
  const plans: PlanOffer[] = [
    { creditsPerMonth: 50n, interval: "MONTH", amountCents: 0 },
    { creditsPerMonth: 400n, interval: "MONTH", amountCents: 3_900 },
  ];
  expect(rankPlans(100n, { plans, packs: [] }).map((one) => one.plan)).toEqual([plans[1]]);
  expect(rankPlans(500n, { plans, packs: [] })).toEqual([]);
});

test("what remains of a pack serves the next months: 500 credits a month on 400 are three packs a year", () => {
  const pro: PlanOffer = { creditsPerMonth: 400n, interval: "MONTH", amountCents: 3_900 };
  const offered: PackOffer[] = [{ credits: 500n, amountCents: 6_000 }];
  expect(rankPlans(500n, { plans: [pro, null], packs: offered })).toEqual([
    {
      plan: pro,
      planCents: 46_800n,
      packs: [{ pack: offered[0], count: 3n }],
      packCents: 18_000n,
      yearCents: 64_800n,
      leftOver: 300n,
    },
    {
      plan: null,
      planCents: 0n,
      packs: [{ pack: offered[0], count: 12n }],
      packCents: 72_000n,
      yearCents: 72_000n,
      leftOver: 0n,
    },
  ]);
});
