import { expect, test } from "vitest";
import { cancelPlanByForm, changePlanByForm, resumePlanByForm } from "@/app/(account)/billing/plan-actions";
import { freshForm } from "@/components/ui/form-state";
import { inRequest } from "@/dev/testing/in-request";
import { closeAppDatabase, sessionCookieOf } from "@/lib/api/testing/people";
import { currentSubscription } from "@/lib/billing/plans/current-subscription";
import { billingWorld } from "@/lib/billing/testing/world";
import { getBalance } from "@/lib/ledger/queries";

// The actions use the app's clock.
const world = await billingWorld(undefined, undefined, Math.floor(Date.now() / 1_000));
closeAppDatabase();
const ask = await inRequest();

test("a plan is changed by a form for the amount that was shown, and not by one whose preview is old", {
  tags: ["full"],
}, async () => {
  const person = await world.signUp();
  await world.subscribe(person, "refill_starter_month");
  await world.deliver();
  const cookie = await sessionCookieOf(world.database, person.userId);
  const send = (fields: Record<string, string>) => {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    return ask(() => changePlanByForm(freshForm, form), { cookie });
  };
  const old = await send({ price: "refill_pro_month", prorationDate: "2020-01-01T00:00:00.000Z" });
  expect(await old.json()).toMatchObject({ done: false, message: expect.any(String) });
  expect(await (await send({ price: "no-such-price" })).json()).toMatchObject({ message: expect.any(String) });
  expect(await world.available(person)).toBe(200n);

  const changed = await send({ price: "refill_pro_month" });
  expect(changed.headers.get("location")).toBe("/billing");
  // A little less than a month of Pro, as some of it has passed. Read by the app's clock, which is ahead of the world's.
  const balance = await getBalance(world.database.sql, person.accountId, new Date());
  expect(balance?.available).toBeGreaterThan(390n);
});

test("a plan is canceled and resumed by forms, each of which ends on the billing page", {
  tags: ["full"],
}, async () => {
  const person = await world.signUp();
  const cookie = await sessionCookieOf(world.database, person.userId);
  const send = (action: typeof cancelPlanByForm, fields: Record<string, string> = {}) => {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    return ask(() => action(freshForm, form), { cookie });
  };
  expect(await (await send(cancelPlanByForm)).json()).toMatchObject({ done: false, message: expect.any(String) });
  await world.subscribe(person, "refill_starter_month");
  await world.deliver();
  const plan = () => currentSubscription(world.database.prisma, person.userId, world.now());
  expect((await send(cancelPlanByForm, { when: "anything else" })).headers.get("location")).toBe("/billing");
  expect(await plan()).toMatchObject({ endsAt: expect.any(Date) });
  expect((await send(resumePlanByForm)).headers.get("location")).toBe("/billing");
  expect(await plan()).toMatchObject({ plan: { key: "starter" }, endsAt: null });
  expect((await send(cancelPlanByForm, { when: "now" })).headers.get("location")).toBe("/billing");
  expect(await plan()).toMatchObject({ plan: { isFree: true } });
});
