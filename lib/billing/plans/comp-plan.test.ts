import fc from "fast-check";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { budget, isFullRun } from "@/dev/testing/budget";
import { proveWithin } from "@/dev/testing/prove-within";
import { checkEntitlement } from "@/lib/billing/entitlements/check-entitlement";
import { compPlan, endCompByAdmin, MOST_COMP_MONTHS } from "@/lib/billing/plans/comp-plan";
import { currentSubscription } from "@/lib/billing/plans/current-subscription";
import { listBillingEvents } from "@/lib/billing/queries";
import { refillDue } from "@/lib/billing/refills/refill-due";
import { billingWorld, type Person } from "@/lib/billing/testing/world";
import { addMonths } from "@/lib/time";

// Each story takes Stripe through months.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 60_000 });

const world = await billingWorld();
const { database } = world;
const db = database.prisma;
const actor = { userId: null, requestId: "request-1" };
const FREE = 50n;
const CREATOR = 1_000n;
const plans: Record<string, string> = {};

beforeAll(async () => {
  for (const { id, key } of await db.plan.findMany()) plans[key] = id;
});

const comp = (person: Person, months: number, key = "creator", at = world.now()) => {
  const wish = { userId: person.userId, planId: plans[key] ?? "", months, reason: "A friend of the house" };
  return compPlan(database, actor, wish, at);
};
const end = (person: Person) =>
  endCompByAdmin(database, actor, { userId: person.userId, reason: "Not any more" }, world.now());
const pay = async (person: Person) => {
  if ((await current(person))?.price == null) await world.subscribe(person, "refill_starter_month");
};
const current = (person: Person) => currentSubscription(db, person.userId, world.now());
const planOf = async (person: Person) => (await current(person))?.plan.key;
const records = (person: Person) =>
  db.auditLog.findMany({
    where: { targetId: person.userId, action: { startsWith: "plan.given" } },
    orderBy: { id: "asc" },
  });

describe("a plan that an admin gives", () => {
  test("has its credits each month, its limits, a line in the history and a record, and ends in the free plan", async () => {
    const person = await world.signUp();
    const start = world.now();
    expect(await comp(person, 2)).toEqual({ ok: true, until: addMonths(start, 2), credits: CREATOR });
    expect(await world.available(person)).toBe(FREE + CREATOR);
    const until = addMonths(start, 2);
    expect(await current(person)).toMatchObject({
      plan: { key: "creator", isFree: false },
      price: null,
      freeUntil: until,
      endsAt: until,
      nextRefill: { at: addMonths(start, 1), credits: CREATOR },
    });
    expect(await records(person)).toMatchObject([
      { action: "plan.given", reason: "A friend of the house", after: { plan: "creator", months: 2 } },
    ]);
    const limits = await db.planVersion.findFirstOrThrow({ where: { plan: { key: "creator" } } });
    const [feature, limit] = Object.entries(limits.limits as Record<string, number>)[0] ?? [];
    const check = await checkEntitlement(db, { userId: person.userId, feature: feature ?? "" }, world.now());
    expect(check).toMatchObject({ entitlement: { limit: BigInt(limit ?? 0) } });

    // The free plan's credits last until its grace period is over, and it waits.
    await world.advance({ months: 1, hours: 96 });
    expect(await planOf(person)).toBe("creator");
    expect(await world.available(person)).toBe(CREATOR);
    await world.advance({ months: 1 });
    expect(await planOf(person)).toBe("free");
    expect(await world.available(person)).toBe(FREE);
    const events = await listBillingEvents(db, person.userId, { limit: 20 });
    expect(events.data.map(({ type }) => type)).toEqual(expect.arrayContaining(["plan_given", "given_plan_ended"]));
    const mails = await db.mail.findMany({ where: { userId: person.userId, template: "plan_ended" } });
    expect(mails.map(({ subject }) => subject)).toEqual(["Your Creator plan has ended"]);
    expect(await world.violations(person)).toEqual([]);
  });

  test("gives way to a plan that is paid for, which grants what it grants everyone, and does not come back", {
    tags: ["full"],
  }, async () => {
    const person = await world.signUp();
    await comp(person, 3, "starter");
    await world.advance({ hours: 48 });
    await world.subscribe(person, "refill_creator_month");
    await world.deliver();
    expect(await current(person)).toMatchObject({
      plan: { key: "creator" },
      price: { interval: "MONTH" },
      freeUntil: null,
    });
    const bought = (await world.available(person)) ?? 0n;
    const other = await world.signUp();
    await world.subscribe(other, "refill_creator_month");
    await world.deliver();
    expect(bought).toBe(await world.available(other));
    await world.cancelAll();
    expect(await planOf(person)).toBe("free");
    await world.advance({ months: 2 });
    expect(await planOf(person)).toBe("free");
    expect(await world.violations(person)).toEqual([]);
  });

  test("can be ended by an admin, with its credits, on record and once", async () => {
    const person = await world.signUp();
    await comp(person, 6);
    await world.spend(person, 10n);
    expect(await end(person)).toEqual({ ok: true });
    expect(await end(person)).toEqual({ ok: false, reason: "nothing_given" });
    expect(await planOf(person)).toBe("free");
    expect(await world.available(person)).toBeLessThanOrEqual(FREE);
    expect((await records(person)).map(({ action }) => action)).toEqual(["plan.given", "plan.given_ended"]);
  });

  test("is refused beside a paid or given plan, and for what is no plan to give, without a trace", async () => {
    const person = await world.signUp();
    expect(await comp(person, 0)).toEqual({ ok: false, reason: "invalid_months" });
    expect(await comp(person, MOST_COMP_MONTHS + 1)).toEqual({ ok: false, reason: "invalid_months" });
    expect(await comp(person, 1, "free")).toEqual({ ok: false, reason: "unknown_plan" });
    const nobody = { userId: "01936d3e-0000-7000-8000-000000000000", accountId: "" };
    expect(await comp(nobody, 1)).toEqual({ ok: false, reason: "unknown_user" });
    expect(await records(person)).toEqual([]);
    const at = world.now();
    const twice = await Promise.all([comp(person, 1, "creator", at), comp(person, 1, "creator", at)]);
    expect(twice.map((one) => (one.ok ? "given" : one.reason)).sort()).toEqual(["already_given", "given"]);
    expect(await world.available(person)).toBe(FREE + CREATOR);
    const payer = await world.signUp();
    await world.subscribe(payer, "refill_starter_month");
    await world.deliver();
    expect(await comp(payer, 1)).toEqual({ ok: false, reason: "already_subscribed" });
    await world.cancelAll();
  });

  test("counts as no revenue: it has no price, no payment and no change of what they pay", async () => {
    const person = await world.signUp();
    await comp(person, 1);
    expect(await db.payment.count({ where: { userId: person.userId } })).toBe(0);
    expect(await db.subscriptionChange.count({ where: { subscription: { userId: person.userId } } })).toBe(0);
    const lots = await db.creditLot.findMany({ where: { accountId: person.accountId, origin: "GIVEN" } });
    expect(lots).toMatchObject([{ amount: CREATOR, amountCents: null }]);
  });
});

