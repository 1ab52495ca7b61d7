import fc from "fast-check";
import { expect, test } from "vitest";
import { budget } from "@/dev/testing/budget";
import { testDatabase } from "@/dev/testing/database";
import { proveWithin } from "@/dev/testing/prove-within";
import { rebuild, rollUp } from "@/lib/analytics/rollup/roll-up";
import { pays, somePlan, subscriptionOf } from "@/lib/analytics/testing/subscribers";
import { NOON, newUser } from "@/lib/ledger/testing/accounts";

const db = await testDatabase();
const DAY = 86_400_000;
const BEGIN = Date.parse("2026-01-01T00:00:00Z");

type Movement = { at: Date; currency: string; movement: string; cents: bigint; customers: number };
const movements = () => db.sql<Movement>`SELECT * FROM metric_mrr ORDER BY at, currency, movement`;

const change = fc.record({
  user: fc.nat(2),
  /** A user may have a second subscription beside the first, or after it. */
  nth: fc.nat(1),
  at: fc.integer({ min: 0, max: 90 * 24 }).map((hours) => new Date(BEGIN + hours * 3_600_000 + 7 * 60_000)),
  cents: fc.constantFrom(0, 0, 900, 1_900, 2_900),
});
type Change = { user: number; nth: number; at: Date; cents: number };

/** What a user pays at a moment: the last change of each subscription by then. */
function paidAt(changes: readonly Change[], user: number, at: number): number {
  return [0, 1].reduce((sum, nth) => {
    const past = changes.filter((one) => one.user === user && one.nth === nth && one.at.getTime() <= at);
    const last = past.reduce<Change | null>((latest, one) => (latest && latest.at > one.at ? latest : one), null);
    return sum + (last?.cents ?? 0);
  }, 0);
}

/** What each movement is by the definition, one user and one moment at a time. */
function expected(changes: readonly Change[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const user of [0, 1, 2]) {
    const moments = [...new Set(changes.filter((one) => one.user === user).map((one) => one.at.getTime()))].sort(
      (a, b) => a - b,
    );
    let hasPaid = false;
    for (const at of moments) {
      const [before, after] = [paidAt(changes, user, at - 1), paidAt(changes, user, at)];
      const up = before === 0 ? (hasPaid ? "REACTIVATION" : "NEW") : "EXPANSION";
      const name = after > before ? up : after === 0 ? "CHURN" : "CONTRACTION";
      if (after !== before) sums[name] = (sums[name] ?? 0) + after - before;
      hasPaid ||= after > 0;
    }
  }
  return sums;
}

test("movements sum to the change of MRR over every stretch of random lives, in any order of arrival", {
  timeout: 60_000,
}, async () => {
  const { planVersionId } = await somePlan(db);
  const lives = fc.array(change, { minLength: 1, maxLength: 14 });
  const property = fc.asyncProperty(lives, async (arrived) => {
    await db.sql`DELETE FROM subscription_change`;
    await rollUp(db, NOON);
    const users = await Promise.all([0, 1, 2].map(() => newUser(db)));
    const subscriptions = await Promise.all(
      users.map((userId) => Promise.all([0, 1].map(() => subscriptionOf(db, userId, planVersionId)))),
    );
    const known: Change[] = [];
    for (const [index, one] of arrived.entries()) {
      await pays(db, subscriptions[one.user]?.[one.nth] ?? "", one);
      const same = known.findIndex(
        ({ user, nth, at }) => user === one.user && nth === one.nth && at.getTime() === one.at.getTime(),
      );
      if (same >= 0) known.splice(same, 1);
      known.push(one);
      // News of earlier times comes after the first rollup.
      if (index === Math.floor(arrived.length / 2)) await rollUp(db, NOON);
    }
    await rollUp(db, NOON);
    const rows = await movements();

    for (let day = 0; day <= 91; day += 7) {
      const at = BEGIN + day * DAY;
      const moved = rows.filter((row) => row.at.getTime() < at).reduce((sum, row) => sum + Number(row.cents), 0);
      expect(moved).toBe([0, 1, 2].reduce((sum, user) => sum + paidAt(known, user, at - 1), 0));
    }
    const sums: Record<string, number> = {};
    for (const row of rows) sums[row.movement] = (sums[row.movement] ?? 0) + Number(row.cents);
    expect(sums).toEqual(expected(known));
    await rebuild(db, NOON);
    expect(await movements()).toEqual(rows);
  });
  await proveWithin(25_000, property, { numRuns: budget({ daily: 12, full: 100 }) });
});
