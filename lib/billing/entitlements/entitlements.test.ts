import { beforeAll, describe, expect, test } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { checkEntitlement } from "@/lib/billing/entitlements/check-entitlement";
import { consumeEntitlement } from "@/lib/billing/entitlements/consume-entitlement";
import { listEntitlements } from "@/lib/billing/entitlements/list-entitlements";
import { releaseEntitlement } from "@/lib/billing/entitlements/release-entitlement";
import { newPlan, onPlan } from "@/lib/billing/entitlements/testing/on-plan";
import { newUser } from "@/lib/ledger/testing/accounts";

const db = await testDatabase();
const BEGIN = new Date("2026-01-31T10:00:00Z");
const at = (text: string) => new Date(text);
const LATER = at("2026-02-10T10:00:00Z");

let free = "";
let small = "";
let large = "";

beforeAll(async () => {
  await db.prisma.feature.createMany({
    data: [
      { key: "workflows", name: "Workflows", per: "STANDING", sortOrder: 0 },
      { key: "exports", name: "Exports", per: "WINDOW", sortOrder: 1 },
    ],
  });
  free = await newPlan(db, { workflows: 1 }, true);
  small = await newPlan(db, { workflows: 3, exports: 2 });
  large = await newPlan(db, { workflows: null, exports: 5, max_team_seats: 4 });
});

async function subscriber(plan = small, state: Parameters<typeof onPlan>[4] = {}) {
  const userId = await newUser(db);
  await onPlan(db, userId, free, BEGIN, { stripeSubscriptionId: null, status: "PAUSED" });
  const subscriptionId = await onPlan(db, userId, plan, BEGIN, state);
  return { userId, subscriptionId };
}

const take = (userId: string, feature: string, quantity = 1n, now = LATER, idempotencyKey: string | null = null) =>
  consumeEntitlement(db, { userId, feature, quantity, idempotencyKey }, now);
const giveBack = (userId: string, feature: string, quantity = 1n, now = LATER, idempotencyKey: string | null = null) =>
  releaseEntitlement(db, { userId, feature, quantity, idempotencyKey }, now);
const limitsAt = async (userId: string, now: Date) =>
  Object.fromEntries((await listEntitlements(db.prisma, { userId }, now)).map((one) => [one.feature, one.limit]));

describe("what a plan allows", () => {
  test("can be used up to its limit and no further", async () => {
    const { userId } = await subscriber();
    expect(await take(userId, "workflows", 2n)).toMatchObject({ ok: true, limit: 3n, used: 2n, remaining: 1n });
    expect(await take(userId, "workflows", 2n)).toEqual({
      ok: false,
      reason: "limit_reached",
      limit: 3n,
      used: 2n,
      quantity: 2n,
    });
    expect(await take(userId, "workflows")).toMatchObject({ ok: true, used: 3n, remaining: 0n });
    expect(await checkEntitlement(db.prisma, { userId, feature: "workflows" }, LATER)).toMatchObject({
      ok: true,
      allowed: false,
      entitlement: { used: 3n, remaining: 0n, resetsAt: null },
    });
  });

  test("without a limit is counted and never refused", async () => {
    const { userId } = await subscriber(large);
    expect(await take(userId, "workflows", 1_000_000n)).toMatchObject({ ok: true, limit: null, remaining: null });
    expect(await take(userId, "workflows", 1n)).toMatchObject({ used: 1_000_001n });
  });

  test("is nothing for a feature that the plan does not name", async () => {
    const userId = await newUser(db);
    await onPlan(db, userId, free, BEGIN, { stripeSubscriptionId: null });
    expect(await take(userId, "exports")).toMatchObject({ reason: "limit_reached", limit: 0n, used: 0n });
  });

  test("does not include an unknown feature, which is refused by name", async () => {
    const { userId } = await subscriber();
    expect(await take(userId, "dragons")).toEqual({ ok: false, reason: "unknown_feature" });
    expect(await giveBack(userId, "toString")).toEqual({ ok: false, reason: "unknown_feature" });
    expect(await checkEntitlement(db.prisma, { userId, feature: "dragons" }, LATER)).toMatchObject({ ok: false });
  });

  test("lists every feature on sale, named ones first, and an admin's own by its key", async () => {
    const { userId } = await subscriber(large);
    expect(await listEntitlements(db.prisma, { userId }, LATER)).toMatchObject([
      { feature: "workflows", name: "Workflows", per: "standing", limit: null, remaining: null, resetsAt: null },
      { feature: "exports", name: "Exports", per: "window", limit: 5n, remaining: 5n },
      { feature: "max_team_seats", name: "Max team seats", per: "window", limit: 4n },
    ]);
  });
});

