import { expect, test } from "vitest";
import { subscriptionOf } from "@/app/viewer";
import { inRequest } from "@/dev/testing/in-request";
import { closeAppDatabase, sessionCookieOf } from "@/lib/api/testing/people";
import { billingWorld } from "@/lib/billing/testing/world";
import { openAccount } from "@/lib/ledger/open-account";
import { newUser } from "@/lib/ledger/testing/accounts";

const world = await billingWorld();
closeAppDatabase();
const ask = await inRequest();

const setVerified = (id: string, emailVerified: Date | null) =>
  world.database.prisma.user.update({ where: { id }, data: { emailVerified } });

/** A user who subscribed before they followed the link in the email, and so has never had the free plan. */
async function subscribedFirst() {
  const userId = await newUser(world.database);
  await setVerified(userId, null);
  const person = { userId, accountId: await openAccount(world.database.sql, userId, world.now()) };
  await world.subscribe(person, "refill_starter_month");
  await world.deliver();
  return person;
}

test("pages say that a user who subscribed before verifying their address moves to the free plan once it is verified", async () => {
  const { userId } = await subscribedFirst();
  const cookie = await sessionCookieOf(world.database, userId);
  const freePlan = async () => (await ask(async () => (await subscriptionOf(userId))?.freePlan, { cookie })).json();
  expect(await freePlan()).toBeNull();
  await setVerified(userId, world.now());
  expect(await freePlan()).toBe("Free");
});

test("and they do when their plan ends", { tags: ["full"] }, async () => {
  const person = await subscribedFirst();
  await setVerified(person.userId, world.now());
  await world.cancelAll();
  await world.advance({ months: 1 });
  expect(await world.available(person)).toBe(50n);
});
