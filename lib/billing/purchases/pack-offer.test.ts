import { expect, test } from "vitest";
import { buyOfferedPack, packOfferKey } from "@/lib/billing/purchases/pack-offer";
import { saveCard } from "@/lib/billing/testing/cards";
import { billingWorld, type Person } from "@/lib/billing/testing/world";
import { findSellablePack } from "@/lib/catalog/queries";

const world = await billingWorld();
const { database, services, stripe, local, now } = world;

async function withCard(card = "pm_card_visa"): Promise<Person> {
  const person = await world.signUp();
  await saveCard(world, person, card);
  return person;
}

/** The key of a pack as a page shows it to this person now. */
async function shown({ userId }: Person, key = "pack_500"): Promise<string> {
  const pack = await findSellablePack(database.prisma, key);
  if (!pack) throw new Error(`${key} is not on sale.`);
  return packOfferKey(database.prisma, { userId, pack });
}

const press = ({ userId }: Person, key: string, pack = "pack_500") =>
  buyOfferedPack(services, { userId, pack, key }, now());

async function chargesOf({ userId }: Person): Promise<number> {
  const user = await database.prisma.user.findUniqueOrThrow({ where: { id: userId } });
  const { data } = await stripe.charges.list({ customer: user.stripeCustomerId ?? "", limit: 100 });
  return data.filter((charge) => charge.paid).length;
}

test("two tabs and any number of presses of one shown offer are one charge; the next offer is another", async () => {
  const person = await withCard();
  const [tab, otherTab] = [await shown(person), await shown(person)];
  const answers = await Promise.all([press(person, tab), press(person, otherTab), press(person, tab)]);
  answers.push(await press(person, otherTab));
  for (const answer of answers) expect(answer).toMatchObject({ ok: true, state: "succeeded" });
  expect(await chargesOf(person)).toBe(1);

  const next = await shown(person);
  expect(next).not.toBe(tab);
  expect(await press(person, next)).toMatchObject({ ok: true, state: "succeeded" });
  expect(await chargesOf(person)).toBe(2);
});

test("while it is unknown whether the card was charged, a reloaded page offers the same purchase", async () => {
  const person = await withCard();
  const key = await shown(person);
  await local.fail({ next: 3, kind: "after", status: 500, method: "POST", path: "/v1/payment_intents" });
  expect(await press(person, key)).toEqual({ ok: false, reason: "payment_unknown" });
  await local.fail({ next: 0, kind: "after" });
  expect(await shown(person)).toBe(key);
  expect(await press(person, await shown(person))).toMatchObject({ ok: true });
  expect(await chargesOf(person)).toBe(1);
});

test("a price or credits other than those shown are not charged, nor is a made-up key or another person's", async () => {
  const [person, other] = [await withCard(), await withCard()];
  const changed = { ok: false, reason: "offer_changed" };
  const key = await shown(person);
  await database.prisma.creditPack.update({ where: { key: "pack_500" }, data: { credits: 400n } });
  expect(await press(person, key)).toEqual(changed);
  await database.prisma.creditPack.update({ where: { key: "pack_500" }, data: { credits: 500n } });
  expect(await press(other, key)).toEqual(changed);
  expect(await press(person, "0193a1b2-0000-4000-8000-000000000012")).toEqual(changed);
  expect(await press(person, key, "pack_2500")).toEqual(changed);
  expect(await chargesOf(person)).toBe(0);
  expect(await press(person, key)).toMatchObject({ ok: true });
});

test("after a decline the offer is a new one, which another card can pay", async () => {
  const person = await withCard("pm_card_chargeCustomerFail");
  const key = await shown(person);
  expect(await press(person, key)).toMatchObject({ ok: false, reason: "card_declined" });
  const next = await shown(person);
  expect(next).not.toBe(key);
  await saveCard(world, person, "pm_card_visa");
  expect(await press(person, next)).toMatchObject({ ok: true, state: "succeeded" });
});