test("random lives with given plans never grant a month twice, and end in one plan", async () => {
  const step = fc.oneof(
    fc.record({
      kind: fc.constant("comp" as const),
      months: fc.integer({ min: 1, max: 3 }),
      plan: fc.constantFrom("starter", "creator"),
    }),
    fc.constant({ kind: "end" as const }),
    fc.record({ kind: fc.constant("wait" as const), days: fc.integer({ min: 1, max: 40 }) }),
    fc.constant({ kind: "refill" as const }),
    // These take Stripe through each month.
    ...(isFullRun ? [fc.constant({ kind: "pay" as const }), fc.constant({ kind: "leave" as const })] : []),
  );
  const property = fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 8 }), async (steps) => {
    const person = await world.signUp();
    for (const one of steps) {
      if (one.kind === "comp") await comp(person, one.months, one.plan);
      else if (one.kind === "end") await end(person);
      else if (one.kind === "wait") await world.advance({ hours: 24 * one.days });
      else if (one.kind === "leave") await world.cancelAll();
      else if (one.kind === "pay") await pay(person);
      else await Promise.all([refillDue(database, world.now()), refillDue(database, world.now())]);
      if (isFullRun) await world.deliver();
      const subscriptions = await db.subscription.findMany({ where: { userId: person.userId } });
      const live = subscriptions.filter(({ status }) => status === "ACTIVE");
      expect(live).toHaveLength(1);
      for (const { id, compUntil, createdAt, anchorAt } of subscriptions) {
        const lots = await db.creditLot.findMany({ where: { subscriptionId: id } });
        const starts = lots.map(({ windowStart }) => windowStart?.getTime());
        expect(new Set(starts).size).toBe(starts.length);
        if (compUntil === null) continue;
        // No window begins after its end, and none before it was given.
        for (const start of starts) {
          expect(start).toBeGreaterThanOrEqual(anchorAt.getTime());
          expect(start).toBeLessThan(compUntil.getTime());
        }
        expect(createdAt.getTime()).toBeLessThanOrEqual(world.now().getTime());
      }
    }
    if (isFullRun) await world.cancelAll();
    expect(await world.violations(person)).toEqual([]);
  });
  await proveWithin(25_000, property, { numRuns: budget({ daily: 3, full: 40 }) });
});
