import { expect, test, vi } from "vitest";
import { cancelSubscription } from "@/lib/billing/plans/cancel-subscription";
import { changePlan } from "@/lib/billing/plans/change-plan";
import { compPlan, endCompByAdmin } from "@/lib/billing/plans/comp-plan";
import { applyPlanLimits } from "@/lib/billing/refills/apply-plan-limits";
import { planTerms } from "@/lib/billing/refills/plan-terms";
import { billingWorld, type Person } from "@/lib/billing/testing/world";
import { editPlan } from "@/lib/catalog/edit-plan";
import { planInputOf } from "@/lib/catalog/plan-version";
import { findFreePlan } from "@/lib/catalog/queries";
import type { SpendLimit } from "@/lib/catalog/types";
import { listBudgets } from "@/lib/ledger/budgets/list-budgets";
import { addBudget } from "@/lib/ledger/budgets/manage-budgets";
import { newUser } from "@/lib/ledger/testing/accounts";
import { catalogue } from "@/prisma/catalogue/default";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

const LIMITS: Record<string, SpendLimit[]> = {
  starter: [
    { hours: 5, credits: 20 },
    { hours: 168, credits: 100 },
  ],
  pro: [{ hours: 5, credits: 50 }],
};

const world = await billingWorld({
  ...catalogue,
  plans: catalogue.plans.map((plan) => ({
    ...plan,
    spendLimits: plan.isFree ? [{ hours: 24, credits: 5 }] : (LIMITS[plan.key] ?? []),
  })),
});
const { database, services } = world;
const admin = { userId: await newUser(database) };

/** The limits of the account, which are always those of the plan that applies. */
async function limitsOf({ userId, accountId }: Person) {
  const budgets = await listBudgets(database.sql, accountId, world.now());
  const limits = budgets
    .filter(({ ofPlan }) => ofPlan)
    .map(({ seconds, limit }) => ({ hours: (seconds ?? 0) / 3600, credits: Number(limit) }))
    .sort((a, b) => a.hours - b.hours);
  expect(limits).toEqual((await planTerms(database.prisma, userId, world.now())).spendLimits);
  return limits;
}

const usedOf = async ({ accountId }: Person, seconds: number) =>
  (await listBudgets(database.sql, accountId, world.now())).find((one) => one.seconds === seconds)?.uses[0]?.used;

test("limits follow the plan through subscribing, an upgrade, a downgrade, a cancellation and its end, and what was spent counts under the new ones", async () => {
  const person = await world.signUp();
  expect(await limitsOf(person)).toEqual([{ hours: 24, credits: 5 }]);
  expect(await world.spend(person, 4n)).toMatchObject({ ok: true });
  expect(await world.spend(person, 2n)).toMatchObject({ reason: "budget_exceeded", budget: { ofPlan: true } });

  await world.subscribe(person, "refill_starter_month");
  await world.deliver();
  expect(await limitsOf(person)).toEqual(LIMITS.starter);
  expect(await usedOf(person, 18_000)).toBe(4n);
  expect(await world.spend(person, 16n)).toMatchObject({ ok: true });
  expect(await world.spend(person, 1n)).toMatchObject({ reason: "budget_exceeded", available: 0n });

  const change = (price: string) => changePlan(services, { userId: person.userId, price }, world.now());
  expect(await change("refill_pro_month")).toMatchObject({ status: "changed" });
  // Before any webhook: the change itself brings the limits.
  expect(await limitsOf(person)).toEqual(LIMITS.pro);
  expect(await usedOf(person, 18_000)).toBe(20n);
  expect(await world.spend(person, 30n)).toMatchObject({ ok: true });
  expect(await world.spend(person, 1n)).toMatchObject({ reason: "budget_exceeded" });

  await change("refill_starter_month");
  expect(await limitsOf(person)).toEqual(LIMITS.pro);
  await world.advance({ months: 1, hours: 2 });
  await world.deliver();
  expect(await limitsOf(person)).toEqual(LIMITS.starter);

  await cancelSubscription(services, { userId: person.userId, when: "period_end", by: "user" }, world.now());
  expect(await limitsOf(person)).toEqual(LIMITS.starter);
  await world.advance({ months: 1, hours: 2 });
  await world.deliver();
  expect(await limitsOf(person)).toEqual([{ hours: 24, credits: 5 }]);
  expect(await world.violations()).toEqual([]);
});

test("a plan without limits has none, a plan that an admin gives brings its own for its time, and an owner's budgets stay", async () => {
  const person = await world.signUp();
  const own = { scope: "ACCOUNT", target: null, window: "ROLLING", seconds: 18_000, limit: 90n } as const;
  await addBudget(database.sql, { accountId: person.accountId, actor: "system", ...own }, world.now());
  await world.subscribe(person, "refill_creator_month");
  await world.deliver();
  expect(await limitsOf(person)).toEqual([]);
  const given = await world.signUp();
  const pro = await database.prisma.plan.findUniqueOrThrow({ where: { key: "pro" } });
  const gift = { userId: given.userId, planId: pro.id, months: 1, reason: "A test" };
  expect(await compPlan(database, admin, gift, world.now())).toMatchObject({ ok: true });
  expect(await limitsOf(given)).toEqual(LIMITS.pro);
  await endCompByAdmin(database, admin, { userId: given.userId, reason: "Over" }, world.now());
  expect(await limitsOf(given)).toEqual([{ hours: 24, credits: 5 }]);
  expect(await listBudgets(database.sql, person.accountId, world.now())).toMatchObject([{ ofPlan: false, limit: 90n }]);
});

test("new limits of the free plan reach everyone who is on it, in batches", async () => {
  const people = [await world.signUp(), await world.signUp(), await world.signUp()];
  const free = await findFreePlan(database.prisma);
  if (!free) throw new Error("There is no free plan.");
  const input = { ...planInputOf(free), spendLimits: [{ hours: 1, credits: 3 }] };
  expect(await editPlan(services, admin, { planId: free.id, input }, world.now())).toMatchObject({ ok: true });
  const jobs = () => database.sql`SELECT payload -> 'after' AS after FROM graphile_worker._private_jobs AS job
    JOIN graphile_worker._private_tasks AS task ON task.id = job.task_id WHERE identifier = 'apply_plan_limits'`;
  expect(await jobs()).toHaveLength(1);
  for (let after: string | null = null; ; ) {
    const looked = await applyPlanLimits(database, after, world.now(), 2);
    if (looked < 2) break;
    after = ((await jobs())[0] as { after: string }).after;
  }
  for (const person of people) expect(await limitsOf(person)).toEqual([{ hours: 1, credits: 3 }]);
});
