import { expect, test, vi } from "vitest";
import { processEvent } from "@/lib/billing/sync/process-event";
import { billingWorld } from "@/lib/billing/testing/world";
import { replayEvents } from "@/lib/stripe/inbox/replay-events";

vi.setConfig({ testTimeout: 60_000 });

const world = await billingWorld();
const { database, services } = world;
const { prisma } = database;

test("replaying every event of a purchase changes no credits, and each attempt is kept with its replay", {
  tags: ["full"],
}, async () => {
  const person = await world.signUp();
  await world.subscribe(person, "refill_pro_month");
  await world.buyPack(person, "pack_500");
  await world.deliver();
  const before = await world.story(person);
  const events = await prisma.webhookEvent.findMany({ where: { status: "PROCESSED" } });
  expect(events.length).toBeGreaterThan(2);
  const replay = await replayEvents(database, { userId: null }, { ids: events.map(({ id }) => id) }, world.now());
  if (!replay.ok) throw new Error(replay.reason);
  for (const { id } of events) await processEvent(services, id, world.now());
  expect(await world.story(person)).toEqual(before);
  expect(await world.violations()).toEqual([]);
  for (const { id } of events) {
    const again = await prisma.webhookEvent.findUniqueOrThrow({
      where: { id },
      include: { tries: { orderBy: { id: "asc" } } },
    });
    expect(again).toMatchObject({ status: "PROCESSED", attempts: 1 });
    expect(again.tries.map(({ replayId }) => replayId)).toEqual([null, replay.replayId]);
  }
});

test("a failed attempt is kept with its error", async () => {
  const person = await world.signUp();
  await world.buyPack(person, "pack_500");
  const [event] = await world.waiting();
  if (!event) throw new Error("Stripe sent nothing.");
  await world.deliver((events) => events.filter(({ id }) => id === event.id));
  await replayEvents(database, { userId: null }, { ids: [event.id] }, world.now());
  const down = new Proxy(services.stripe, {
    get: () => {
      throw new Error("Stripe is down.");
    },
  });
  const type = { type: "invoice.paid", objectId: "in_1", customerId: await customerOf(person.userId) };
  await prisma.webhookEvent.update({ where: { id: event.id }, data: type });
  await expect(processEvent({ database, stripe: down }, event.id, world.now())).rejects.toThrow("Stripe is down.");
  const tries = await prisma.webhookAttempt.findMany({ where: { eventId: event.id }, orderBy: { id: "asc" } });
  expect(tries.at(-1)).toMatchObject({ status: "FAILED", outcome: "Failed, and will be retried: Stripe is down." });
});

async function customerOf(userId: string): Promise<string> {
  return (await prisma.user.findUniqueOrThrow({ where: { id: userId } })).stripeCustomerId ?? "";
}
