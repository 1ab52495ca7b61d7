// @module-tag full
import { beforeAll, expect, it, vi } from "vitest";
import { cancelSubscription } from "@/lib/billing/plans/cancel-subscription";
import { changePlan } from "@/lib/billing/plans/change-plan";
import { currentSubscription } from "@/lib/billing/plans/current-subscription";
import { cancelVersionMove } from "@/lib/billing/plans/version-moves/cancel-version-move";
import { listVersionMoves } from "@/lib/billing/plans/version-moves/list-version-moves";
import { previewVersionMove } from "@/lib/billing/plans/version-moves/preview-version-move";
import { runVersionMove } from "@/lib/billing/plans/version-moves/run-version-move";
import { startVersionMove } from "@/lib/billing/plans/version-moves/start-version-move";
import { billingWorld, type Person } from "@/lib/billing/testing/world";
import { editPlan } from "@/lib/catalog/edit-plan";
import { planInputOf } from "@/lib/catalog/plan-version";
import { listPlans } from "@/lib/catalog/queries";

vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 });

const world = await billingWorld();
const { database, services, stripe, now } = world;
const db = database.prisma;
const ADMIN = { userId: null };
const reason = "Costs rose";

async function plan(key: string) {
  const found = (await listPlans(db)).find((one) => one.key === key);
  if (!found) throw new Error(`${key} is not on sale.`);
  return found;
}

/** The next version of a plan, dearer and with more credits. */
async function raise(key: string, amountCents: number, creditsPerMonth: number): Promise<void> {
  const { id, ...current } = await plan(key);
  const prices = { month: amountCents, year: amountCents * 10 };
  const input = { ...planInputOf({ id, ...current }), creditsPerMonth, prices };
  expect(await editPlan(services, ADMIN, { planId: id, input }, now())).toMatchObject({ ok: true, pushed: true });
}

async function subscribed(price: string): Promise<Person> {
  const person = await world.signUp();
  await world.subscribe(person, price);
  await world.deliver();
  return person;
}

async function startMove(key: string): Promise<{ planId: string; moveId: string }> {
  const { id: planId, versionId } = await plan(key);
  const started = await startVersionMove(services, ADMIN, { planId, versionId, reason }, now());
  if (!started.ok) throw new Error(started.reason);
  return { planId, moveId: started.moveId };
}

const progress = async (planId: string) => (await listVersionMoves(database.sql, planId))[0];
const subscription = ({ userId }: Person) => currentSubscription(db, userId, now());
const mailsTo = async ({ userId }: Person) =>
  (await db.mail.findMany({ where: { userId, template: "terms_change" }, orderBy: { id: "asc" } })).map(
    ({ subject }) => subject,
  );

async function lastInvoice({ userId }: Person): Promise<number | undefined> {
  const { stripeCustomerId } = await db.user.findUniqueOrThrow({ where: { id: userId } });
  return (await stripe.invoices.list({ customer: stripeCustomerId ?? "", limit: 1 })).data[0]?.total;
}

async function schedulesOf({ userId }: Person): Promise<number> {
  const { stripeCustomerId } = await db.user.findUniqueOrThrow({ where: { id: userId } });
  const { data } = await stripe.subscriptionSchedules.list({ customer: stripeCustomerId ?? "", limit: 100 });
  return data.length;
}

let people: Record<"stays" | "cancels" | "upgrades" | "yearly" | "ending", Person>;

beforeAll(async () => {
  people = {
    stays: await subscribed("refill_starter_month"),
    cancels: await subscribed("refill_starter_month"),
    upgrades: await subscribed("refill_starter_month"),
    yearly: await subscribed("refill_starter_year"),
    ending: await subscribed("refill_starter_month"),
  };
  const wish = { userId: people.ending.userId, when: "period_end" } as const;
  expect(await cancelSubscription(services, wish, now())).toMatchObject({ ok: true });
  await raise("starter", 2_500, 250);
});

