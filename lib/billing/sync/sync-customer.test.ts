import { expect, test } from "vitest";
import { converge } from "@/lib/billing/converge";
import { setAutoTopup } from "@/lib/billing/purchases/auto-topup";
import { topUp } from "@/lib/billing/purchases/top-up";
import { ensureCustomer } from "@/lib/billing/sync/ensure-customer";
import { syncCustomer } from "@/lib/billing/sync/sync-customer";
import { saveCard } from "@/lib/billing/testing/cards";
import { billingWorld, type Person } from "@/lib/billing/testing/world";

const world = await billingWorld();
const { database, services, stripe, now } = world;

const customerOf = ({ userId }: Person) => ensureCustomer(database.prisma, stripe, userId);
const cardOf = ({ userId }: Person) => database.prisma.savedCard.findUnique({ where: { userId } });

async function sync({ userId }: Person, customerId: string) {
  return converge(services, userId, (reader, user) => syncCustomer(reader, user, customerId, now()));
}

test("the card that was saved last is used, unless another is the customer's default", async () => {
  const person = await world.signUp();
  const customerId = await customerOf(person);
  expect(await sync(person, customerId)).toMatchObject({ sentence: "There is no saved card." });
  const first = await saveCard(world, person, "pm_card_visa");
  await world.advance({ hours: 1 });
  await saveCard(world, person, "pm_card_mastercard");
  await sync(person, customerId);
  expect(await cardOf(person)).toMatchObject({ brand: "mastercard", last4: "4444" });
  await stripe.customers.update(customerId, { invoice_settings: { default_payment_method: first } });
  await sync(person, customerId);
  await sync(person, customerId);
  expect(await cardOf(person)).toMatchObject({ brand: "visa", stripePaymentMethodId: first });
  await stripe.paymentMethods.detach(first);
  await sync(person, customerId);
  expect(await cardOf(person)).toMatchObject({ brand: "mastercard" });
});

test("webhooks sync cards that are added, become the default and are removed, and a deleted customer", async () => {
  const person = await world.signUp();
  const card = await saveCard(world, person, "pm_card_visa");
  await world.deliver();
  expect(await cardOf(person)).toMatchObject({ stripePaymentMethodId: card });
  const second = await saveCard(world, person, "pm_card_amex");
  const customerId = await customerOf(person);
  await stripe.customers.update(customerId, { invoice_settings: { default_payment_method: second } });
  await world.deliver();
  expect(await cardOf(person)).toMatchObject({ stripePaymentMethodId: second, brand: "amex" });
  await stripe.paymentMethods.detach(second);
  await world.deliver();
  expect(await cardOf(person)).toMatchObject({ stripePaymentMethodId: card });
  await stripe.paymentMethods.detach(card);
  await world.deliver();
  expect(await cardOf(person)).toBeNull();
  await stripe.customers.del(customerId);
  await world.deliver();
  expect(await customerOf(person)).not.toBe(customerId);
  expect(await database.prisma.webhookEvent.count({ where: { status: { in: ["FAILED", "PENDING"] } } })).toBe(0);
});

test("a pack bought on Checkout leaves a card that top-ups can be charged to", async () => {
  const person = await world.signUp();
  await world.buyPack(person, "pack_500");
  await world.deliver();
  expect(await topUp(services, { userId: person.userId, pack: "pack_500", idempotencyKey: null }, now())).toMatchObject(
    {
      state: "succeeded",
    },
  );
  expect(await world.available(person)).toBe(1_050n);
});

test("a deleted customer becomes a former one, its card is forgotten, and the next purchase creates another", async () => {
  const person = await world.signUp();
  await saveCard(world, person, "pm_card_visa");
  const former = await customerOf(person);
  const wish = { enabled: true, threshold: 10n, pack: "pack_500", monthlyCapCents: 30_000 };
  expect(await setAutoTopup(services, person.userId, wish, now())).toMatchObject({ ok: true });
  await stripe.customers.del(former);
  await sync(person, former);
  await sync(person, former);
  const { userId } = person;
  expect(
    await database.prisma.user.findUnique({ where: { id: userId }, include: { formerCustomers: true } }),
  ).toMatchObject({
    stripeCustomerId: null,
    formerCustomers: [{ stripeCustomerId: former }],
  });
  expect(await cardOf(person)).toBeNull();
  expect(await database.prisma.autoTopup.findUnique({ where: { userId } })).toMatchObject({
    enabled: false,
    stoppedReason: "no_card",
  });
  const made = await Promise.all([customerOf(person), customerOf(person)]);
  expect(made[0]).toBe(made[1]);
  expect(made[0]).not.toBe(former);
  await world.buyPack(person, "pack_500");
  await world.deliver();
  expect(await world.available(person)).toBe(550n);
});
