import { expect, test } from "vitest";
import { saveCard, startCardSetup } from "@/lib/billing/plans/save-card";
import { billingWorld, type Person } from "@/lib/billing/testing/world";

const world = await billingWorld();
const { database, services, stripe, now } = world;

const begin = ({ userId }: Person) => startCardSetup(services, { userId }, now());
const keep = ({ userId }: Person, setupIntentId: string) => saveCard(services, { userId, setupIntentId }, now());
const cardOf = ({ userId }: Person) => database.prisma.savedCard.findUnique({ where: { userId } });

async function begun(person: Person): Promise<string> {
  const started = await begin(person);
  if (!started.ok) throw new Error(started.reason);
  return started.clientSecret.split("_secret_")[0] ?? "";
}

test("a saved card becomes the customer's default and the plan's, once the bank has agreed", async () => {
  const person = await world.signUp();
  await world.subscribe(person, "refill_starter_month");
  await world.deliver();
  const setup = await begun(person);
  expect(await keep(person, setup)).toMatchObject({ ok: false, reason: "unknown_payment_method" });
  await stripe.setupIntents.confirm(setup, { payment_method: "pm_card_mastercard" });
  expect(await keep(person, setup)).toEqual({ ok: true });
  expect(await keep(person, setup)).toEqual({ ok: true });
  expect(await cardOf(person)).toMatchObject({ brand: "mastercard", last4: "4444" });
  const { stripeCustomerId } = await database.prisma.user.findUniqueOrThrow({ where: { id: person.userId } });
  const { data } = await stripe.subscriptions.list({
    customer: stripeCustomerId ?? "",
    expand: ["data.default_payment_method", "data.customer.invoice_settings.default_payment_method"],
  });
  const mastercard = { card: { last4: "4444" } };
  expect(data).toMatchObject([
    { default_payment_method: mastercard, customer: { invoice_settings: { default_payment_method: mastercard } } },
  ]);
});

test("somebody who never bought anything can save a card, and only their own", async () => {
  const [person, other] = [await world.signUp(), await world.signUp()];
  const setup = await begun(other);
  await stripe.setupIntents.confirm(setup, { payment_method: "pm_card_visa" });
  for (const wrong of [setup, "seti_unknown", ""]) {
    expect(await keep(person, wrong)).toMatchObject({ ok: false, reason: "unknown_payment_method" });
  }
  await begun(person);
  expect(await keep(person, setup)).toMatchObject({ ok: false, reason: "unknown_payment_method" });
  expect(await cardOf(person)).toBeNull();
  expect(await keep(other, setup)).toEqual({ ok: true });
});

test("saving a card counts against the purchases of an hour", async () => {
  const { userId } = await world.signUp();
  const refused = { ok: false, reason: "too_many_purchases", retryAfterSeconds: 60 } as const;
  const limited = { ...services, purchases: { refuse: async () => refused } };
  expect(await startCardSetup(limited, { userId }, now())).toEqual(refused);
});
