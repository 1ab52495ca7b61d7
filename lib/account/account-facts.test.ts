import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { accountFacts } from "@/lib/account/account-facts";
import { topUp } from "@/lib/billing/purchases/top-up";
import { listPayments } from "@/lib/billing/queries";
import { saveCard } from "@/lib/billing/testing/cards";
import { billingWorld, type Person } from "@/lib/billing/testing/world";

const world = await billingWorld();
const { database, services, now } = world;

const facts = ({ userId }: Person) => accountFacts(database.sql, userId, now());

const topUpWith = async (person: Person, card: string) => {
  await saveCard(world, person, card);
  return topUp(services, { userId: person.userId, pack: "pack_500", idempotencyKey: randomUUID() }, now());
};

test("a top-up that waits for the bank is named until it is paid or fails, to its buyer alone", async () => {
  const [person, other] = [await world.signUp(), await world.signUp()];
  const asked = await topUpWith(person, "pm_card_threeDSecure2Required");
  if (!asked.ok || asked.state !== "requires_action") throw new Error(JSON.stringify(asked));
  expect(await facts(person)).toMatchObject({
    hasBought: false,
    delayed: [{ id: asked.payment.id, state: "to_confirm", amountCents: 6_000, currency: "usd" }],
  });
  expect((await facts(other)).delayed).toEqual([]);
  const listed = await listPayments(database.prisma, person.userId, { limit: 1 });
  expect(listed.data).toMatchObject([{ status: "PENDING", waitsForBank: true }]);
  await fetch(asked.redirectUrl ?? "", {
    method: "POST",
    body: new URLSearchParams({ answer: "complete" }),
    redirect: "manual",
  });
  await world.deliver();
  expect(await facts(person)).toMatchObject({ hasBought: true, delayed: [] });
  expect(await listPayments(database.prisma, person.userId, { limit: 1 })).toMatchObject({
    data: [{ status: "SUCCEEDED", waitsForBank: false }],
  });
});

test("a declined card is told at once, and not again", async () => {
  const person = await world.signUp();
  expect(await topUpWith(person, "pm_card_chargeCustomerFail")).toMatchObject({ reason: "card_declined" });
  expect(await facts(person)).toMatchObject({ hasBought: false, delayed: [] });
});
