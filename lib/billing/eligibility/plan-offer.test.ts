import { expect, test } from "vitest";
import { planOffer } from "@/lib/billing/eligibility/plan-offer";
import { currentSubscription } from "@/lib/billing/plans/current-subscription";
import { billingWorld, type Person } from "@/lib/billing/testing/world";

const world = await billingWorld();
const db = world.database.prisma;

async function offer({ userId }: Person, trialDays: number) {
  const subscription = await currentSubscription(db, userId, world.now());
  return planOffer(db, userId, { plan: { trialDays }, subscription });
}

test("a plan is offered with its trial once, only to a verified address, and to no subscriber", {
  tags: ["full"],
}, async () => {
  const person = await world.signUp();
  expect(await offer(person, 7)).toEqual({ state: "open", withTrial: true });
  expect(await offer(person, 0)).toEqual({ state: "open", withTrial: false });
  await db.user.update({ where: { id: person.userId }, data: { emailVerified: null } });
  expect(await offer(person, 7)).toEqual({ state: "verify_first" });
  expect(await offer(person, 0)).toEqual({ state: "open", withTrial: false });
  await db.user.update({ where: { id: person.userId }, data: { emailVerified: world.now() } });
  await world.subscribe(person, "refill_starter_month");
  await world.deliver();
  for (const days of [0, 7]) expect(await offer(person, days)).toEqual({ state: "has_plan" });
});