describe("counting", () => {
  test("by window restarts with each refill window, with month ends clamped", async () => {
    const { userId } = await subscriber();
    await take(userId, "exports", 2n, at("2026-02-28T09:59:59Z"));
    const first = await checkEntitlement(db.prisma, { userId, feature: "exports" }, at("2026-02-28T09:59:59Z"));
    expect(first).toMatchObject({ allowed: false, entitlement: { used: 2n, resetsAt: at("2026-02-28T10:00:00Z") } });
    const second = await checkEntitlement(db.prisma, { userId, feature: "exports" }, at("2026-02-28T10:00:00Z"));
    expect(second).toMatchObject({ allowed: true, entitlement: { used: 0n, resetsAt: at("2026-03-31T10:00:00Z") } });
  });

  test("of current use continues through refills, and releasing makes room", async () => {
    const { userId } = await subscriber();
    await take(userId, "workflows", 3n);
    const monthLater = at("2026-03-10T10:00:00Z");
    expect(await take(userId, "workflows", 1n, monthLater)).toMatchObject({ reason: "limit_reached" });
    expect(await giveBack(userId, "workflows", 1n, monthLater)).toMatchObject({ ok: true, used: 2n, remaining: 1n });
    expect(await take(userId, "workflows", 1n, monthLater)).toMatchObject({ ok: true, used: 3n });
  });

  test("never falls below zero, whatever is released", async () => {
    const { userId } = await subscriber();
    await take(userId, "workflows", 1n);
    expect(await giveBack(userId, "workflows", 5n)).toMatchObject({ ok: true, used: 0n, remaining: 3n });
  });

  test("survives a plan change within the window; after a downgrade nothing more is allowed until there is room", async () => {
    const { userId, subscriptionId } = await subscriber(large);
    await take(userId, "exports", 4n);
    await db.prisma.subscription.update({ where: { id: subscriptionId }, data: { planVersionId: small } });
    expect(await checkEntitlement(db.prisma, { userId, feature: "exports" }, LATER)).toMatchObject({
      allowed: false,
      entitlement: { limit: 2n, used: 4n, remaining: 0n },
    });
    await db.prisma.subscription.update({ where: { id: subscriptionId }, data: { planVersionId: large } });
    expect(await take(userId, "exports", 2n)).toMatchObject({ reason: "limit_reached", used: 4n });
    expect(await take(userId, "exports", 1n)).toMatchObject({ ok: true, used: 5n });
  });

  test("of a trial has a window of its own", async () => {
    const trialEndsAt = at("2026-02-14T10:00:00Z");
    const { userId } = await subscriber(small, {
      status: "TRIALING",
      trialEndsAt,
      anchorAt: trialEndsAt,
      currentPeriodStart: BEGIN,
    });
    await take(userId, "exports", 2n);
    const trial = await checkEntitlement(db.prisma, { userId, feature: "exports" }, LATER);
    expect(trial).toMatchObject({ allowed: false, entitlement: { resetsAt: trialEndsAt } });
    const after = await checkEntitlement(db.prisma, { userId, feature: "exports" }, trialEndsAt);
    expect(after).toMatchObject({ allowed: true, entitlement: { resetsAt: at("2026-03-14T10:00:00Z") } });
  });
});