it("moves subscribers at the end of their period, and leaves alone who cancels, changes or ends", async () => {
  const { id: planId } = await plan("starter");
  const preview = await previewVersionMove(database, planId);
  expect(preview).toMatchObject({
    version: 2,
    subscribers: 4,
    groups: [
      {
        subscribers: 3,
        from: { version: 1, amountCents: 2_000, creditsPerMonth: 200n, interval: "MONTH" },
        to: { version: 2, amountCents: 2_500, creditsPerMonth: 250n },
      },
      { subscribers: 1, from: { amountCents: 20_000, interval: "YEAR" }, to: { amountCents: 25_000 } },
    ],
    left: [{ because: "ending", subscribers: 1 }],
  });
  const { moveId } = await startMove("starter");
  const again = { planId, versionId: preview?.versionId ?? "", reason };
  expect(await startVersionMove(services, ADMIN, again, now())).toEqual({ ok: false, reason: "already_moving" });
  const leaves = { userId: people.cancels.userId, when: "period_end" } as const;
  await cancelSubscription(services, leaves, now());

  // In batches, each of which may die and run again.
  expect(await runVersionMove(services, moveId, now(), 2)).toEqual({ handled: 2 });
  await db.versionMoveItem.updateMany({ where: { moveId, state: "SCHEDULED" }, data: { state: "PENDING" } });
  while ((await runVersionMove(services, moveId, now(), 2)).handled > 0);
  expect(await progress(planId)).toMatchObject({ subscribers: 4, pending: 0, scheduled: 3, moved: 0, left: 1 });
  expect(await schedulesOf(people.stays)).toBe(1);
  expect(await mailsTo(people.stays)).toEqual([expect.stringMatching(/^Your Starter plan changes on /)]);
  expect(await mailsTo(people.cancels)).toEqual([]);
  expect(await subscription(people.stays)).toMatchObject({
    price: { amountCents: 2_000 },
    scheduledChange: { plan: { key: "starter" }, price: { amountCents: 2_500 }, monthlyCredits: 250n },
  });

  const { stripePriceId } = await db.price.findFirstOrThrow({ where: { amountCents: 2_000, interval: "MONTH" } });
  expect(await changePlan(services, { userId: people.stays.userId, price: stripePriceId ?? "" }, now())).toEqual({
    ok: false,
    reason: "terms_change",
  });
  // It was active only while Stripe was asked.
  expect((await stripe.prices.retrieve(stripePriceId ?? "")).active).toBe(false);

  const pro = { userId: people.upgrades.userId, price: "refill_pro_month" };
  expect(await changePlan(services, pro, now())).toMatchObject({ status: "changed" });
  await world.deliver();
  await world.spend(people.stays, 150n);
  await world.advance({ months: 1, hours: 2 });
  await world.deliver();
  // The old month's 200 were granted, 150 spent and 50 reset; the new month is charged and granted as the new version.
  expect(await lastInvoice(people.stays)).toBe(2_500);
  expect(await world.available(people.stays)).toBe(250n);
  expect((await world.story(people.stays)).slice(-4)).toEqual([
    "GRANT 200 = 200",
    "USAGE -150 = 50",
    "RESET -50 = 0",
    "GRANT 250 = 250",
  ]);
  expect(await lastInvoice(people.upgrades)).toBe(3_900);
  expect(await world.available(people.upgrades)).toBe(400n);
  expect(await world.available(people.cancels)).toBe(50n);
  // The year that was paid goes on with its credits.
  expect(await world.available(people.yearly)).toBe(200n);
  expect(await progress(planId)).toMatchObject({ scheduled: 1, moved: 1, left: 2 });
  expect(await previewVersionMove(database, planId)).toMatchObject({ subscribers: 0, left: [{ because: "changing" }] });
  expect(await world.violations()).toEqual([]);
});

it("can be canceled until it happens: schedules are released, people are told, and the old price is charged", {
  tags: ["full"],
}, async () => {
  const [person, other] = [await subscribed("refill_creator_month"), await subscribed("refill_creator_month")];
  await raise("creator", 10_900, 1_100);
  // A subscriber of an older version, whose price is archived in Stripe, can change as before.
  const downgrade = { userId: other.userId, price: "refill_pro_month" };
  expect(await changePlan(services, downgrade, now())).toMatchObject({ status: "scheduled" });
  const { planId, moveId } = await startMove("creator");
  await runVersionMove(services, moveId, now());
  expect(await subscription(person)).toMatchObject({ scheduledChange: { price: { amountCents: 10_900 } } });
  for (const _again of [1, 2]) {
    expect(await cancelVersionMove(services, ADMIN, { moveId, reason: "A mistake" }, now())).toEqual({ ok: true });
    await runVersionMove(services, moveId, now());
  }
  expect(await subscription(person)).toMatchObject({ scheduledChange: null });
  expect(await mailsTo(person)).toEqual([
    expect.stringMatching(/^Your Creator plan changes on /),
    "Your Creator plan stays as it is",
  ]);
  expect(await progress(planId)).toMatchObject({ scheduled: 0, stay: 1, canceledAt: expect.any(Date) });
  const acts = await db.auditLog.findMany({ where: { targetId: planId, action: { startsWith: "plan.move" } } });
  expect(acts.map(({ action, reason: why }) => [action, why])).toEqual([
    ["plan.move_started", reason],
    ["plan.move_canceled", "A mistake"],
  ]);
  await world.advance({ months: 1, hours: 2 });
  await world.deliver();
  expect(await lastInvoice(person)).toBe(9_900);
  expect(await world.available(person)).toBe(1_000n);
  expect(await world.violations(person)).toEqual([]);
});

it("is refused for another version than the one on sale, and when nobody would move", async () => {
  const { id: planId, versionId } = await plan("ultimate");
  expect(await previewVersionMove(database, planId)).toBeNull();
  const wish = { planId, versionId, reason };
  expect(await startVersionMove(services, ADMIN, wish, now())).toEqual({ ok: false, reason: "nobody_to_move" });
  await raise("ultimate", 21_000, 2_100);
  expect(await startVersionMove(services, ADMIN, wish, now())).toEqual({ ok: false, reason: "changed_meanwhile" });
});
