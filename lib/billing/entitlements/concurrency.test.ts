import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { budget } from "@/dev/testing/budget";
import { testDatabase } from "@/dev/testing/database";
import { checkEntitlement } from "@/lib/billing/entitlements/check-entitlement";
import { consumeEntitlement } from "@/lib/billing/entitlements/consume-entitlement";
import { releaseEntitlement } from "@/lib/billing/entitlements/release-entitlement";
import { newPlan, onPlan } from "@/lib/billing/entitlements/testing/on-plan";
import { newUser } from "@/lib/ledger/testing/accounts";

const db = await testDatabase(8);
const NOW = new Date("2026-02-10T10:00:00Z");
const LIMIT = 12n;
let plan = "";

beforeAll(async () => {
  plan = await newPlan(db, { exports: Number(LIMIT), imports: 3 });
});

async function subscriber(): Promise<string> {
  const userId = await newUser(db);
  await onPlan(db, userId, plan, NOW);
  return userId;
}

async function usedOf(userId: string): Promise<bigint> {
  const state = await checkEntitlement(db.prisma, { userId, feature: "exports" }, NOW);
  return state.ok ? state.entitlement.used : -1n;
}

test("concurrent uses never exceed the limit, and no accepted use is lost", async () => {
  const quantities = fc.array(fc.bigInt({ min: 1n, max: 6n }), { minLength: 2, maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(quantities, async (uses) => {
      const userId = await subscriber();
      const results = await Promise.all(
        uses.map((quantity) => consumeEntitlement(db, { userId, feature: "exports", quantity }, NOW)),
      );
      const taken = uses.reduce((sum, quantity, index) => (results[index]?.ok ? sum + quantity : sum), 0n);
      expect(taken).toBeLessThanOrEqual(LIMIT);
      expect(await usedOf(userId)).toBe(taken);
      // A refused use could not have fitted in what was left.
      for (const [index, quantity] of uses.entries()) {
        if (!results[index]?.ok) expect(taken + quantity).toBeGreaterThan(LIMIT);
      }
    }),
    { numRuns: budget({ daily: 10, full: 25 }) },
  );
});

test("concurrent uses, retries and releases end in the count that their first results add up to", async () => {
  const step = fc.record({
    verb: fc.constantFrom("use", "use", "release"),
    key: fc.constantFrom("a", "b", "c", "d", "e"),
    times: fc.integer({ min: 1, max: 3 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 8 }), async (steps) => {
      const userId = await subscriber();
      await consumeEntitlement(db, { userId, feature: "exports", quantity: 6n }, NOW);
      const calls = steps.flatMap(({ verb, key, times }) =>
        Array.from({ length: times }, () => {
          const request = { userId, feature: "exports", quantity: 1n, idempotencyKey: key };
          const run = verb === "use" ? consumeEntitlement : releaseEntitlement;
          return run(db, request, NOW).then((result) => ({ verb, key, result }));
        }),
      );
      const answers = await Promise.all(calls);
      const firsts = answers.filter(({ result }) => result.ok && !result.replayed);
      expect(new Set(firsts.map(({ key }) => key)).size).toBe(firsts.length);
      const net = firsts.reduce((sum, { verb }) => sum + (verb === "use" ? 1n : -1n), 6n);
      expect(await usedOf(userId)).toBe(net);
    }),
    { numRuns: budget({ daily: 10, full: 25 }) },
  );
});

test("one key used at the same moment for two features counts one of them", async () => {
  const userId = await subscriber();
  for (let round = 0; round < 10; round++) {
    const idempotencyKey = `round-${round}`;
    const results = await Promise.all(
      ["exports", "imports"].map((feature) => consumeEntitlement(db, { userId, feature, idempotencyKey }, NOW)),
    );
    const reasons = results.map((result) => (result.ok ? "counted" : result.reason)).sort();
    expect([
      ["counted", "idempotency_key_reused"],
      ["idempotency_key_reused", "limit_reached"],
      ["counted", "limit_reached"],
    ]).toContainEqual(reasons);
  }
});
