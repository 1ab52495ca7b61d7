// @module-tag full
import { expect, test, vi } from "vitest";
import { cancelSubscription } from "@/lib/billing/plans/cancel-subscription";
import { currentSubscription } from "@/lib/billing/plans/current-subscription";
import { cancelByAdmin, changeByAdmin, resumeByAdmin } from "@/lib/billing/plans/plan-by-admin";
import { billingWorld } from "@/lib/billing/testing/world";
import { env } from "@/lib/env";

// Each step takes Stripe through several requests.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const world = await billingWorld();
const { database, services } = world;
const actor = { userId: null, requestId: "request-1" };

test("an admin changes, cancels and resumes a plan, each on record with its reason; a refusal is not", async () => {
  const person = await world.signUp();
  const { userId } = person;
  const records = () =>
    database.prisma.auditLog.findMany({
      where: { targetId: userId, action: { startsWith: "subscription." } },
      orderBy: { id: "asc" },
    });
  const reason = "A ticket";
  const cancel = () => cancelByAdmin(services, actor, { userId, reason, when: "period_end" }, world.now());
  expect(await resumeByAdmin(services, actor, { userId, reason }, world.now())).toMatchObject({ ok: false });
  expect(await records()).toEqual([]);

  await world.subscribe(person, "refill_starter_month");
  await world.deliver();
  const price = "refill_creator_month";
  const terms = { plan: "Creator", interval: "MONTH", amountCents: 9_900, currency: "usd" };
  expect(await changeByAdmin(services, actor, { userId, reason, price }, world.now())).toMatchObject({ ok: true });
  expect(await cancel()).toMatchObject({ ok: true, status: "scheduled" });
  expect(await resumeByAdmin(services, actor, { userId, reason }, world.now())).toMatchObject({ ok: true });
  expect(await currentSubscription(database.prisma, userId, world.now())).toMatchObject({
    plan: { key: "creator" },
    endsAt: null,
  });
  expect(await records()).toMatchObject([
    {
      ...{ action: "subscription.changed", reason, requestId: "request-1" },
      before: { plan: "Starter", amountCents: expect.any(Number), currency: "usd" },
      after: { status: "changed", price, ...terms },
    },
    {
      action: "subscription.canceled",
      reason,
      before: { plan: "Creator", status: "ACTIVE", endsAt: null },
      after: { plan: "Creator", status: "scheduled", endsAt: expect.any(String) },
    },
    {
      action: "subscription.resumed",
      reason,
      before: { plan: "Creator", endsAt: expect.any(String) },
      after: { status: "resumed", endsAt: null },
    },
  ]);
  await world.deliver();
  expect(await world.violations()).toEqual([]);
});

test("an admin ends a plan at once also where users may not, and what was so before is not recorded again", async () => {
  const person = await world.signUp();
  const { userId } = person;
  await world.subscribe(person, "refill_starter_month");
  await world.deliver();
  const request = { userId, reason: "A ticket" };
  const cancel = (when: "now" | "period_end") => cancelByAdmin(services, actor, { ...request, when }, world.now());
  expect(await resumeByAdmin(services, actor, request, world.now())).toMatchObject({ ok: true });
  for (const _again of [1, 2]) expect(await cancel("period_end")).toMatchObject({ ok: true, status: "scheduled" });
  const settings = env();
  settings.CANCEL_NOW = false;
  for (const _again of [1, 2]) expect(await cancel("now")).toMatchObject({ ok: true, status: "ended" });
  expect(await cancelSubscription(services, { userId, when: "now" }, world.now())).toMatchObject({ ok: false });
  settings.CANCEL_NOW = true;
  const records = await database.prisma.auditLog.findMany({
    where: { targetId: userId, action: { startsWith: "subscription." } },
    orderBy: { id: "asc" },
  });
  expect(records.map(({ after }) => (after as { status: string }).status)).toEqual(["scheduled", "ended"]);
});