describe("which plan counts", () => {
  const paidThrough = at("2026-02-09T10:00:00Z");
  const graceEnds = at("2026-02-12T10:00:00Z");

  test.each(["ACTIVE", "TRIALING"] as const)("%s has the paid plan's limits", async (status) => {
    expect(await limitsAt((await subscriber(small, { status })).userId, LATER)).toMatchObject({ workflows: 3n });
  });

  test.each(["UNPAID", "PAUSED", "UNKNOWN", "CANCELED", "INCOMPLETE", "INCOMPLETE_EXPIRED"] as const)(
    "%s has the free plan's limits",
    async (status) => {
      const limits = await limitsAt((await subscriber(small, { status })).userId, LATER);
      expect(limits).toEqual({ workflows: 1n, exports: 0n, max_team_seats: 0n });
    },
  );

  test("PAST_DUE keeps the paid plan's limits until the grace period ends", async () => {
    const { userId } = await subscriber(small, { status: "PAST_DUE", paidThrough });
    expect(await limitsAt(userId, new Date(graceEnds.getTime() - 1))).toMatchObject({ workflows: 3n });
    expect(await limitsAt(userId, graceEnds)).toMatchObject({ workflows: 1n });
    const never = await subscriber(small, { status: "PAST_DUE" });
    expect(await limitsAt(never.userId, LATER)).toMatchObject({ workflows: 1n });
  });

  test("a duplicate that lost its race gives nothing", async () => {
    const { userId } = await subscriber(large, { duplicate: true });
    expect(await limitsAt(userId, LATER)).toMatchObject({ workflows: 1n });
  });

  test("the free plan is the current version, also for users who came before it", async () => {
    const userId = await newUser(db);
    const older = await newPlan(db, { workflows: 7 }, true);
    await onPlan(db, userId, older, BEGIN, { stripeSubscriptionId: null });
    const version = await db.prisma.planVersion.findUniqueOrThrow({ where: { id: older } });
    const { id: _, createdAt: _at, features: _features, spendLimits: _limits, ...same } = version;
    await db.prisma.planVersion.create({ data: { ...same, version: 2, limits: { workflows: 9 } } });
    await db.prisma.plan.update({ where: { id: version.planId }, data: { currentVersion: 2, archivedAt: BEGIN } });
    expect(await limitsAt(userId, LATER)).toMatchObject({ workflows: 9n });
  });

  test("a user without any subscription has the free plan's limits, in months from their sign-up", async () => {
    const userId = await newUser(db);
    const now = new Date(Date.now() + 1_000);
    expect(await limitsAt(userId, now)).toMatchObject({ workflows: 1n });
  });
});

describe("an idempotency key", () => {
  test("counts once and returns its first result, whatever has been used or the plan has become since", async () => {
    const { userId, subscriptionId } = await subscriber();
    const first = await take(userId, "workflows", 2n, LATER, "job-1");
    await take(userId, "workflows", 1n);
    await db.prisma.subscription.update({ where: { id: subscriptionId }, data: { planVersionId: large } });
    expect(await take(userId, "workflows", 2n, LATER, "job-1")).toEqual({ ...first, replayed: true });
    expect(await take(userId, "workflows", 2n, at("2026-05-01T00:00:00Z"), "job-1")).toEqual({
      ...first,
      replayed: true,
    });
    const state = await checkEntitlement(db.prisma, { userId, feature: "workflows" }, LATER);
    expect(state).toMatchObject({ entitlement: { used: 3n } });
  });

  test("releases once", async () => {
    const { userId } = await subscriber();
    await take(userId, "workflows", 3n);
    const first = await giveBack(userId, "workflows", 1n, LATER, "gone-1");
    expect(await giveBack(userId, "workflows", 1n, LATER, "gone-1")).toEqual({ ...first, replayed: true });
    expect(await checkEntitlement(db.prisma, { userId, feature: "workflows" }, LATER)).toMatchObject({
      entitlement: { used: 2n },
    });
  });

  test("is refused for another quantity, feature or verb", async () => {
    const { userId } = await subscriber();
    await take(userId, "workflows", 1n, LATER, "job");
    const reused = { ok: false, reason: "idempotency_key_reused" };
    expect(await take(userId, "workflows", 2n, LATER, "job")).toEqual(reused);
    expect(await take(userId, "exports", 1n, LATER, "job")).toEqual(reused);
    expect(await giveBack(userId, "workflows", 1n, LATER, "job")).toEqual(reused);
    const other = await subscriber();
    expect(await take(other.userId, "workflows", 2n, LATER, "job")).toMatchObject({ ok: true, replayed: false });
  });

  test("of a refused use is free again: after an upgrade the same request succeeds", async () => {
    const { userId, subscriptionId } = await subscriber();
    expect(await take(userId, "exports", 5n, LATER, "big")).toMatchObject({ reason: "limit_reached" });
    await db.prisma.subscription.update({ where: { id: subscriptionId }, data: { planVersionId: large } });
    expect(await take(userId, "exports", 5n, LATER, "big")).toMatchObject({ ok: true, replayed: false, used: 5n });
  });
});

test("an invalid quantity is a bug of the caller", async () => {
  const { userId } = await subscriber();
  for (const quantity of [0n, -1n, 1_000_000_001n]) await expect(take(userId, "workflows", quantity)).rejects.toThrow();
});
